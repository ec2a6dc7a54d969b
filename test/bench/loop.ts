import { callsPerEvent, cpuPerBreach, cpuPerEvent } from './cpu.ts';
import type { Spread } from './figures.ts';
import { measureSweepCases, type SweepCasesFigures } from './sweep-cases.ts';
import { measureSweepSlas } from './sweeps.ts';
import { measureTimers } from './timers.ts';

/** What the shipped `run.ts` of advance, tick, the lanes and the sweep take, over ports in memory. */
export async function benchLoop(quick: boolean): Promise<readonly string[]> {
  const event = await cpuPerEvent(quick ? 1_000 : 10_000);
  const breach = await cpuPerBreach(quick ? 500 : 5_000);
  const { reads, writes } = await callsPerEvent(500);
  const timers = await measureTimers(quick ? 2_000 : 12_000);
  const [open, overdue] = [100_000, 5_000];
  const sweep = await measureSweepSlas(open, overdue);
  const byDate = await measureSweepCases(open, true);
  const byToken = await measureSweepCases(open, false);
  return [
    `CPU per event                          goal 0.15 ms  ${shown(event, 3)} (ten events a case, no breach)`,
    `CPU per breach                         goal 1 ms     ${shown(breach, 2)} (owner, mail, task and Slack)`,
    `reads per event, in batches of ten     goal 0.1      ${reads.toFixed(2)}`,
    `writes of the item per event           goal 1        ${writes.toFixed(2)}`,
    `timer error p99                        goal 2 s      ${timers.p99.toFixed(2)} s (median ${timers.p50.toFixed(2)} s, longest ${timers.maximum.toFixed(2)} s, ${timers.count} timers)`,
    `sweep-slas, ${open} running, ${overdue} overdue      ${sweep.seen} looked at with ${sweep.searches} searches in ${sweep.runs} runs, ${sweep.seconds.toFixed(0)} s`,
    `sweep-cases, a full pass over ${open} open    ${wordsOf(byDate)}`,
    `  the same where the search refuses dates    ${wordsOf(byToken)}`,
  ];
}

function wordsOf({ searches, reads, runs, found, seconds }: SweepCasesFigures): string {
  return `${searches} searches and ${reads} reads in ${runs} runs, ${(seconds / 60).toFixed(0)} min; ${found} told`;
}

const shown = ({ median, minimum, maximum }: Spread, digits: number): string =>
  `${median.toFixed(digits)} ms (${minimum.toFixed(digits)} to ${maximum.toFixed(digits)})`;
