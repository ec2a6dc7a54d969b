import { afterEach, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { clockOnScreen, isSameLoad, markLoad } from './support/on-screen.ts';
import { openConsole, startEmpty, startExample, type OpenConsole } from './support/open-console.ts';

const hourMilliseconds = 3_600_000;
const answers = {
  name: '青木 花子',
  email: 'hanako.aoki@example.com',
  preferred_slot_1: '2026年12月1日(火) 10:00',
  preferred_slot_2: '2026年12月2日(水) 14:00',
  preferred_slot_3: '2026年12月4日(金) 16:00',
};

const open: OpenConsole[] = [];
afterEach(async () => {
  const seen = open.map(({ errors, outsideRequests }) => ({ errors, outsideRequests }));
  await Promise.all(open.splice(0).map(async ({ sandbox, close }) => close().then(() => sandbox.close())));
  expect(seen).toEqual(seen.map(() => ({ errors: [], outsideRequests: [] })));
});

async function openOn(sandbox: Sandbox): Promise<OpenConsole> {
  const console = await openConsole({ sandbox });
  open.push(console);
  return console;
}

/** A case with a deadline, and the minute it takes to get one. */
async function startContact(sandbox: Sandbox): Promise<void> {
  await sandbox.control.startContact({ flow: 'consultation-chat', customer: answers.name, answers });
  await sandbox.control.jump({ by: 60_000 });
}

const deadline = async (sandbox: Sandbox): Promise<string> => {
  const { due } = await sandbox.control.time({});
  return due.find(({ kind }) => kind === 'sla')!.at;
};

test('the clock follows the sandbox while it plays, and stands still when it is paused', async () => {
  const { page, sandbox } = await openOn(await startEmpty());
  const before = await clockOnScreen(page);
  await page.getByRole('button', { name: '×60', exact: true }).click();
  await expect.poll(() => clockOnScreen(page), { timeout: 10_000 }).toBeGreaterThan(before + 20_000);
  await page.getByText('×60', { exact: false }).first().waitFor();
  await page.getByRole('button', { name: '×3600', exact: true }).click();
  await expect.poll(() => clockOnScreen(page), { timeout: 20_000 }).toBeGreaterThan(before + hourMilliseconds);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('paused').waitFor();
  await expect.poll(async () => (await clockOnScreen(page)) === sandbox.kernel.clock.now()).toBe(true);
  const stopped = sandbox.kernel.clock.now();
  await page.waitForTimeout(300);
  expect(sandbox.kernel.clock.now()).toBe(stopped);
});

test('an hour forward is an hour, to the millisecond', async () => {
  const { page } = await openOn(await startEmpty());
  const before = await clockOnScreen(page);
  await page.getByRole('button', { name: '+1 h' }).click();
  await expect.poll(() => clockOnScreen(page), { timeout: 20_000 }).toBe(before + hourMilliseconds);
});

test('the way to the next deadline opens when a case has one, and what the deadline sets off is on screen', async () => {
  const { page, goTo, sandbox } = await openOn(await startExample());
  await markLoad(page);
  const toDeadline = page.locator('.cw-time-bar').getByRole('button', { name: 'Jump to the next deadline' });
  expect(await toDeadline.getAttribute('aria-disabled')).toBe('true');
  await startContact(sandbox);
  await expect.poll(() => toDeadline.getAttribute('aria-disabled')).not.toBe('true');
  const at = Date.parse(await deadline(sandbox));
  await goTo('/cases');
  await page.getByText('青木 花子').first().waitFor();
  await toDeadline.click();
  await expect.poll(() => clockOnScreen(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(at);
  await expect.poll(async () => (await sandbox.control.mails({})).mails.length, { timeout: 30_000 }).toBeGreaterThan(0);
  expect(await isSameLoad(page)).toBe(true);
});

test('the drawer says what is due next, and a jump to a deadline shows who was told', async () => {
  const { page, sandbox } = await openOn(await startExample());
  await startContact(sandbox);
  const at = await deadline(sandbox);
  await page.getByRole('button', { name: 'What is due next' }).first().click();
  const line = page.getByRole('listitem').filter({ hasText: 'Deadline of' });
  await line.first().waitFor();
  expect(await line.first().innerText()).toContain('青木 花子');
  await line
    .first()
    .getByRole('button', { name: /^Jump here: / })
    .click();
  await page.getByRole('link', { name: 'Overview' }).click();
  const told = page.locator('.cw-plain-list[aria-live] li');
  const sentences = async () => (await told.allInnerTexts()).join('\n');
  await expect
    .poll(sentences, { timeout: 30_000 })
    .toMatch(/^(?=[^]*Slack)(?=[^]*mail)(?=[^]*task)(?=[^]*now belongs to)/i);
  await expect.poll(async () => (await sandbox.control.time({})).jumping, { timeout: 30_000 }).toBe(false);
  await expect.poll(() => clockOnScreen(page)).toBeGreaterThan(Date.parse(at));
});

test('the drawer jumps to the next moment, and to a date and a time of the desk', async () => {
  const { page } = await openOn(await startExample());
  await page.getByRole('button', { name: 'What is due next' }).first().click();
  const before = await clockOnScreen(page);
  await page.getByRole('button', { name: 'Jump to the next moment' }).click();
  await expect.poll(() => clockOnScreen(page)).toBeGreaterThan(before);

  await page.getByRole('button', { name: 'At a moment of your choice' }).click();
  await page.getByRole('button', { name: 'Jump', exact: true }).click();
  await page.getByText('Give a date and a time.').waitFor();
  await page.getByRole('textbox', { name: 'Date' }).fill('2026/11/26');
  await page.getByRole('textbox', { name: 'Time (GMT+9)' }).fill('09:00');
  await page.getByRole('button', { name: 'Jump', exact: true }).click();
  await page.getByText('The clock does not go back.').waitFor();
  await page.getByRole('textbox', { name: 'Time (GMT+9)' }).fill('23:00');
  await page.getByRole('button', { name: 'Jump', exact: true }).click();
  await expect.poll(() => clockOnScreen(page), { timeout: 30_000 }).toBe(Date.parse('2026-11-26T14:00:00Z'));
});

test('a case that is made elsewhere appears by itself', async () => {
  const { page, goTo, sandbox } = await openOn(await startExample());
  await goTo('/cases');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await markLoad(page);
  expect(await page.getByText('青木 花子').count()).toBe(0);
  await startContact(sandbox);
  await page.getByText('青木 花子').first().waitFor();
  expect(await isSameLoad(page)).toBe(true);
});

test('a story that plays can be stopped, and the page says that the rest was not reached', async () => {
  const { page, sandbox } = await openOn(await startExample());
  const { clock } = sandbox.kernel;
  const before = clock.now();
  // Each virtual second takes real time, so that there is time to press the button.
  const dawdle = (): void =>
    void clock.after(1_000, 'dawdle', async () => {
      dawdle();
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
  dawdle();
  await page.getByRole('button', { name: /^Play: / }).click();
  await page.getByRole('button', { name: 'Stop here' }).click();
  await page.getByText(/^Stopped: \d+ steps were not reached/).waitFor();
  const stopped = clock.now();
  expect(stopped).toBeLessThan(before + hourMilliseconds);
  await page.waitForTimeout(300);
  expect(clock.now()).toBe(stopped);
});
