import * as fc from 'fast-check';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { rowOf } from '../../console/src/pages/cases/case-row.ts';
import { columnNames, firstView, searchOf, viewOf } from '../../console/src/pages/cases/list-view.ts';
import { filterRows, pageOf, sortRows } from '../../console/src/pages/cases/select-rows.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { manyCases, syntheticCase } from './support/many-cases.ts';
import { isSameLoad, markLoad, settled } from './support/on-screen.ts';
import { openConsole, startExample, type ConsoleOptions, type OpenConsole } from './support/open-console.ts';
import { expectNoSeriousFaults } from './support/serious-faults.ts';

describe('which cases are shown, and in which order', () => {
  const rows = [
    syntheticCase(1, {
      title: 'ﾖﾔｸ Tokyo',
      owner: { id: 'u1', name: '佐藤 花子' },
      status: { value: 'open', label: 'Open' },
    }),
    syntheticCase(2, { customer: null, owner: null, nextSlaBreach: null, reference: null, title: '' }),
    syntheticCase(3, { title: 'ヤマダ', nextSlaBreach: null, overdueSince: '2026-11-26T12:00:00.000Z' }),
  ].map(rowOf);
  const everything = { text: '', status: '', owner: '', overdue: false };
  const shown = (filter: Partial<typeof everything>) =>
    filterRows(rows, { ...everything, ...filter }).map(({ one }) => one.caseId);

  test.each([
    ['nothing in particular', {}, ['case-1', 'case-2', 'case-3']],
    ['words in any order, in any width and case', { text: '花子  ヨヤク TOKYO' }, ['case-1']],
    ['a word that does not occur', { text: 'Tokyo Osaka' }, []],
    ['a status', { status: 'open' }, ['case-1']],
    ['cases without an owner', { owner: 'nobody' }, ['case-2']],
    ['overdue ones', { overdue: true }, ['case-3']],
  ])('%s', (_name, filter, expected) => {
    expect(shown(filter)).toEqual(expected);
  });

  test.each(columnNames.filter((name) => name !== 'status' && name !== 'updated'))(
    'rows without a %s come last, whichever way is sorted',
    (sort) => {
      for (const descending of [false, true])
        expect(sortRows(rows, { sort, descending }, 'ja').at(-1)?.one.caseId).toBe('case-2');
    },
  );

  test('a case whose deadline has passed comes before those with time left', () => {
    expect(sortRows(rows, { sort: 'deadline', descending: false }, 'ja').map(({ one }) => one.caseId)).toEqual([
      'case-3',
      'case-1',
      'case-2',
    ]);
  });

  test('a page that is no longer there becomes the last one', () => {
    expect(pageOf(rows, 9, 2)).toMatchObject({ page: 2, pages: 2, firstIndex: 3 });
    expect(pageOf([], 3, 25)).toMatchObject({ page: 1, pages: 1, rows: [] });
  });

  test('an address says all of a view, and nothing that is as always', () => {
    const view = fc.record({
      text: fc.string({ unit: 'grapheme' }),
      status: fc.string(),
      owner: fc.string(),
      overdue: fc.boolean(),
      sort: fc.constantFrom(...columnNames),
      descending: fc.boolean(),
      page: fc.integer({ min: 1, max: 1_000 }),
    });
    fc.assert(
      fc.property(view, (one) => {
        expect(viewOf(searchOf(one))).toEqual(one);
      }),
    );
    expect(searchOf(firstView)).toBe('');
    expect(viewOf('?sort=nothing&page=-3&overdue=yes')).toEqual(firstView);
  });
});

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startExample({ story: true });
});

const open: OpenConsole[] = [];
afterEach(async () => {
  for (const { errors, outsideRequests, close } of open.splice(0)) {
    await close();
    expect({ errors, outsideRequests }).toEqual({ errors: [], outsideRequests: [] });
  }
});
async function openList(options: ConsoleOptions = {}): Promise<OpenConsole> {
  const console = await openConsole({ sandbox, at: '/cases', ...options });
  open.push(console);
  await settled(console.page);
  return console;
}

const rowsOn = (page: Page) => page.locator('#content tbody tr');
const hashOf = (page: Page): Promise<string> => page.evaluate('location.hash');

const answers = {
  name: '青木 花子',
  email: 'hanako.aoki@example.com',
  preferred_slot_1: '2026年12月1日(火) 10:00',
  preferred_slot_2: '2026年12月2日(水) 14:00',
  preferred_slot_3: '2026年12月4日(金) 16:00',
};

test('a new case appears by itself, says that it is new, and counts down; the filter stays', async () => {
  const { page } = await openList();
  await markLoad(page);
  await page.getByRole('searchbox', { name: 'Title, customer' }).fill('花子');
  await rowsOn(page).getByText('山田 太郎', { exact: true }).waitFor();
  await sandbox.control.startContact({ flow: 'consultation-chat', customer: answers.name, answers });
  await sandbox.control.jump({ by: 10_000 });
  const row = rowsOn(page).filter({ hasText: answers.name });
  await row.getByText('New', { exact: true }).waitFor();
  await row.getByText('29m', { exact: false }).waitFor();
  await sandbox.control.jump({ by: 60_000 });
  await row.getByText('28m', { exact: false }).waitFor();
  expect(await hashOf(page)).toBe(`#/cases?text=${encodeURIComponent('花子')}`);
  expect(await page.getByRole('searchbox', { name: 'Title, customer' }).inputValue()).toBe('花子');
  expect(await isSameLoad(page)).toBe(true);
  await row.getByText('New', { exact: true }).waitFor({ state: 'detached', timeout: 15_000 });
});

test('a link shows overdue cases only, and all of them again at a click', async () => {
  const { page, goTo } = await openList();
  await goTo('/cases?overdue=1');
  await page.getByText('No case fits').waitFor();
  expect(await page.getByRole('checkbox', { name: 'Overdue only' }).isChecked()).toBe(true);
  await sandbox.control.jump({ deadline: true });
  await rowsOn(page).getByText('overdue').waitFor();
  expect(await rowsOn(page).count()).toBe(1);
  await page.getByText('Overdue only').click();
  await expect.poll(() => rowsOn(page).count()).toBe(2);
  expect(await hashOf(page)).toBe('#/cases');
});

test.each([
  { locale: 'ja-JP', colours: 'light' },
  { locale: 'en-US', colours: 'dark' },
] as const)('nothing keeps people from using the list in $locale, $colours', async (face) => {
  const { page } = await openList(face);
  await expectNoSeriousFaults(page);
});

describe('with 10,000 cases', () => {
  const count = 10_000;
  /** Answers the page's first look at the cases with many, and further ones with those that `changed` gives. */
  async function openMany(changed: () => readonly unknown[] = () => [], at = '/cases'): Promise<OpenConsole> {
    const console = await openConsole({ sandbox });
    open.push(console);
    await console.page.route(/\/_casewarden\/v1\/cases(\?.*)?$/, async (route) => {
      const isFirst = !route.request().url().includes('after=');
      const sequence = sandbox.kernel.journal.entries().length;
      await route.fulfill({
        json: { cases: isFirst ? manyCases(count, sandbox.kernel.clock.now()) : changed(), removed: [], sequence },
      });
    });
    await console.page.goto('about:blank');
    await console.page.goto(`${sandbox.endpoint}/#${at}`);
    await settled(console.page);
    return console;
  }

  test('filter, order and page survive a look at a case, by the browser’s Back and by the link to the list', async () => {
    const { page } = await openMany();
    await page.getByRole('searchbox', { name: 'Title, customer' }).fill('Sato');
    await page.getByRole('button', { name: /^Customer/ }).click();
    await page.getByRole('button', { name: 'Page 3 of' }).click();
    const address = '#/cases?text=Sato&sort=customer&page=3';
    await expect.poll(() => hashOf(page)).toBe(address);
    const before = await rowsOn(page).allInnerTexts();
    expect(before).toHaveLength(25);
    await rowsOn(page).first().getByRole('link').click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goBack();
    await expect.poll(() => rowsOn(page).allInnerTexts()).toEqual(before);
    await rowsOn(page).first().getByRole('link').click();
    await page.getByRole('link', { name: 'To the list of cases' }).click();
    await expect.poll(() => rowsOn(page).allInnerTexts()).toEqual(before);
    expect(await hashOf(page)).toBe(address);
    // The synthetic cases are in the list only: the page of one is told that it is not there.
    open[0]!.errors.length = 0;
  });

  test('how many cases a page shows is kept in the browser', async () => {
    const { page } = await openMany();
    await page.getByRole('button', { name: 'Cases per page' }).click();
    await page.getByRole('option', { name: '100 per page' }).click();
    await expect.poll(() => rowsOn(page).count()).toBe(100);
    await page.reload();
    await settled(page);
    expect(await rowsOn(page).count()).toBe(100);
  });

  test('a change is shown where one is looking, and a tick of the clock touches the countdowns only', async () => {
    let changed: readonly unknown[] = [];
    const { page } = await openMany(() => changed, '/cases?sort=reference&page=2');
    const second = rowsOn(page).nth(1);
    await page.evaluate('scrollTo(0, 300)');
    // A row further down: those above it may grow by a line, and the browser makes up for it.
    const heightOnScreen = async (): Promise<number> => (await rowsOn(page).nth(12).boundingBox())!.y;
    const before = await heightOnScreen();
    changed = [syntheticCase(27, { title: 'Another title', updatedAt: '2026-11-27T00:00:00.000Z' })];
    await sandbox.control.startContact({ flow: 'consultation-chat', customer: answers.name, answers });
    await sandbox.control.jump({ by: 10_000 });
    await rowsOn(page).filter({ hasText: 'Another title' }).getByText('Updated', { exact: true }).waitFor();
    expect(await second.innerText()).toContain('Another title');
    expect(Math.abs((await heightOnScreen()) - before)).toBeLessThan(2);
    changed = [];
    await second.getByText('Updated', { exact: true }).waitFor({ state: 'detached', timeout: 15_000 });

    await page.evaluate(`{
      globalThis.touched = new Set();
      const watch = new MutationObserver((all) => {
        for (const { target } of all) {
          const element = target.nodeType === 1 ? target : target.parentElement;
          globalThis.touched.add(element.closest('.cw-figures') ? 'figures' : element.outerHTML.slice(0, 200));
        }
      });
      watch.observe(document.querySelector('#content table'), { subtree: true, childList: true, characterData: true, attributes: true });
    }`);
    const figures = await page.locator('#content tbody .cw-figures').allInnerTexts();
    await sandbox.control.jump({ by: 3_000 });
    await expect.poll(() => page.locator('#content tbody .cw-figures').allInnerTexts()).not.toEqual(figures);
    expect(await page.evaluate('[...globalThis.touched]')).toEqual(['figures']);
  });
});
