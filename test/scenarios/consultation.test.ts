import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { createReadableTimeline, jsonLine } from '../../cli/timeline-output.ts';
import type { PublicEvent } from '../../sandbox/control/public-event.ts';
import type { ScenarioResult } from '../../sandbox/scenarios/run-scenario.ts';
import { loadScenario } from '../../sandbox/scenarios/scenario.ts';
import { controlBase, routes } from '../../sandbox/control/schema.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from './example-assembly.ts';

const scenario = loadScenario('consultation');

let assembly: ExampleAssembly;
beforeAll(async () => (assembly = await sharedAssembly()));
afterAll(() => assembly.remove());

interface Run {
  readonly result: ScenarioResult;
  readonly events: readonly PublicEvent[];
  readonly faults: readonly unknown[];
  /** As the terminal shows it. */
  readonly told: Readonly<Record<'en' | 'ja', string>>;
}

async function play(
  assemblyDirectory: string,
  seed = 'casewarden',
  look: (sandbox: Sandbox) => Promise<void> = async () => undefined,
): Promise<Run> {
  const sandbox = await startSandbox({ assemblyDirectory, start: scenario.start, seed });
  try {
    const result = await sandbox.play(scenario);
    sandbox.views.settle();
    await look(sandbox);
    const faults = sandbox.kernel.journal.entries().filter(({ kind }) => kind === 'sandbox.fault');
    const events = sandbox.views.timeline();
    const toldIn = (language: 'en' | 'ja'): string =>
      events.map(createReadableTimeline(language, sandbox.names, (_style, text) => text)).join('');
    return { result, events, faults, told: { en: toldIn('en'), ja: toldIn('ja') } };
  } finally {
    await sandbox.close();
  }
}

const inShort = ({ result }: Run) =>
  result.steps.map(({ number, step, outcome, because }) => ({ number, step: step.en, outcome, because: because?.en }));

describe('the consultation, end to end', () => {
  let first: Run;
  beforeAll(async () => (first = await play(assembly.directory)));

  test('every step happens, and nothing in the sandbox itself fails', () => {
    expect(inShort(first).filter(({ outcome }) => outcome !== 'happened')).toEqual([]);
    expect(first.result.passed).toBe(true);
    expect(first.faults).toEqual([]);
  });

  test.each([
    ['README.md', 'en'],
    ['README.ja.md', 'ja'],
  ] as const)('%s shows the story as it is told today', (file, language) => {
    expect(readFileSync(file, 'utf8')).toContain(first.told[language].trim());
  });

  test.each([
    'README.md',
    'README.ja.md',
    'docs/how-to/erase.md',
    'docs/ja/erase.md',
    'cli/erase.ts',
    'cli/explain.ts',
    'cli/case.ts',
  ])('the examples of %s name the case of the story', (file) => {
    const named = readFileSync(file, 'utf8').matchAll(/(?:explain|erase --case|case show|case set) (\d{8})/g);
    const numbers = new Set([...named].map(([, number]) => number));
    expect(numbers.size).toBe(1);
    for (const number of numbers) expect(first.told.en).toContain(`Reference number: ${number}`);
  });

  test.each([
    ['contact.started', 1],
    ['case.created', 1],
    ['sla.attached', 1],
    ['sla.breached', 1],
    ['owner.changed', 1],
    ['mail.sent', 1],
    ['task.created', 1],
    ['slack.posted', 1],
    ['sla.ended', 1],
  ])('%s comes exactly %i time', (kind, times) => {
    expect(first.events.filter((event) => event.kind === kind)).toHaveLength(times);
  });

  test('the lines of JSON name the contact from the first, the case from its creation, in time order', () => {
    const lines = first.events.flatMap((event) => jsonLine(event) ?? []);
    const parsed = lines.map((line) => JSON.parse(line) as Record<'at' | 'kind' | 'contactId' | 'caseId', string>);
    expect(parsed[0]!.kind).toBe('contact.started');
    expect(new Set(parsed.map(({ contactId }) => contactId)).size).toBe(1);
    const created = parsed.findIndex(({ kind }) => kind === 'case.created');
    expect(new Set(parsed.slice(created).map(({ caseId }) => caseId))).toEqual(new Set([parsed[created]!.caseId]));
    expect(parsed.map(({ at }) => at)).toEqual(parsed.map(({ at }) => at).toSorted());
    expect(parsed.filter(({ kind }) => kind === 'crm.upserted').length).toBeGreaterThanOrEqual(1);
  });

  test('the answers of the form stand in the case, and the notices speak of it', () => {
    const created = first.events.find(({ kind }) => kind === 'case.created')!;
    expect(JSON.stringify(created.facts['fields'])).toContain('2026年12月1日(火) 10:00');
    const mail = first.events.find(({ kind }) => kind === 'mail.sent')!;
    expect(mail.facts['to']).toEqual(['sato@example.co.jp']);
    expect(mail.facts['body']).toContain('2026年12月1日(火) 10:00');
  });

  test('the same seed gives the same timeline also beside another run, another seed other ids', async () => {
    const [again, other] = await Promise.all([play(assembly.directory), play(assembly.directory, 'other')]);
    const outline = ({ events }: Run) => events.map(({ at, kind }) => `${at} ${kind}`);
    expect(again.events).toEqual(first.events);
    expect(outline(other)).toEqual(outline(first));
    expect(other.events[0]!.contactId).not.toBe(first.events[0]!.contactId);
  });

  test('a closed sandbox leaves no thread and no socket behind', async () => {
    const open = () => process.getActiveResourcesInfo().filter((name) => /MessagePort|Worker|Server|TCP/.test(name));
    // What has been closed may still be on its way out: sockets of the stories before this one, and this one's server.
    await expect.poll(() => open().includes('TCPSocketWrap'), { timeout: 10_000 }).toBe(false);
    const before = open();
    await play(assembly.directory);
    await expect.poll(open, { timeout: 10_000 }).toEqual(before);
  });

  test('the control API shows the whole of it', async () => {
    await play(assembly.directory, 'casewarden', async (sandbox) => {
      for (const route of Object.values(routes)) {
        if (route.method !== 'GET' || 'stream' in route || route.path.includes('{')) continue;
        const body: unknown = await (await fetch(`${sandbox.endpoint}${controlBase}${route.path}`)).json();
        expect(route.answer.safeParse(body).error, route.path).toBeUndefined();
      }
      const { control } = sandbox;
      const [desk] = (await control.cases({})).cases;
      expect(desk).toMatchObject({ customer: '山田 太郎', status: { label: '対応中' }, owner: { name: '佐藤 花子' } });
      const detail = routes.caseDetail.answer.parse(await control.caseDetail({ caseId: desk!.caseId }));
      expect(detail.slas).toMatchObject([{ name: 'first-response', status: 'NotMet' }]);
      expect(detail.ledger.length).toBeGreaterThan(1);
      expect(detail.timeline.filter(({ reason }) => reason === null)).toEqual([]);
      const contact = await control.contactDetail({ contactId: desk!.contactId! });
      expect(contact.transcript.length).toBeGreaterThan(1);
      expect(contact.path.map(({ type }) => type)).toContain('CreateCase');
      const { functions } = await control.functions({});
      expect(functions.reduce((sum, { failures }) => sum + failures, 0)).toBe(0);
      // The rule's native SLA agrees with its clock all the time, nobody asks why or to forget,
      // nothing was given up, and it ends before the hour of the statement.
      const idle = functions.filter(({ invocations }) => invocations === 0).map(({ logicalId }) => logicalId);
      expect(idle.toSorted()).toEqual(
        [/^Erase/, /^Explain/, /^LanesCaseItems/, /^Redrive/, /^Statement/].map((id) => expect.stringMatching(id)),
      );
      expect(functions.every(({ state }) => 'role' in state)).toBe(true);
      const { queues, deadLettered } = await control.queues({});
      expect(queues.every((queue) => 'messages' in queue)).toBe(true);
      expect(deadLettered).toEqual([]);
      expect((await control.faults({})).faults).toEqual([]);
      const { rules } = await control.rules({});
      expect(rules.every(({ fired, lastFiredAt }) => fired > 0 && lastFiredAt !== null)).toBe(true);
      const { quotas } = await control.quotas({});
      const callsOf = (id: string) => quotas.find((quota) => quota.id === id)!.seconds.map(({ calls }) => calls);
      expect(callsOf('cases:UpdateCase')).toEqual([1]);
      expect(callsOf('ses:SendEmail')).toEqual([1]);
    });
  });

  test('the owner accepts the task that rings', async () => {
    await play(assembly.directory, 'casewarden', async ({ control }) => {
      const ringing = (await control.users({})).users.find(({ userName }) => userName === 'sato')!.tasks;
      expect(ringing).toMatchObject([{ state: 'queued' }]);
      const { taskContactId } = ringing[0]!;
      await expect(control.acceptTask({ taskContactId, user: 'tanaka' })).rejects.toThrow(/does not wait for/);
      await control.acceptTask({ taskContactId, user: 'sato' });
      const { users } = await control.users({});
      expect(users.find(({ userName }) => userName === 'sato')!.tasks).toMatchObject([{ state: 'accepted' }]);
      expect(await control.contactDetail({ contactId: taskContactId })).toMatchObject({
        state: 'accepted',
        waitsFor: null,
        agent: { name: '佐藤 花子' },
      });
      expect((await control.timeline({})).events.at(-1)).toMatchObject({
        kind: 'task.accepted',
        facts: { taskContactId },
        sentence: { en: '佐藤 花子 accepted the task.' },
      });
    });
  });
});
