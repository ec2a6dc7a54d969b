import { poison } from '../plumbing/queue.ts';
import type { DeadLetter, Evidence, InjectedFault, Violation } from './evidence.ts';
import { timeText } from './knowledge.ts';

/** How long a run may have a message: the longest time-out of a function, and its cold start. */
const runMilliseconds = 180_000;

/** A message goes to the dead letters when every run that had it met a fault, or when it is none of ours; no chain is ever stopped. */
export function findDeadLetters({ deadLetters = [], stoppedChains = [], faults }: Evidence): readonly Violation[] {
  return [
    ...deadLetters
      .filter((letter) => letter.body !== poison && !isExcused(letter, faults))
      .map((letter) =>
        tell(letter, 'dead letter', 'went to the dead letters, although not every run that had it met a fault'),
      ),
    ...stoppedChains.map((letter) => tell(letter, 'stopped chain', 'was stopped by the rule of 16')),
  ];
}

const isExcused = ({ receives }: DeadLetter, faults: readonly InjectedFault[]): boolean =>
  receives.every((at) => faults.some(({ from, to }) => from <= at + runMilliseconds && to >= at));

function tell({ queue, body, receives }: DeadLetter, check: Violation['check'], what: string): Violation {
  const sentence = `a message of queue ${queue}, received ${receives.map(timeText).join(', ')}, ${what}: ${body.slice(0, 120)}`;
  return { check, caseId: '', about: queue, sentence };
}

/** The dead letters of a queue that speak of the case. */
export const lettersOf = ({ deadLetters = [] }: Evidence, queue: string, caseId: string): readonly DeadLetter[] =>
  deadLetters.filter((letter) => letter.queue === queue && letter.body.includes(`"caseId":"${caseId}"`));

/** The events of the case that lie among the dead letters. */
export function deadEventsOf(evidence: Evidence, caseId: string): readonly string[] {
  return lettersOf(evidence, 'inbox', caseId).flatMap(({ body }) => {
    const { id } = JSON.parse(body) as { readonly id?: string };
    return id === undefined ? [] : [id];
  });
}
