import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What keeps people from using a page, one line for each place. */
async function seriousFaultsOf(page: Page): Promise<readonly string[]> {
  // Not as a script of the page, which its content security policy would rightly refuse.
  await page.evaluate(`void (() => { ${source} })()`);
  const { violations } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ html, failureSummary = help }) => `${id}: ${failureSummary.replaceAll(/\s+/g, ' ')} ${html.slice(0, 200)}`,
      ),
    );
}

/** Fails when axe finds a serious or a critical fault in what is on screen. */
export async function expectNoSeriousFaults(page: Page): Promise<void> {
  expect.soft(await seriousFaultsOf(page)).toEqual([]);
}
