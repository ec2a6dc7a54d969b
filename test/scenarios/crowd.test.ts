import { expect, test } from 'vitest';
import type { PublicEvent } from '../../sandbox/control/public-event.ts';
import { runScenario, type Stage } from '../../sandbox/scenarios/run-scenario.ts';
import { parseScenario } from '../../sandbox/scenarios/scenario.ts';

const start = Date.parse('2026-11-26T13:00:00.000Z');
const because = { ja: 'だめ', en: 'not so' };

/** What was done at which second since the story began. */
type Deed = readonly [seconds: number, deed: string];

/** A stage on which each case is breached so many times a minute after it was made; none has other events. */
function stageOf(breaches: (number: number) => number): Stage & { readonly deeds: Deed[] } {
  let now = start;
  const deeds: Deed[] = [];
  const coming: { readonly at: number; readonly event: PublicEvent }[] = [];
  const happened: PublicEvent[] = [];
  const did = (deed: string): void => void deeds.push([(now - start) / 1000, deed]);
  let made = 0;
  const unused = async (): Promise<never> => {
    throw new Error('no step of a crowd needs this');
  };
  return {
    deeds,
    now: () => now,
    async runUntil(until, condition = () => false) {
      while (!condition()) {
        const next = coming[0];
        if (next === undefined || next.at > until) {
          now = Math.max(now, until);
          break;
        }
        now = next.at;
        happened.push(coming.shift()!.event);
      }
      return true;
    },
    journal: () => [],
    timeline: () => happened,
    async createCase({ title, fields }) {
      const caseId = `id-${(made += 1)}`;
      did(`${title} ${JSON.stringify(fields)}`);
      for (let time = 0; time < breaches(made); time += 1) {
        const at = now + 60_000 + time;
        coming.push({
          at,
          event: {
            sequence: coming.length + 1,
            at: new Date(at).toISOString(),
            kind: 'sla.breached',
            caseId,
            facts: { policy: 'p' },
          },
        });
      }
      coming.sort((one, other) => one.at - other.at);
      return caseId;
    },
    updateCase: async ({ caseId, fields }) => did(`${caseId} ${JSON.stringify(fields)}`),
    deleteCase: async (caseId) => did(`${caseId} deleted`),
    setEventFaults: (faults) => did(JSON.stringify(faults)),
    startChat: unused,
    createRule: unused,
    overrideHours: unused,
    describeRule: unused,
    slasOf: unused,
  };
}

const told = (steps: unknown[]) =>
  parseScenario('x.yaml', JSON.stringify({ name: 'x', title: because, start: new Date(start).toISOString(), steps }));

const make = (more: object = {}) => ({
  'create-cases': {
    cases: 'crowd',
    count: 6,
    as: { integration: 'shop' },
    template: 't',
    customer: 'c',
    title: 'x',
    ...more,
  },
});
const each = (more: object = {}) => ({ 'expect-each': 'sla.breached', cases: 'crowd', because, ...more });

const outcomeOf = async (steps: unknown[], breaches = (_number: number): number => 1) => {
  const result = await runScenario(told(steps), stageOf(breaches));
  const failed = result.steps.find(({ outcome }) => outcome === 'missing');
  return failed === undefined ? 'passed' : `${failed.number}: ${failed.because!.en.join(' | ')}`;
};

test('cases are made evenly over a time, each with the fields of the first row that fits its number', async () => {
  const stage = stageOf(() => 0);
  await runScenario(
    told([
      make({ over: '1m', set: [{ every: 3, fields: { a: '3' } }, { every: 2, fields: { a: '2' } }, { fields: {} }] }),
      { 'update-case': { case: 'crowd-2', as: 'sato', set: { s: 'x' } } },
    ]),
    stage,
  );
  expect(stage.deeds).toEqual([
    [0, 'x 1 {}'],
    [10, 'x 2 {"a":"2"}'],
    [20, 'x 3 {"a":"3"}'],
    [30, 'x 4 {"a":"2"}'],
    [40, 'x 5 {}'],
    [50, 'x 6 {"a":"3"}'],
    [60, 'id-2 {"s":"x"}'],
  ]);
});

test('some of them are changed or deleted, and events treated badly', async () => {
  const stage = stageOf(() => 0);
  await runScenario(
    told([
      { 'event-faults': { source: 'aws.cases', loseEvery: 10 } },
      make(),
      { 'update-cases': { cases: 'crowd', every: 3, from: 2, over: '20s', as: 'sato', set: { s: 'x' } } },
      { 'delete-cases': { cases: 'crowd', every: 3 } },
    ]),
    stage,
  );
  expect(stage.deeds.filter(([, deed]) => !deed.startsWith('x '))).toEqual([
    [0, '{"source":"aws.cases","loseEvery":10}'],
    [0, 'id-2 {"s":"x"}'],
    [10, 'id-5 {"s":"x"}'],
    [20, 'id-3 deleted'],
    [20, 'id-6 deleted'],
  ]);
});

test.each<[string, unknown[], (number: number) => number, string]>([
  ['of each case came once', [make(), each({ within: '2m' })], () => 1, 'passed'],
  ['has not come yet', [make(), each()], () => 1, '2: not so | cases that do not fit: 6 | crowd-1 (id-1): 0 times'],
  [
    'came twice for one',
    [make(), { wait: '2m' }, each()],
    (number) => (number === 4 ? 2 : 1),
    '3: not so | cases that do not fit: 1 | crowd-4 (id-4): 2 times',
  ],
  [
    'came for some',
    [make(), each({ every: 2, within: '2m' }), each({ every: 2, from: 1, times: 0 })],
    (number) => (number % 2 === 0 ? 1 : 0),
    'passed',
  ],
  [
    'came where it should not',
    [make(), { wait: '2m' }, each({ times: 0 })],
    () => 1,
    '3: not so | cases that do not fit: 6',
  ],
  [
    'has other facts',
    [make(), { wait: '2m' }, each({ where: { policy: 'q' } })],
    () => 1,
    '3: not so | cases that do not fit: 6',
  ],
  ['is of cases that nobody made', [each()], () => 1, '1: there are no cases crowd yet'],
])('an event that %s', async (_name, steps, breaches, outcome) => {
  expect((await outcomeOf(steps, breaches)).slice(0, outcome.length)).toBe(outcome);
});

test('waiting for each ends when the last has come', async () => {
  const stage = stageOf(() => 1);
  await runScenario(told([make({ over: '30s' }), each({ within: '1h' })]), stage);
  expect(stage.now() - start).toBe(25_000 + 60_000);
});

test('steps about many cases read as sentences in both languages', async () => {
  const { steps } = await runScenario(
    told([
      { 'event-faults': { source: 'aws.cases', loseEvery: 10, doubleEvery: 20 } },
      { 'event-faults': { source: 'aws.cases' } },
      make({ over: '1m' }),
      { 'update-cases': { cases: 'crowd', every: 3, as: 'sato', set: { s: 'x' } } },
      { 'delete-cases': { cases: 'crowd' } },
      each({ times: 0 }),
    ]),
    stageOf(() => 0),
  );
  expect(steps.map(({ step }) => step.en)).toEqual([
    'events of aws.cases from here on: one in 10 is lost, one in 20 comes twice',
    'events of aws.cases from here on: they come as usual',
    'shop makes 6 cases of the template “t” over 1 min (crowd)',
    'sato sets s = x on crowd (from 3, one in 3)',
    'crowd are deleted',
    'sla.breached, 0 of it for each of crowd',
  ]);
  expect(steps.map(({ step }) => step.ja)).toEqual([
    'これからの aws.cases のイベント: 10 件に 1 件が失われる、20 件に 1 件が二度届く',
    'これからの aws.cases のイベント: 元どおり届く',
    'shop がテンプレート「t」のケースを 6 件作る (1 分かけて) (crowd)',
    'sato が crowd (3 から 3 件ごと) の項目を変える: s = x',
    'crowd を削除する',
    'sla.breached が crowd の各ケースで 0 回',
  ]);
});
