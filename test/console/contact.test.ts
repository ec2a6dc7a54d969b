import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { openConsole, startExample, type ConsoleOptions, type OpenConsole } from './support/open-console.ts';
import { settled } from './support/on-screen.ts';
import { expectNoSeriousFaults } from './support/serious-faults.ts';

/** Thursday 26 November 2026, 22:00 in Tokyo, and the next morning, when the desk is open. */
const night = '2026-11-26T13:00:00Z';
const morning = '2026-11-27T02:00:00Z';
const patience = { timeout: 30_000 } as const;

const answers = {
  name: '青木 花子',
  email: 'hanako.aoki@example.com',
  preferred_slot_1: '2026年12月1日(火) 10:00',
  preferred_slot_2: '2026年12月2日(水) 14:00',
  preferred_slot_3: '2026年12月4日(金) 16:00',
};

const open: { readonly console: OpenConsole; readonly sandbox: Sandbox }[] = [];
afterEach(async () => {
  const seen = open.map(({ console: { errors, outsideRequests } }) => ({ errors, outsideRequests }));
  await Promise.all(open.splice(0).map(({ console, sandbox }) => console.close().then(() => sandbox.close())));
  expect(seen).toEqual(seen.map(() => ({ errors: [], outsideRequests: [] })));
});

async function openContact(sandbox: Sandbox, options: ConsoleOptions = {}): Promise<Page> {
  const console = await openConsole({ at: '/contact', ...options, sandbox });
  open.push({ console, sandbox });
  return console.page;
}

const startChat = (sandbox: Sandbox, more: Partial<typeof answers> = {}): Promise<{ contactId: string }> => {
  const given = { ...answers, ...more };
  return sandbox.control.startContact({ flow: 'consultation-chat', customer: given.name, answers: given });
};

/** Names of the blocks that ran, as a screen reader hears them, in the order in which Tab comes to them. */
const blocksThatRan = (page: Page) => page.locator('.cw-flow').getByRole('button', { name: /^Step \d/ });
const chat = (page: Page) => page.getByRole('region', { name: 'Chat with us' });

describe('at night', () => {
  test('somebody who has never seen the page chats, sees the case and its deadline, and who was told', async () => {
    const sandbox = await startExample({ start: night });
    const page = await openContact(sandbox);
    expect(sandbox.kernel.clock.speed).toBe(0);

    await page.getByRole('button', { name: 'Start the chat' }).click();
    await expect.poll(() => chat(page).getByText('Please fill this in.').count()).toBe(2);
    expect((await sandbox.control.contacts({})).contacts).toEqual([]);
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    expect(await chat(page).getByText('Please fill this in.').count()).toBe(0);
    const name = await page.getByRole('textbox', { name: 'Name' }).inputValue();
    await page.getByRole('button', { name: 'Start the chat' }).click();

    const log = page.getByRole('log', { name: 'Conversation' });
    await log.getByText('お問い合わせありがとうございます').waitFor(patience);
    await log.getByText(`お名前: ${name}`).waitFor(patience);
    await log.getByText('The chat has ended').waitFor(patience);
    expect(sandbox.kernel.clock.speed).toBe(1);
    expect(await page.getByRole('textbox', { name: 'Your message' }).count()).toBe(0);

    expect(await blocksThatRan(page).allTextContents()).toHaveLength(14);
    const heard = await blocksThatRan(page).evaluateAll((blocks) =>
      blocks.map((one) => one.getAttribute('aria-label')),
    );
    expect(heard[2]).toBe('Step 3. Check hours of operation, check-hours. Result: out of hours');
    expect(heard[9]).toBe('Step 10. Cases: create, create-case. Result: done');
    expect(heard[13]).toBe('Step 14. Disconnect, end. Result: disconnected');
    await page.locator('.cw-module').waitFor();

    await page.getByText(/^29m \d+s left$/).waitFor(patience);
    const [made] = (await sandbox.control.cases({})).cases;
    expect(await page.getByRole('link', { name: made!.title }).first().getAttribute('href')).toBe(
      `#/cases/${made!.caseId}`,
    );
    await page.getByRole('button', { name: 'Nobody answers? Jump to the deadline' }).click();
    const told = page.locator('.cw-told');
    const positionOf = (kind: string): number | undefined =>
      sandbox.kernel.journal.entries().find((entry) => entry.kind === kind)?.sequence;
    for (const [text, where] of [
      ['佐藤 花子', () => `#/cases/${made!.caseId}`],
      ['sato@example.co.jp', () => `#/outside/mail/${positionOf('mail.sent')}`],
      ['#sla-alerts', () => `#/outside/slack/C0SLA/${positionOf('slack.posted')}`],
      ['was given the task', () => '#/outside/agents'],
    ] as const) {
      const line = told.getByRole('listitem').filter({ hasText: text });
      await line.first().waitFor(patience);
      const places = await line.getByRole('link').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
      expect(places).toContain(where());
    }
    await page
      .getByText(/overdue$/)
      .first()
      .waitFor(patience);
  });

  test('a clock that stands still is said in the chat, and set going there', async () => {
    const sandbox = await startExample({ start: night });
    const { contactId } = await startChat(sandbox);
    const page = await openContact(sandbox, { at: `/contact/${contactId}` });
    await chat(page).getByText('The clock is stopped').waitFor(patience);
    await chat(page).getByRole('button', { name: 'Let the clock run' }).click();
    await chat(page).getByText('お名前: 青木 花子').waitFor(patience);
    expect(sandbox.kernel.clock.speed).toBe(1);
  });

  test('a customer who writes and closes the chat is seen doing so', async () => {
    const sandbox = await startExample({ start: night });
    const { contactId } = await startChat(sandbox);
    const page = await openContact(sandbox, { at: `/contact/${contactId}` });
    await page.getByRole('textbox', { name: 'Your message' }).fill('<b>急いでいます</b>');
    await page.keyboard.press('Enter');
    const log = page.getByRole('log', { name: 'Conversation' });
    await log.getByText('<b>急いでいます</b>', { exact: true }).waitFor(patience);
    await chat(page).getByRole('button', { name: 'Close the chat' }).click();
    await log.getByText('The chat has ended').waitFor(patience);
    await page.getByText('The chat ended without a case').waitFor(patience);
    await chat(page).getByRole('button', { name: 'Start another contact' }).click();
    await page.getByRole('button', { name: 'Fill in an example' }).waitFor();
  });
});

describe('while the desk is open', () => {
  test('a chat waits in the queue and says so, until somebody on duty takes it', async () => {
    const sandbox = await startExample({ start: morning });
    await sandbox.control.setDuty({ user: 'sato', onDuty: true });
    const page = await openContact(sandbox);
    await page.getByRole('button', { name: 'Fill in an example' }).click();
    await page.getByRole('button', { name: 'Start the chat' }).click();
    await chat(page).getByText('You are waiting in the queue 予約窓口').waitFor(patience);
    const waiting = page.locator('.cw-block-current .cw-block-button');
    expect(await waiting.getAttribute('aria-label')).toContain('Transfer to queue');
    await page.getByRole('button', { name: 'Take the chat as 佐藤 花子' }).click();
    await chat(page).getByText('You are talking with 佐藤 花子').waitFor(patience);
    await page.getByRole('button', { name: 'End the chat as 佐藤 花子' }).click();
    await page.getByRole('log').getByText('The chat has ended').waitFor(patience);
    expect(await waiting.count()).toBe(0);

    const still = page.getByText('set the case to a status that answers it');
    await still.waitFor(patience);
    const [made] = (await sandbox.control.cases({})).cases;
    expect(await page.getByRole('link', { name: 'To the case' }).getAttribute('href')).toBe(`#/cases/${made!.caseId}`);
    await sandbox.control.updateCase({ caseId: made!.caseId, user: 'sato', fields: { status: 'in_progress' } });
    await still.waitFor({ ...patience, state: 'detached' });
  });
});

describe('looking again', () => {
  test('an earlier contact is opened from the list, and its way is read block by block with the keyboard', async () => {
    const sandbox = await startExample({ start: night, story: true });
    const page = await openContact(sandbox);
    await page.getByRole('link', { name: '山田 太郎', exact: true }).click();
    await page.getByRole('log').getByText('お名前: 山田 太郎').waitFor(patience);

    await blocksThatRan(page).first().focus();
    const details = page.getByRole('region', { name: 'Details of a block' });
    await details.getByText('log-off', { exact: true }).waitFor();
    await page.keyboard.press('Tab');
    await details.getByText('set-queue', { exact: true }).waitFor();
    await details.getByText('QueueId').waitFor();

    await page.getByRole('tab', { name: 'Step by step' }).click();
    const steps = page.locator('.cw-path').getByRole('listitem');
    expect(await steps.count()).toBe(14);
    expect(await steps.nth(9).innerText()).toContain('Cases: create');
  });

  test('of 10,000 contacts a page of 25 is fetched and drawn, at once', async () => {
    const count = 10_000;
    const sandbox = await startExample({ start: night });
    for (let number = 1; number <= count; number += 1)
      sandbox.kernel.journal.append({
        kind: 'contact.started',
        contactId: `contact-${number}`,
        detail: { channel: 'CHAT', displayName: `Customer ${number}` },
      });
    const page = await openContact(sandbox);
    await settled(page);
    let fetchedBytes = 0;
    page.on('response', (response) => {
      if (/contacts|users|mails/.test(response.url()))
        void response.body().then(({ byteLength }) => (fetchedBytes += byteLength));
    });
    const before = performance.now();
    await page.reload();
    const rows = page.getByRole('table').locator('tbody tr');
    await rows.getByText('Customer 10000', { exact: true }).waitFor();
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(await rows.count()).toBe(25);
    await page.getByRole('heading', { name: 'Contacts so far (10000)' }).waitFor();
    expect(fetchedBytes).toBeLessThan(200_000);
    await page.getByRole('button', { name: 'Next page' }).click();
    await rows.getByText('Customer 9975', { exact: true }).waitFor();
    expect(await rows.count()).toBe(25);
  });

  test('a contact of another run is said to be missing, not shown as an empty one', async () => {
    const page = await openContact(await startExample({ start: night }), { at: '/contact/no-such-contact' });
    await page.getByText('There is no such contact').waitFor(patience);
    // The answer 404 is what this test is about; the browser reports it as an error of its own.
    expect(open[0]!.console.errors.splice(0).filter((error) => !error.includes('404'))).toEqual([]);
  });

  test('names that look like markup stay text', async () => {
    const sandbox = await startExample({ start: night });
    const name = '<img src=x onerror="document.title=\'run\'">';
    const { contactId } = await startChat(sandbox, { name });
    await sandbox.control.jump({ by: 60_000 });
    const page = await openContact(sandbox, { at: `/contact/${contactId}` });
    await page.getByRole('log').getByText(`お名前: ${name}`).waitFor(patience);
    await page.getByRole('table').getByText(name).first().waitFor(patience);
    expect(await page.title()).not.toBe('run');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  });
});

test.each([
  ['en-US', 'light'],
  ['ja-JP', 'dark'],
] as const)('in %s and %s, no screen of it has a serious fault, nor scrolls sideways', async (locale, colours) => {
  const sandbox = await startExample({ start: night, story: true });
  const page = await openContact(sandbox, { locale, colours });
  const check = async (): Promise<void> => {
    await settled(page);
    await expectNoSeriousFaults(page);
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  };
  await page.locator('.cw-chat-form').waitFor(patience);
  await check();
  const [told] = (await sandbox.control.contacts({})).contacts;
  await page.evaluate(`void (location.hash = '/contact/${told!.contactId}')`);
  await page.getByRole('log').waitFor(patience);
  await page.locator('.cw-block-ran .cw-block-button').nth(4).focus();
  await page.locator('.cw-details').waitFor();
  await check();
});
