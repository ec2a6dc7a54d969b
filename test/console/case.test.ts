import { ConnectCasesClient, DeleteCaseCommand } from '@aws-sdk/client-connectcases';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mainRowOf, readLedger } from '../../console/src/pages/case/ledger-reading.ts';
import { messagesIn } from '../../console/src/pages/case/sent-messages.ts';
import { daysOf } from '../../console/src/pages/case/timeline-days.ts';
import type { TimelineEvent } from '../../sandbox/control/schema.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { isSameLoad, markLoad, settled } from './support/on-screen.ts';
import { openConsole, startExample, type ConsoleOptions, type OpenConsole } from './support/open-console.ts';
import { expectNoSeriousFaults } from './support/serious-faults.ts';

describe('a timeline by days', () => {
  const event = (sequence: number, kind: TimelineEvent['kind'], at: string): TimelineEvent => ({
    sequence,
    kind,
    at,
    facts: {},
    sentence: { ja: '', en: '' },
    reason: null,
  });
  const events = [
    event(1, 'case.created', '2026-11-26T13:00:00.000Z'),
    event(2, 'chat.message', '2026-11-26T13:00:01.000Z'),
    event(3, 'chat.message', '2026-11-26T13:00:02.000Z'),
    event(4, 'owner.changed', '2026-11-27T13:00:00.000Z'),
    event(4, 'status.changed', '2026-11-27T13:00:00.000Z'),
    event(5, 'chat.message', '2026-11-27T13:00:01.000Z'),
  ];
  const shown = (order: 'newest' | 'oldest') =>
    daysOf(events, order, (at) => at.slice(8, 10)).map(({ day, steps }) => [
      day,
      ...steps.map((step) => ('chat' in step ? step.chat.map(({ sequence }) => sequence) : step.event.kind)),
    ]);

  test('chat lines in a row are one step, and stay in the order in which they were said', () => {
    expect(shown('oldest')).toEqual([
      ['26', 'case.created', [2, 3]],
      ['27', 'owner.changed', 'status.changed', [5]],
    ]);
    expect(shown('newest')).toEqual([
      ['27', [5], 'status.changed', 'owner.changed'],
      ['26', [2, 3], 'case.created'],
    ]);
  });

  test('two events of one entry have keys of their own', () => {
    const keys = daysOf(events, 'oldest', () => '').flatMap(({ steps }) => steps.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('of a ledger row that this page does not know, what it does not know is left out', () => {
  expect(mainRowOf([{ pk: 'CASE#1', sk: 'TIMELINE#1' }])).toBeUndefined();
  expect(
    readLedger({ clocks: [7, { policy: 'p', deadline: 'soon' }], effects: { a: null, b: { status: 'new' } } }),
  ).toEqual({
    version: null,
    policyHash: null,
    dueAt: null,
    clocks: [{ key: 'p:', policy: 'p', startedAt: null, deadline: null, breachedAt: null, endedAt: null, verdict: '' }],
    effects: [{ key: 'b', kind: '', status: 'new', attempts: null, owedAt: null, at: null, outcome: null }],
    sinks: [],
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
    // A browser notes each answer that says no.
    const others = errors.filter((error) => !/status of 4\d\d .*_casewarden\/v1\/cases/.test(error));
    expect({ errors: others, outsideRequests }).toEqual({ errors: [], outsideRequests: [] });
  }
});
async function openCase(at: string, options: ConsoleOptions = {}): Promise<Page> {
  const console = await openConsole({ sandbox, at: `/cases/${at}`, ...options });
  open.push(console);
  await settled(console.page);
  return console.page;
}

const caseOfStory = async (): Promise<string> => (await sandbox.control.cases({})).cases.at(-1)!.caseId;

/** A case that nobody has answered yet, with half an hour left. */
async function newCase(customer: string): Promise<string> {
  const answers = {
    name: customer,
    email: 'customer@example.com',
    preferred_slot_1: '2026年12月1日(火) 10:00',
    preferred_slot_2: '2026年12月2日(水) 14:00',
    preferred_slot_3: '2026年12月4日(金) 16:00',
  };
  await sandbox.control.startContact({ flow: 'consultation-chat', customer, answers });
  await sandbox.control.jump({ by: 10_000 });
  const { cases } = await sandbox.control.cases({});
  return cases.find((one) => one.customer === customer)!.caseId;
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name });
const facts = (page: Page) => page.locator('.cw-case-facts');
const content = (page: Page) => page.getByRole('tabpanel').filter({ visible: true });

test('each part of a case has an address and says what the sandbox knows', async () => {
  const caseId = await caseOfStory();
  const page = await openCase(caseId);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('オンライン面談予約 山田 太郎');
  expect(await facts(page).innerText()).toMatch(/対応中[\s\S]*佐藤 花子[\s\S]*山田 太郎[\s\S]*\d{8}/);
  expect(await content(page).innerText()).toContain('2026年12月4日(金) 16:00');

  await tab(page, 'SLA').click();
  await expect.poll(() => page.evaluate('location.hash')).toBe(`#/cases/${caseId}/sla`);
  expect(await content(page).innerText()).toMatch(/first-response[\s\S]*Not met[\s\S]*22:30:03[\s\S]*Missed by 5m/);

  await tab(page, 'Sent').click();
  const sent = content(page).locator('tbody tr');
  await expect.poll(() => sent.count()).toBe(5);
  const places = await sent
    .getByRole('link', { name: 'Open as it arrived' })
    .evaluateAll((links) => links.map((link) => (link as unknown as { hash: string }).hash));
  const { timeline } = await sandbox.control.caseDetail({ caseId });
  const positionOf = (wanted: string) => timeline.find(({ kind }) => kind === wanted)?.sequence;
  expect(places).toEqual([
    `#/outside/crm/${caseId}`,
    '#/outside/agents',
    `#/outside/mail/${positionOf('mail.sent')}`,
    `#/outside/slack/C0SLA/${positionOf('slack.posted')}`,
    `#/outside/crm/${caseId}`,
  ]);

  await tab(page, 'Tasks').click();
  expect(await content(page).innerText()).toMatch(
    /期限超過[\s\S]*Waits to be accepted[\s\S]*佐藤 花子[\s\S]*22:30:0\d/,
  );

  await tab(page, 'Ledger').click();
  await expect.poll(() => content(page).innerText()).toMatch(/Change the owner[\s\S]*Done/);
  await page.getByText('All rows as DynamoDB holds them').click();
  expect(await page.getByRole('region', { name: 'Rows of the ledger as JSON' }).innerText()).toContain(
    `"pk": "CASE#${caseId}"`,
  );
});

test('the timeline tells each step with its reason, either way round, with the chat to fold out', async () => {
  const page = await openCase(`${await caseOfStory()}/timeline`);
  const steps = page.locator('.cw-steps > .cw-step');
  await page
    .getByText('2026', { exact: false })
    .and(page.getByRole('heading', { level: 3 }))
    .waitFor();
  const newest = await steps.allInnerTexts();
  expect(newest.find((step) => step.includes('was told'))).toMatch(/22:30:03[\s\S]*Why: /);
  const chat = page.getByRole('button', { name: /^Chat: / });
  await chat.click();
  await page.getByText('以下の内容で受け付けました。').first().waitFor();
  await chat.click();
  await page.getByRole('button', { name: 'Oldest first' }).click();
  await expect.poll(() => steps.first().innerText()).toBe(newest.at(-1));
  await page.reload();
  await settled(page);
  expect(await steps.first().innerText()).toBe(newest.at(-1));
});

test('a deadline counts down, passes, and everything on screen follows by itself', async () => {
  const page = await openCase(`${await newCase('青木 花子')}/sla`);
  await markLoad(page);
  await facts(page).getByText('29m', { exact: false }).waitFor();
  expect(await content(page).innerText()).toContain('Due soon');
  await sandbox.control.jump({ by: 20 * 60_000 });
  await facts(page)
    .getByText(/^9m .*left$/)
    .waitFor();
  await sandbox.control.jump({ deadline: true });
  await facts(page).getByText('overdue').waitFor();
  await content(page).getByText('Overdue', { exact: true }).waitFor();
  await facts(page).getByText('佐藤 花子').waitFor();
  await tab(page, 'Sent (4)').waitFor();
  expect(await isSameLoad(page)).toBe(true);
});

test('what is attached to a case has a name, and leads to where it is seen', async () => {
  const caseId = await caseOfStory();
  const page = await openCase(caseId);
  const { contactId } = await sandbox.control.caseDetail({ caseId });
  const table = page.getByRole('table', { name: 'Related items' });
  const rows = await table.locator('tbody tr').evaluateAll((all) =>
    (all as unknown as { innerText: string; querySelector(of: string): { hash: string } | null }[]).map((row) => [
      row.innerText
        .split(/\s*\t\s*/)
        .slice(0, 2)
        .join(' '),
      row.querySelector('a')?.hash,
    ]),
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      ['Chat 山田 太郎', `#/contact/${contactId}`],
      ['SLA first-response', `#/cases/${caseId}/sla`],
      [expect.stringMatching(/^Task .*期限超過/), '#/outside/agents'],
    ]),
  );
});

test('a person answers the case as an agent, and sees the clock end', async () => {
  const caseId = await newCase('高橋 健');
  const page = await openCase(caseId);
  await page.getByText('nobody has answered yet').waitFor();
  await page.getByRole('button', { name: 'Answer as an agent' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Change the case' }).click();
  await dialog.getByText('Choose another status or another owner first.').waitFor();

  await dialog.getByRole('button', { name: 'You are' }).click();
  await page.getByRole('option', { name: '鈴木 一郎' }).click();
  await dialog.getByRole('button', { name: 'Status' }).click();
  const { statusOptions, status } = await sandbox.control.caseDetail({ caseId });
  expect(statusOptions).toContainEqual({ value: 'in_progress', label: '対応中' });
  // The chosen one is marked as such for screen readers, on a line of its own.
  const shown = (await page.getByRole('option').allInnerTexts()).map((text) => text.split('\n')[0]);
  expect(shown).toEqual(
    statusOptions.map(({ value, label }) => (value === status.value ? `${label} (as it is now)` : label)),
  );
  await page.getByRole('option', { name: '対応中' }).click();
  await dialog.getByRole('button', { name: 'Owner' }).click();
  await page.getByRole('option', { name: '田中 美咲' }).click();
  await dialog.getByRole('button', { name: 'Change the case' }).click();
  await dialog.waitFor({ state: 'detached' });
  await facts(page).getByText('対応中').waitFor();
  await facts(page).getByText('田中 美咲').waitFor();
  await sandbox.control.jump({ by: 10_000 });
  await page.getByText('answered in time').waitFor();
  await page.goto(`${sandbox.endpoint}/#/cases/${caseId}/ledger`);
  await content(page).getByText('Met', { exact: true }).waitFor();
  const { timeline } = await sandbox.control.caseDetail({ caseId });
  expect(timeline.find(({ kind }) => kind === 'status.changed')?.facts['by']).toMatch(/agent\/.*3002$/);
  expect(messagesIn(timeline).map(({ kind }) => kind)).not.toContain('mail');
});

test('a case that is deleted while one looks at it says so, and one that is not there says what to do', async () => {
  const caseId = await newCase('渡辺 愛');
  const page = await openCase(caseId);
  const client = new ConnectCasesClient({
    endpoint: sandbox.endpoint,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(new DeleteCaseCommand({ domainId: sandbox.casesDomain()!, caseId }));
  client.destroy();
  await page.getByText('This case has been deleted').waitFor();
  expect(await facts(page).innerText()).toContain('渡辺 愛');
  expect(await page.getByRole('button', { name: 'Answer as an agent' }).count()).toBe(0);

  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'There is no such case' }).waitFor();
  await page.getByRole('link', { name: 'To the list of cases' }).click();
  await page.getByRole('heading', { level: 1, name: 'Cases' }).waitFor();
});

describe.each([
  { locale: 'ja-JP', colours: 'light' },
  { locale: 'en-US', colours: 'dark' },
] as const)('in $locale, $colours', (face) => {
  test('nothing keeps people from using any part of a case', async () => {
    const caseId = await caseOfStory();
    const page = await openCase(caseId, face);
    for (const part of ['', '/sla', '/timeline', '/sent', '/tasks', '/ledger']) {
      await page.evaluate(`void (location.hash = '/cases/${caseId}${part}')`);
      await settled(page);
      await expectNoSeriousFaults(page);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    }
  });
});
