import type { FoundEffect, FoundLetter } from '../../lambda/contract/redrive.ts';
import { suggestion } from '../../lib/policy/nearest-name.ts';
import { UserError, type CommandIo } from '../command.ts';
import type { Redriver } from './ask.ts';
import type { Wanted } from './options.ts';

/** What was found, and what became of it. */
export interface Redriven {
  readonly parked: readonly FoundEffect[];
  readonly deadLetters: readonly (FoundLetter & { readonly queue: string })[];
  /** Ids of cases whose row cannot be read. */
  readonly unreadable: readonly string[];
  /** Queues in which there may be more than was looked at. */
  readonly notAllOf: readonly string[];
  /** Somebody wanted to stop before all was looked at. */
  readonly isStopped: boolean;
  /** What kept a later piece from being done. */
  readonly failure: unknown;
}

/** Says how far the work has come: rows or messages that were looked at. */
export type Progress = (looked: number, found: number) => void;

/**
 * Asks piece by piece until all is looked at, the limit is reached, or somebody wants to stop. A piece that fails ends it, too,
 * with what the pieces before have done. @throws UserError for a queue that is not there
 */
export async function redriveAll(
  redriver: Redriver,
  wanted: Wanted,
  { signal }: Pick<CommandIo, 'signal'>,
  progress: Progress,
): Promise<Redriven> {
  const { filter, queue } = wanted;
  const { queues } = await redriver.ask({ kind: 'queues' });
  if (queue !== undefined && !queues.includes(queue))
    throw new UserError(
      `there is no queue ${JSON.stringify(queue)}; queues: ${queues.join(', ')}${suggestion(queue, queues)}`,
    );
  // A dead letter has no policy and no effect of a lane.
  const hasLetters = filter.policy === undefined && filter.lane === undefined;
  const named = queue === undefined ? (hasLetters ? queues : []) : [queue];

  const parked = new Map<string, FoundEffect>();
  const deadLetters: (FoundLetter & { readonly queue: string })[] = [];
  const unreadable: string[] = [];
  const notAllOf: string[] = [];
  const left = (): number => wanted.limit - deadLetters.length - [...parked.values()].filter(counts(wanted)).length;
  let looked = 0;
  const told = (more: number): void => progress((looked += more), parked.size + deadLetters.length);

  const letters = async (): Promise<void> => {
    for (const name of named) {
      for (let isDone = false; !isDone && left() > 0 && !signal.aborted;) {
        const { caseId, reason, since, until } = filter;
        const ofLetters = Object.fromEntries(
          Object.entries({ caseId, reason, since, until }).filter(([, value]) => value !== undefined),
        );
        const limit = left();
        const answer = await redriver.ask({
          kind: 'dead-letters',
          queue: name,
          act: wanted.act,
          filter: ofLetters,
          ...(limit === Infinity ? {} : { limit }),
        });
        deadLetters.push(...answer.found.map((letter) => ({ queue: name, ...letter })));
        told(answer.looked);
        // What was only looked at would be found again: there is no place in a queue at which one could go on.
        isDone = !answer.hasMore || !wanted.act || answer.found.length === 0;
        if (isDone && answer.hasMore && left() > 0) notAllOf.push(name);
      }
    }
  };
  const effects = async (): Promise<void> => {
    let from: string | undefined;
    for (let isDone = queue !== undefined; !isDone && left() > 0 && !signal.aborted;) {
      const limit = left();
      const answer = await redriver.ask({
        kind: 'parked',
        act: wanted.act,
        by: wanted.by,
        filter,
        evenIfDoubled: wanted.evenIfDoubled,
        ...(limit === Infinity ? {} : { limit }),
        ...(from === undefined ? {} : { from }),
      });
      for (const effect of answer.found) parked.set(`${effect.caseId}#${effect.effect}`, effect);
      unreadable.push(...answer.unreadable);
      told(answer.looked);
      from = answer.next;
      isDone = from === undefined;
    }
  };
  let failure: unknown;
  try {
    await letters();
    await effects();
  } catch (error) {
    failure = error;
  }
  const isStopped = signal.aborted;
  return { parked: [...parked.values()], deadLetters, unreadable, notAllOf, isStopped, failure };
}

/** Whether an effect came back, or would. */
export function counts({ act, evenIfDoubled }: Pick<Wanted, 'act' | 'evenIfDoubled'>) {
  return ({ redriven, verdict }: FoundEffect): boolean =>
    redriven || (!act && (verdict === 'again' || (verdict === 'may-double' && evenIfDoubled)));
}
