import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonLine } from '../../cli/timeline-output.ts';
import type { PublicEvent } from '../../sandbox/control/public-event.ts';
import type { ScenarioResult } from '../../sandbox/scenarios/run-scenario.ts';
import { loadScenario } from '../../sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { synthesizeExample, type ExampleAssembly } from './example-assembly.ts';

const scenario = loadScenario('consultation');

let assembly: ExampleAssembly;
beforeAll(async () => (assembly = await synthesizeExample()));
afterAll(() => assembly.remove());

interface Run {
  readonly result: ScenarioResult;
  readonly events: readonly PublicEvent[];
  readonly faults: readonly unknown[];
}

async function play(assemblyDirectory: string, seed = 'casewarden'): Promise<Run> {
  const sandbox = await startSandbox({ assemblyDirectory, start: scenario.start, seed });
  try {
    const result = await sandbox.play(scenario);
    sandbox.views.settle();
    const faults = sandbox.kernel.journal.entries().filter(({ kind }) => kind === 'sandbox.fault');
    return { result, events: sandbox.views.timeline(), faults };
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
    const before = open();
    await play(assembly.directory);
    expect(open()).toEqual(before);
  });
});
