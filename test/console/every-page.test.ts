import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { addressesOf, declaredPages } from './support/addresses.ts';
import { settled } from './support/on-screen.ts';
import { openConsole, startExample, type OpenConsole } from './support/open-console.ts';
import { expectNoSeriousFaults } from './support/serious-faults.ts';

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** What stands on the screen when a value or a word was not there. */
const gap = /\bundefined\b|\bNaN\b|\[object \w+\]|Invalid Date/;

/** Words that are the same in both languages. */
const names = new Set(['Slack', 'CRM', 'SLA', 'ID', 'JSON']);

const withoutCount = (heading: string): string => heading.replace(/\(\d+\)$/, '').trim();

const faces = [
  { locale: 'ja-JP', colours: 'light' },
  { locale: 'en-US', colours: 'dark' },
] as const;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startExample({ story: true });
});

test('the navigation leads to every page that is declared for it, and nowhere else', async () => {
  const { page, close } = await openConsole({ sandbox });
  const links = page.getByRole('navigation').last().getByRole('link');
  await links.first().waitFor();
  const addresses = await links.evaluateAll((all: { getAttribute(name: string): string | null }[]) =>
    all.map((one) => one.getAttribute('href')),
  );
  const declared = declaredPages().filter(({ inNavigation }) => inNavigation);
  expect(addresses).toEqual(declared.map(({ path }) => `#${path.replace(/\/:.*$/, '')}`));
  await close();
});

describe.each(faces)('in $locale, $colours', ({ locale, colours }) => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole({ sandbox, locale, colours });
  });

  test.each(declaredPages().map(({ path }) => path))(
    '%s has all its words, fits, and serves everybody',
    async (path) => {
      const { page, errors, outsideRequests, goTo } = console;
      errors.length = 0;
      for (const address of await addressesOf(path, sandbox)) {
        await goTo(address);
        const text = await settled(page);
        expect.soft(text, address).not.toMatch(gap);
        expect.soft(await page.locator('#content h1').count(), `headings of ${address}`).toBe(1);
        // Where something particular is shown, its own name is the heading, in whatever language that is.
        const own = address.split('/').length > path.split('/:')[0]!.split('/').length ? '' : '#content h1, ';
        const headings = await page.locator(`${own}#content th[scope="col"]`).allInnerTexts();
        for (const heading of headings.map(withoutCount).filter((one) => one !== '' && !names.has(one))) {
          if (locale === 'ja-JP') expect.soft(heading, address).toMatch(japanese);
          else expect.soft(heading, address).not.toMatch(japanese);
        }
        await expectToFit(page, address);
        await expectNoSeriousFaults(page);
        expect.soft({ errors, outsideRequests }, address).toEqual({ errors: [], outsideRequests: [] });
      }
    },
  );

  test('the drawer of what is due stands beside a page, not over it', async () => {
    const { page, goTo } = console;
    await goTo('/cases');
    await page.locator('.cw-time-bar').getByRole('button').last().click();
    await page.locator('.cw-due').waitFor();
    await settled(page);
    await expectToFit(page, 'the page with the drawer');
    await expectNoSeriousFaults(page);
    await page.locator('.cw-time-bar').getByRole('button').last().click();
    await page.locator('.cw-due').waitFor({ state: 'detached' });
  });
});

async function expectToFit(page: Page, what: string): Promise<void> {
  const widths = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
  expect.soft(widths[0], `${what} scrolls sideways`).toBeLessThanOrEqual(widths[1]);
}
