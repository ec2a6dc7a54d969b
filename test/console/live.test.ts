import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { recordCases } from '../bench/synthetic-desk.ts';
import { clockOnScreen } from './support/on-screen.ts';
import { openConsole, startEmpty, startExample } from './support/open-console.ts';

const answers = {
  name: '青木 花子',
  email: 'aoki@example.com',
  preferred_slot_1: '12月1日',
  preferred_slot_2: '',
  preferred_slot_3: '',
};

/** Makes the browser believe that the page is hidden, or in view again. */
const show = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate(
    `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${hidden} });
     document.dispatchEvent(new Event('visibilitychange'));`,
  );

test('a look that one page takes once does not keep another page from following', async () => {
  const sandbox = await startExample();
  await sandbox.control.startContact({ flow: 'consultation-chat', customer: answers.name, answers });
  await sandbox.control.jump({ by: 10_000 });
  const { cases } = await sandbox.control.cases({});
  // The users are looked at here only for their names.
  const { page, goTo } = await openConsole({ sandbox, at: `/cases/${cases[0]!.caseId}/sent` });
  await page.getByRole('tab', { name: /Sent/ }).waitFor();
  await sandbox.control.jump({ deadline: true });
  await goTo('/outside/agents');
  await page.getByText('オンライン面談予約').first().waitFor({ timeout: 5_000 });
});

test('what is due goes on with the clock when a page that looks at it more seldom is opened beside it', async () => {
  const sandbox = await startExample();
  const { page, goTo } = await openConsole({ sandbox, at: '/cases' });
  await page.getByRole('button', { name: 'What is due next' }).first().click();
  const tick = page.locator('.cw-due-line time').first();
  await tick.waitFor();
  await sandbox.control.play({ speed: 60 });
  await goTo('/');
  await page.locator('.cw-happened').waitFor({ state: 'attached' });
  // The tick of every minute is what is due; three of them, one after another.
  for (let minutes = 1; minutes <= 3; minutes += 1) {
    const before = await tick.getAttribute('datetime');
    await expect.poll(() => tick.getAttribute('datetime'), { timeout: 8_000 }).not.toBe(before);
  }
});

test('answers that take longer than news come in are seen all the same, and the last news too', async () => {
  const sandbox = await startEmpty();
  const { page } = await openConsole({ sandbox });
  await page.route('**/_casewarden/v1/timeline?*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  sandbox.kernel.journal.append({
    kind: 'contact.started',
    contactId: 'slow',
    detail: { channel: 'CHAT', displayName: 'Slow' },
  });
  let said = 0;
  const talk = setInterval(() => {
    said += 1;
    sandbox.kernel.journal.append({
      kind: 'contact.message',
      contactId: 'slow',
      detail: { role: 'CUSTOMER', text: `line ${said}.` },
    });
  }, 100);
  try {
    // While the customer goes on talking.
    await page
      .getByText(/line \d+\./)
      .first()
      .waitFor({ timeout: 6_000 });
  } finally {
    clearInterval(talk);
  }
  await page.getByText(`line ${said}.`).waitFor({ timeout: 6_000 });
});

test('a page that nobody sees holds no connection, and catches up when it is seen again', async () => {
  const sandbox = await startEmpty();
  const { page, goTo } = await openConsole({ sandbox });
  const before = await clockOnScreen(page);
  await show(page, true);
  await sandbox.control.jump({ by: 3_600_000 });
  sandbox.kernel.journal.append({
    kind: 'contact.started',
    contactId: 'unseen',
    detail: { channel: 'CHAT', displayName: 'Unseen Customer' },
  });
  await goTo('/cases');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await clockOnScreen(page)).toBe(before);
  await goTo('/');
  await show(page, false);
  await expect.poll(() => clockOnScreen(page)).toBe(before + 3_600_000);
  await page
    .getByText(/Unseen Customer/)
    .first()
    .waitFor();
});

test('another page takes the title and the focus; the first one leaves the focus alone', async () => {
  const { page, goTo } = await openConsole({ sandbox: await startEmpty() });
  const focused = (): Promise<string> => page.evaluate('document.activeElement.tagName');
  expect(await focused()).toBe('BODY');
  expect(await page.title()).toBe('Overview · Casewarden');
  await goTo('/hood/rules');
  await expect.poll(() => page.title()).toBe('Rules · Casewarden');
  await expect.poll(focused).toBe('H1');
});

test('a fault of one page stays with that page', async () => {
  const { page, goTo } = await openConsole({ sandbox: await startEmpty() });
  await page.route('**/_casewarden/v1/hood/rules', (route) => route.fulfill({ json: { rules: [null], activity: [] } }));
  await goTo('/hood/rules');
  await page.getByText('This page has failed').waitFor();
  await goTo('/cases');
  await page.getByRole('heading', { level: 1, name: /Cases/ }).waitFor();
  expect(await page.getByText('This page has failed').count()).toBe(0);
});

test('the overview shows the last of what has happened, however much that was', async () => {
  const sandbox = await startEmpty();
  recordCases(sandbox.kernel.journal, 2_000, sandbox.kernel.clock.now());
  const { page } = await openConsole({ sandbox });
  await page.locator('.cw-happened > li').first().waitFor();
  expect(await page.locator('.cw-happened > li').count()).toBeLessThanOrEqual(40);
});
