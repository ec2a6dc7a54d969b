import { join } from 'node:path';
import { synthIfStale } from '../../cli/assembly.ts';
import { parseScenario } from '../../sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { costOf, prices, type PriceName, type Usage } from './price-table.ts';
import { createUsageMeter, isIntoQueue } from './world/usage-meter.ts';

const start = '2026-12-07T10:00:00+09:00';
const by = { integration: 'monitoring' };

/** A story of the bench: what is measured begins after its first part. */
interface Measured {
  readonly example: string;
  readonly prepare: readonly unknown[];
  readonly measure: readonly unknown[];
  /** Of the journal: what one of those things is, a million of which are priced. */
  readonly each: (entry: { readonly kind: string; readonly detail: Readonly<Record<string, unknown>> }) => boolean;
}

const change = (set: Change): readonly unknown[] => [
  { 'update-cases': { cases: 'some', as: by, set } },
  { wait: '10s' },
];

type Change = Readonly<Record<string, string>>;

/** What people do with a case on most days: they write texts, and now and then the status changes. */
const ordinaryLife: readonly Change[] = [
  { title: '質問 2' },
  { summary: '住宅ローンの相談' },
  { summary: '再度の相談' },
  { title: '質問 3' },
  { summary: '折り返し済み' },
  { status: 'in_progress' },
  { summary: '来店して説明' },
  { title: '質問 4' },
  { status: 'closed' },
];
/** The dearest: every change is one of a field that a clock asks about. */
const watchedLife: readonly Change[] = [
  ...Array.from({ length: 7 }, (_unused, place) => ({ status: place % 2 === 0 ? 'waiting_customer' : 'open' })),
  { status: 'in_progress' },
  { status: 'closed' },
];

/** A life of so many cases, all of a round at once, so that events come in full batches. None of them is acted upon. */
const eventsOf = (count: number, life: readonly Change[]): Measured => ({
  example: 'storm-desk.yaml',
  prepare: [{ wait: '1m' }],
  measure: [
    {
      'create-cases': {
        cases: 'some',
        count,
        as: by,
        template: '障害の申告',
        customer: 'お客様',
        title: '質問',
        set: [{ fields: { 優先度: 'low' } }],
      },
    },
    { wait: '10s' },
    ...life.flatMap(change),
  ],
  each: ({ kind, detail }) => kind === 'event.received' && detail['source'] === 'aws.cases',
});

/** From the deadline until owner, mail, task, Slack and the CRM have it. */
const breachesOf = (count: number): Measured => ({
  example: 'first-desk.yaml',
  prepare: [
    {
      'create-cases': {
        cases: 'some',
        count,
        as: by,
        template: 'オンライン面談予約',
        customer: 'お客様',
        title: '面談予約',
        set: [{ fields: { '面談希望日時(第1希望)': '月曜 10 時' } }],
      },
    },
    { wait: '29m' },
  ],
  measure: [{ wait: '30m' }],
  each: ({ kind, detail }) => kind === 'event.received' && detail['detailType'] === 'SLA Breached',
});

const told = (name: string, steps: readonly unknown[]) =>
  parseScenario(`${name}.yaml`, JSON.stringify({ name, title: { ja: name, en: name }, start, steps }));

interface MeasuredUsage {
  readonly count: number;
  readonly usage: Usage;
  /** Events that a rule has put into a queue. */
  readonly delivered: number;
  readonly calls: ReadonlyMap<string, number>;
}

async function measure({ example, prepare, measure: measured, each }: Measured): Promise<MeasuredUsage> {
  const { directory } = await synthIfStale(join('examples', example));
  const clock = { now: (): number => 0 };
  const meter = createUsageMeter(() => clock.now());
  const sandbox = await startSandbox({ assemblyDirectory: directory, start, hooks: [meter.hook] });
  clock.now = () => sandbox.kernel.clock.now();
  try {
    await sandbox.play(told('prepare', prepare));
    meter.reset();
    const from = sandbox.kernel.journal.entries().length;
    await sandbox.play(told('measure', measured));
    const journal = sandbox.kernel.journal.entries();
    const count = journal.slice(from).filter(each).length;
    const delivered = journal.slice(from).filter(isIntoQueue).length;
    return { count, delivered, usage: meter.usage(journal, from), calls: meter.calls };
  } finally {
    await sandbox.close();
  }
}

/** `sqsRequest 0.41, …`: dollars per million, the dearest first. */
function shares({ usage, count }: MeasuredUsage): string {
  const parts = (Object.keys(prices) as PriceName[])
    .map((name) => ({ name, dollars: (usage[name] / count) * prices[name].perMillion }))
    .filter(({ dollars }) => dollars >= 0.005)
    .sort((one, other) => other.dollars - one.dollars);
  return parts.map(({ name, dollars }) => `${name} ${dollars.toFixed(2)}`).join(', ');
}

const callsOf = ({ calls, count }: MeasuredUsage): string =>
  [...calls]
    .sort(([, one], [, other]) => other - one)
    .map(([name, times]) => `${name} ${(times / count).toFixed(2)}`)
    .join(', ');

/** Calls and dollars per event and per breach, counted at the gateway over the shipped templates and bundles. */
export async function benchCost(events: number, breaches: number): Promise<readonly string[]> {
  const cases = Math.round(events / 10);
  const event = await measure(eventsOf(cases, ordinaryLife));
  const watched = await measure(eventsOf(cases, watchedLife));
  const breach = await measure(breachesOf(breaches));
  const dollars = ({ usage, count }: MeasuredUsage): string => ((costOf(usage) / count) * 1e6).toFixed(2);
  const heard = ({ count, delivered }: MeasuredUsage): string =>
    `${count} events on the bus, ${delivered} of them of what is watched`;
  return [
    `cost per million events    goal $1.2  $${dollars(event)} (${shares(event)}; ${heard(event)}, in full batches)`,
    `calls per event                       ${callsOf(event)}`,
    `  where every change is watched       $${dollars(watched)} (${shares(watched)}; ${heard(watched)})`,
    `cost per million breaches             $${dollars(breach)} (${shares(breach)}; ${breach.count} breaches)`,
    `calls per breach                      ${callsOf(breach)}`,
  ];
}
