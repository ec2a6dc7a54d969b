import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What keeps people from using a page, one line for each place. @param page opened with `bypassPolicy` */
async function seriousFaultsOf(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ content: source });
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary = help }) => `${id}: ${failureSummary.replaceAll(/\s+/g, ' ')} ${html.slice(0, 200)}`,
      ),
    );
}

/**
 * Fails when axe finds a serious or a critical fault. axe comes into the page as a script of its own, which the page's policy
 * forbids: open the console with `bypassPolicy: true`.
 */
export async function expectNoSeriousFaults(page: Page): Promise<void> {
  expect(await seriousFaultsOf(page)).toEqual([]);
}
