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
  let looked: OpenConsole;
  let judged: OpenConsole;
  beforeAll(async () => {
    looked = await openConsole({ sandbox, locale, colours });
    judged = await openConsole({ sandbox, locale, colours, bypassPolicy: true });
  });

  test.each(declaredPages().map(({ path }) => path))('%s has a heading and all its words, and fits', async (path) => {
    const { page, errors, outsideRequests, goTo } = looked;
    errors.length = 0;
    for (const address of await addressesOf(path, sandbox)) {
      await goTo(address);
      const text = await settled(page);
      expect(text).not.toMatch(gap);
      expect(await page.locator('#content h1').count()).toBe(1);
      // Where something particular is shown, its own name is the heading, in whatever language that is.
      const own = address.split('/').length > path.split('/:')[0]!.split('/').length ? '' : '#content h1, ';
      const headings = await page.locator(`${own}#content th[scope="col"]`).allInnerTexts();
      for (const heading of headings.map(withoutCount).filter((one) => one !== '' && !names.has(one))) {
        if (locale === 'ja-JP') expect(heading).toMatch(japanese);
        else expect(heading).not.toMatch(japanese);
      }
      const widths = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
      expect(widths[0], `${address} scrolls sideways`).toBeLessThanOrEqual(widths[1]);
      expect(errors, address).toEqual([]);
      expect(outsideRequests, address).toEqual([]);
    }
  });

  test.each(declaredPages().map(({ path }) => path))('%s can be used by everybody (axe)', async (path) => {
    for (const address of await addressesOf(path, sandbox)) {
      await judged.goTo(address);
      await settled(judged.page);
      await expectNoSeriousFaults(judged.page);
    }
  });
});
