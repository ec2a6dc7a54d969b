import { lookAheadSeconds } from '../../lambda/contract/look-ahead.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { runAdvance } from '../../lambda/handlers/advance/run.ts';
import { runDispatchCaseUpdate } from '../../lambda/handlers/dispatch-case-update/run.ts';
import { runDispatchMail } from '../../lambda/handlers/dispatch-mail/run.ts';
import { runDispatchSlack } from '../../lambda/handlers/dispatch-slack/run.ts';
import { runDispatchTask } from '../../lambda/handlers/dispatch-task/run.ts';
import { caseChange, clockOnlyPolicy, createdAt, deadline, policyHash } from '../support/desk-policy.ts';
import { counted } from './world/counted.ts';
import { spreadOf, type Spread } from './figures.ts';
import { createDeskPorts, freshFields, type DeskPorts } from './world/desk-ports.ts';

/** Of the mapping of the inbox: lib/constructs/inbox. */
const batchSize = 10;
/** Of the CPU figure the first cases are left out: code is compiled in them. */
const warmUpCases = 500;

/** What one case is told of in its life, with no breach: ten events, most of which are no news to any clock. */
const lifeOfACase: readonly (readonly [eventType: string, fields: Readonly<Record<string, string>>])[] = [
  ['CASE.CREATED', { status: 'open', title: '面談予約', customer_id: 'customer-1' }],
  ['CASE.UPDATED', { 'field-slot-1': '月曜 10 時' }],
  ['CASE.UPDATED', { 'field-slot-2': '火曜 10 時' }],
  ['CASE.UPDATED', { summary: '住宅ローンの相談' }],
  ['CASE.UPDATED', { assigned_queue: 'queue-1' }],
  ['CASE.UPDATED', { assigned_user: 'user-1' }],
  ['CASE.UPDATED', { status: 'in_progress' }],
  ['CASE.UPDATED', { summary: '来店して説明' }],
  ['CASE.UPDATED', { 'field-slot-3': '水曜 10 時' }],
  ['CASE.UPDATED', { status: 'closed' }],
];

const messagesOf = (bodies: readonly string[]) =>
  bodies.map((body, place) => ({ messageId: `message-${place}`, body }));

async function advanceAll({ ports }: DeskPorts, bodies: readonly string[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += batchSize) {
    const answer = await runAdvance(
      { ...ports, ledger: ports.caseLedger },
      { policyHash, lookAheadSeconds },
      { Records: messagesOf(bodies.slice(start, start + batchSize)) },
    );
    if (answer.batchItemFailures.length > 0) throw new Error('advance failed for a message of the bench');
  }
}

/** Milliseconds of CPU, user and system, of this process while `run` runs. */
async function cpuMilliseconds(run: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * The events of so many cases, in rounds, so that the events of a batch are of different cases. As AWS sends them: each has all
 * configured fields that are not empty, and names those that have changed.
 */
function eventBodies(firstCase: number, cases: number): readonly string[][] {
  let known: Readonly<Record<string, string>> = {};
  return lifeOfACase.map(([eventType, changed], round) => {
    known = { ...known, ...changed };
    const at = addSeconds(createdAt, round * 60);
    return Array.from({ length: cases }, (_unused, index) => {
      const { detail, ...event } = caseChange(eventType, at, known, { caseId: `case-${firstCase + index}` });
      return JSON.stringify({ ...event, detail: { ...detail, changedFieldIds: Object.keys(changed) } });
    });
  });
}

async function tellLives(desk: DeskPorts, rounds: readonly string[][]): Promise<void> {
  for (const [round, bodies] of rounds.entries()) {
    desk.state.now = addSeconds(createdAt, round * 60);
    await advanceAll(desk, bodies);
  }
}

/** A machine has other work, too: the middle one of so many parts of a run counts. */
const parts = 9;

/** Milliseconds of CPU for each of so many things, measured part by part. */
async function perPart(things: number, measure: (place: number, count: number) => Promise<number>): Promise<Spread> {
  const count = Math.ceil(things / parts);
  const spread: number[] = [];
  for (let part = 0; part < parts; part += 1) spread.push((await measure(part * count, count)) / count);
  return spreadOf(spread);
}

/** CPU of the shipped `advance` per event, milliseconds, over so many cases with ten events each. */
export async function cpuPerEvent(cases: number): Promise<Spread> {
  const desk = createDeskPorts(clockOnlyPolicy);
  await tellLives(desk, eventBodies(0, warmUpCases));
  return await perPart(cases, async (place, count) => {
    const rounds = eventBodies(warmUpCases + place, count);
    return (await cpuMilliseconds(() => tellLives(desk, rounds))) / lifeOfACase.length;
  });
}

export interface EventCalls {
  readonly reads: number;
  readonly writes: number;
}

/** Reads and conditional writes of items by `advance` per event. */
export async function callsPerEvent(cases: number): Promise<EventCalls> {
  const desk = createDeskPorts(clockOnlyPolicy);
  const calls = new Map<string, number>();
  const rounds = eventBodies(0, cases);
  await tellLives({ ...desk, ports: counted(desk.ports, calls) }, rounds);
  const per = (...names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (calls.get(`caseLedger.${name}`) ?? 0), 0) / (cases * lifeOfACase.length);
  return { reads: per('load', 'loadAll'), writes: per('save') };
}

const timeoutSeconds = 900;
const caseUrlTemplate = 'https://example.com/cases/{caseId}';

/** From the deadlines of all cases until nothing is owed any more: advance, the four lanes, and advance on their outcomes. */
async function breachAll(desk: DeskPorts, caseIds: readonly string[]): Promise<void> {
  const { state, ports } = desk;
  const lanePorts = { ...ports, ledger: ports.effectLedger };
  state.now = addSeconds(deadline, 1);
  let bodies = caseIds.map((caseId) => JSON.stringify({ kind: 'due', caseId, dueAt: deadline }));
  while (bodies.length > 0) {
    await advanceAll(desk, bodies);
    await runDispatchCaseUpdate(lanePorts, { timeoutSeconds });
    await runDispatchMail(lanePorts, { timeoutSeconds, caseUrlTemplate });
    await runDispatchTask(lanePorts, { timeoutSeconds, caseUrlTemplate });
    await runDispatchSlack(lanePorts, { timeoutSeconds, caseUrlTemplate });
    bodies = state.inbox.splice(0).map(({ message }) => JSON.stringify(message));
  }
}

async function makeCases(desk: DeskPorts, firstCase: number, cases: number): Promise<readonly string[]> {
  const [created] = eventBodies(firstCase, cases);
  desk.state.now = createdAt;
  await advanceAll(desk, created!);
  const caseIds = Array.from({ length: cases }, (_unused, index) => `case-${firstCase + index}`);
  for (const caseId of caseIds) desk.state.cases.set(caseId, { ...freshFields });
  return caseIds;
}

/** CPU of the shipped functions per breach with an owner, a mail, a task and a message to Slack, milliseconds. */
export async function cpuPerBreach(cases: number): Promise<Spread> {
  const desk = createDeskPorts(clockOnlyPolicy);
  let begun = warmUpCases;
  await breachAll(desk, await makeCases(desk, 0, warmUpCases));
  const spread = await perPart(cases, async (place, count) => {
    const caseIds = await makeCases(desk, warmUpCases + place, count);
    begun += count;
    return await cpuMilliseconds(() => breachAll(desk, caseIds));
  });
  const done = [desk.state.updates, desk.state.mails, [...desk.state.tasks], desk.state.slack];
  if (done.some(({ length }) => length !== begun))
    throw new Error(`of ${begun} breaches only so much was done: ${done.map(({ length }) => length).join(', ')}`);
  return spread;
}
