import { measureDrain, type DrainResult } from './drain.ts';
import { ratio } from './figures.ts';

const refusedCalls = ({ refused }: DrainResult): number =>
  Object.values(refused).reduce((sum, count) => sum + count, 0);

const row = (cases: number, result: DrainResult): string =>
  [
    `${cases} breaches, an owner and a task each`.padEnd(46),
    `ratio ${result.ratio.toFixed(3)}`,
    ` ${result.seconds.toFixed(0)} s for a bound of ${result.boundSeconds.toFixed(0)} s`,
    `  refused calls goal 0  ${refusedCalls(result)}`,
  ].join('');

/** Drains of 1,000 and 100,000 breaches, and 50 of the highest severity that come into the middle of the latter. */
export async function benchDrain(quick: boolean): Promise<readonly string[]> {
  const many = quick ? 5_000 : 100_000;
  const few = await measureDrain({ cases: 1_000 });
  const all = await measureDrain({ cases: many });
  const grave = await measureDrain({ cases: many, grave: 50, graveAfterSeconds: 600, onlyGrave: true });
  const { p50, p99, maximum } = grave.graveSeconds!;
  const perBreach = (name: string): string => ratio((all.calls.get(name) ?? 0) / many);
  const perEffect = (name: string): string => ratio((all.calls.get(name) ?? 0) / many / 2);
  return [
    row(1_000, few),
    row(many, all),
    `50 of the highest severity among them         p99 goal 60 s  ${p99.toFixed(1)} s (median ${p50.toFixed(1)} s, longest ${maximum.toFixed(1)} s)`,
    `calls per breach in the drain                 GetCase goal 1  ${perBreach('cases.read')} (both lanes share it); claims per effect goal 1  ${perEffect('ledger.claim')}; outcomes per effect goal 1  ${perEffect('ledger.record')}; loads ${perBreach('ledger.load')}, draws ${perBreach('quotas.draw')}`,
    `wall time of the three drains                 goal 300 s  ${(few.wallSeconds + all.wallSeconds + grave.wallSeconds).toFixed(0)} s`,
  ];
}
