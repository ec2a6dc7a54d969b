import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Timer } from '../../../sandbox/kernel/clock.ts';
import { controlBase } from '../../../sandbox/control/schema.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';

const start = Date.parse('2026-11-26T13:00:00.000Z');
const at = (seconds: number): string => new Date(start + seconds * 1_000).toISOString();

let sandbox: Sandbox;
beforeEach(async () => (sandbox = await startSandbox()));
afterEach(() => sandbox.close());

/** A case with an SLA that runs out after so many seconds, as the services would have it. */
function caseDue(caseId: string, seconds: number): Timer {
  const { journal, clock } = sandbox.kernel;
  journal.append({
    kind: 'case.created',
    caseId,
    detail: { templateId: 't', fields: { title: '面談予約', status: 'open' } },
  });
  const slaConfiguration = { name: 'first-response', status: 'Active', targetTime: at(seconds) };
  journal.append({
    kind: 'related-item.created',
    caseId,
    detail: { type: 'Sla', relatedItemId: `sla-of-${caseId}`, origin: 'rule', content: { sla: { slaConfiguration } } },
  });
  return clock.schedule(start + seconds * 1_000, `SLA first-response of case ${caseId}`, () => {
    const detail = { name: 'first-response', relatedItemId: `sla-of-${caseId}`, status: 'Overdue' };
    journal.append({ kind: 'sla.changed', caseId, detail });
  });
}

const mailAt = (seconds: number): void =>
  void sandbox.kernel.clock.schedule(start + seconds * 1_000, 'mail 1 delivered', () => {
    sandbox.kernel.journal.append({ kind: 'mail.sent', detail: { from: 'a', to: ['b'], subject: 's', body: 't' } });
  });

/** Something that repeats each virtual second and takes real time. */
function busy(): void {
  sandbox.kernel.clock.after(1_000, 'busy', async () => {
    busy();
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
}

test('a jump to the next deadline goes on until what it set off is done', async () => {
  caseDue('later', 3_600);
  caseDue('first', 1_800);
  mailAt(1_810);
  mailAt(1_822);
  mailAt(1_900);
  const { now, jumping } = await sandbox.control.jump({ deadline: true });
  // The second mail is the last thing before 15 quiet seconds.
  expect([now, jumping]).toEqual([at(1_837), false]);
  expect((await sandbox.control.jump({ deadline: true })).now).toBe(at(3_615));
});

test('a jump to an instant goes on until what happened there is done, when that is asked for', async () => {
  caseDue('first', 1_800);
  mailAt(1_810);
  mailAt(1_822);
  mailAt(1_900);
  expect((await sandbox.control.jump({ to: at(1_800), aftermath: true })).now).toBe(at(1_837));
  expect((await sandbox.control.jump({ to: at(1_900) })).now).toBe(at(1_900));
  expect((await sandbox.control.jump({ to: at(2_000), aftermath: true })).now).toBe(at(2_015));
});

test('what a deadline set off is waited for two minutes at most', async () => {
  caseDue('first', 1_800);
  for (let seconds = 1_800; seconds < 2_400; seconds += 10) mailAt(seconds);
  expect((await sandbox.control.jump({ deadline: true })).now).toBe(at(1_920));
});

test('an earlier deadline that turns up on the way is the one that is reached', async () => {
  caseDue('first', 1_800);
  sandbox.kernel.clock.schedule(start + 60_000, 'something', () => void caseDue('sudden', 120));
  expect((await sandbox.control.jump({ deadline: true })).now).toBe(at(135));
});

test('a deadline that is met on the way gives way to the next', async () => {
  const breach = caseDue('met', 600);
  caseDue('next', 1_200);
  const { clock, journal } = sandbox.kernel;
  clock.schedule(start + 60_000, 'something', () => {
    breach.cancel();
    const detail = { name: 'first-response', relatedItemId: 'sla-of-met', status: 'Met' };
    journal.append({ kind: 'sla.changed', caseId: 'met', detail });
  });
  expect((await sandbox.control.jump({ deadline: true })).now).toBe(at(1_215));
});

test('without a deadline ahead the refusal says what to do', async () => {
  await expect(sandbox.control.jump({ deadline: true })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/no deadline of a case is ahead .* start a contact first/) as unknown,
  });
});

test.each([
  ['by', { by: 401 * 86_400_000 }],
  ['to', { to: at(401 * 86_400) }],
  ['far beyond what a date can hold', { by: 9e15 }],
])('a jump %s more than 400 days is refused with words', async (_name, target) => {
  await expect(sandbox.control.jump(target)).rejects.toThrow(/at most 400 days/);
  expect((await sandbox.control.time({})).now).toBe(at(0));
});

test('a pause ends a jump, whose answer tells where the clock stands', async () => {
  busy();
  const jump = sandbox.control.jump({ by: 86_400_000 });
  await vi.waitUntil(() => sandbox.kernel.clock.now() > start + 3_000);
  expect((await sandbox.control.time({})).jumping).toBe(true);
  const from = performance.now();
  const paused = await sandbox.control.pause({});
  expect(performance.now() - from).toBeLessThan(300);
  expect(paused).toMatchObject({ speed: 0, jumping: false });
  expect((await jump).now).toBe(paused.now);
  expect(Date.parse(paused.now)).toBeLessThan(start + 86_400_000);
});

test('a second jump is refused while one is under way', async () => {
  busy();
  const jump = sandbox.control.jump({ by: 60_000 });
  await expect(sandbox.control.jump({ next: true })).rejects.toThrow(/jumping already .* pause/);
  expect((await jump).now).toBe(at(60));
});

test('requests and the stream are answered while the clock jumps', async () => {
  busy();
  const jump = sandbox.control.jump({ by: 86_400_000 });
  const base = `${sandbox.endpoint}${controlBase}`;
  const delays: number[] = [];
  for (let index = 0; index < 10; index += 1) {
    const from = performance.now();
    expect(await (await fetch(`${base}/time`)).json()).toMatchObject({ jumping: true });
    delays.push(performance.now() - from);
  }
  expect(Math.max(...delays)).toBeLessThan(500);
  const stream = await fetch(`${base}/timeline/stream`);
  const { value } = await stream.body!.getReader().read();
  expect(new TextDecoder().decode(value)).toContain('event: time');
  await fetch(`${base}/time/pause`, { method: 'POST' });
  await jump;
});

test('what is due is told in words, earliest first, and what repeats does not bury the deadlines', async () => {
  const { clock } = sandbox.kernel;
  for (let minute = 1; minute <= 60; minute += 1)
    clock.schedule(start + minute * 60_000, 'message visible in inbox', () => undefined);
  for (let index = 0; index < 30; index += 1)
    clock.schedule(start + 90_000_000 + index, `contact c-${index} expires`, () => undefined);
  clock.schedule(start + 5_000, 'something new', () => undefined);
  caseDue('one', 1_800);
  caseDue('two', 900);
  const { due, upcoming } = await sandbox.control.time({});
  expect(due.map((moment) => [moment.at, moment.kind, moment.label.en, moment.caseId])).toEqual([
    [at(5), 'other', 'something new', null],
    [at(60), 'other', 'A message in the queue inbox becomes visible', null],
    [at(900), 'sla', 'Deadline of first-response: 面談予約', 'two'],
    [at(1_800), 'sla', 'Deadline of first-response: 面談予約', 'one'],
    [at(90_000), 'other', 'The chat of c-0 runs out of time', null],
  ]);
  expect(due[2]!.label.ja).toBe('SLA「first-response」の期限: 面談予約');
  expect(upcoming).toHaveLength(20);
});

test('of many deadlines the earliest twenty are listed', async () => {
  for (let index = 0; index < 30; index += 1) caseDue(`case-${index}`, 1_000 - index);
  const { due } = await sandbox.control.time({});
  expect(due.map(({ caseId }) => caseId)).toEqual(Array.from({ length: 20 }, (_, index) => `case-${29 - index}`));
});

test('the earliest deadline is listed and told, however much else comes before it', async () => {
  for (let index = 0; index < 40; index += 1)
    sandbox.kernel.clock.schedule(start + (index + 1) * 1_000, `something ${index}`, () => undefined);
  expect((await sandbox.control.time({})).nextDeadline).toBeNull();
  caseDue('later', 3_600);
  caseDue('first', 1_800);
  const { due, nextDeadline } = await sandbox.control.time({});
  expect(nextDeadline).toBe(at(1_800));
  expect(due).toHaveLength(20);
  expect(due.findIndex(({ caseId }) => caseId === 'first')).toBeGreaterThan(0);
  expect(due.map((moment) => moment.at)).toEqual(due.map((moment) => moment.at).toSorted());
});

test('a jump to the next moment goes to the first that is listed, past timers that nobody waits for', async () => {
  const { clock } = sandbox.kernel;
  clock.schedule(start + 5_000, 'function lane times out', () => undefined);
  clock.schedule(start + 60_000, 'something', () => undefined);
  caseDue('first', 90);
  for (const seconds of [60, 90]) {
    const [next] = (await sandbox.control.time({})).due;
    expect(next!.at).toBe(at(seconds));
    expect((await sandbox.control.jump({ next: true })).now).toBe(next!.at);
  }
  expect((await sandbox.control.jump({ next: true })).now).toBe(at(90));
});
