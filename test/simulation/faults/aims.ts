import { callOf, changingPlaces, places } from '../functions/places.ts';
import type { CallFaultName, Fault } from './fault.ts';

/*
 * Chance alone would seldom kill a run at its rarest call. So every second story aims at one place: all places by turns, each to
 * be killed before, killed after, and to lose its answer. An aim says what the story needs for the function to come there.
 */

export interface Aim {
  readonly name: Extract<CallFaultName, 'killed before' | 'killed after' | 'answer lost'>;
  readonly place: string;
}

/** What brings a function to a place that it does not come to by itself. */
export interface Setting {
  /** What becomes of the cases; any fate when it is absent. */
  readonly fate?: string;
  readonly cases?: number;
  /** The function comes there seldom more than once in a story. */
  readonly isRare?: true;
  readonly faults: readonly Fault[];
}

export const aims: readonly Aim[] = [
  ...places.flatMap((place): Aim[] => [
    { name: 'killed before', place },
    { name: 'killed after', place },
  ]),
  ...changingPlaces.map((place): Aim => ({ name: 'answer lost', place })),
];

/** Seeds of `npm test`, among which every aim is met. */
export const testedSeeds = 10_200;

/** Seeds with that aim, from 1 on. */
export function seedsOf(aim: Aim): readonly number[] {
  const seeds: number[] = [];
  for (let seed = 1 + 2 * aims.indexOf(aim); seed <= testedSeeds; seed += 2 * aims.length) seeds.push(seed);
  return seeds;
}

/** The aim of that seed, if it has one: consecutive seeds have all aims by turns. */
export function aimOf(seed: number): Aim | undefined {
  return seed % 2 === 0 ? undefined : aims[((seed - 1) / 2) % aims.length];
}

const minute = 60_000;
/** The call that each lane carries its effects out with. */
const callOfLane: Readonly<Record<string, string>> = {
  'dispatch-case-update': 'caseWriter.setFields',
  'dispatch-case-items': 'slas.attach',
  'dispatch-mail': 'mailer.send',
  'dispatch-task': 'tasks.start',
  'dispatch-slack': 'slack.post',
};

/** Where nothing is said, a case that is never answered brings every function to the place. */
export function settingOf({ place }: Aim): Setting {
  const { functionName, port, method } = callOf(place);
  const callOfIts = `${functionName} ${callOfLane[functionName] ?? ''}`;
  switch (`${port}.${method}`) {
    case 'ledger.settle':
      // What is owed is needed no more by the time of the read.
      return neverAnswered({
        name: functionName === 'dispatch-case-items' ? 'deleted meanwhile' : 'closed meanwhile',
        place: `${functionName} cases.read`,
        nth: 0,
      });
    case 'quotas.slowDown':
      return neverAnswered({ name: 'throttled', place: callOfIts, nth: 0 });
    case 'lease.renew':
      // A call that hangs leaves little of the lease to the next case.
      return {
        ...neverAnswered(
          { name: 'lanes stuck', from: 0, to: 25 * minute },
          { name: 'slow', place: callOfIts, nth: 0 },
          { name: 'slow', place: callOfIts, nth: 1 },
        ),
        cases: 4,
        isRare: true,
      };
    case 'clock.pause':
      if (functionName === 'sweep-cases') return severalPages;
      // Enough for a bucket to run dry: everything of several cases waits, and the first call is refused.
      return {
        ...neverAnswered(
          { name: 'lanes stuck', from: 0, to: 25 * minute },
          { name: 'throttled', place: callOfIts, nth: 0 },
        ),
        cases: 3,
      };
    case 'ledger.timelinePage':
      // The story goes on until what is known of the case is erased.
      return { fate: 'deleted', faults: [], isRare: true };
    case 'ledger.loadAll':
      // What falls due together shares a batch.
      return { ...neverAnswered(), cases: 4 };
    case 'slas.remove':
      return { fate: 'waits for the customer', faults: [], isRare: true };
    case 'lanes.leaseOf':
    case 'laneHints.hint':
      return functionName === 'tick'
        ? neverAnswered(
            { name: 'hint lost', queue: 'slack', message: 0, milliseconds: 0 },
            { name: 'hint lost', queue: 'case-items', message: 0, milliseconds: 0 },
          )
        : neverAnswered();
    case 'cases.read':
      // Of who is gone without a word the full pass asks.
      // What one lane has read the others decide by.
      return functionName === 'sweep-cases'
        ? { fate: 'deleted', faults: [allLost(10 * minute)], isRare: true }
        : { ...neverAnswered(), isRare: true };
    case 'search.page':
    case 'manyCases.loadMany':
    case 'sweepRows.save':
    case 'sweepRows.addSeen':
      return severalPages;
    case 'sweepRows.seen':
    case 'casePages.page':
      return { ...neverAnswered(), isRare: true };
    case 'inbox.send':
      if (functionName === 'sweep-cases') return { ...neverAnswered(allLost(0)), cases: 2 };
      return functionName === 'advance'
        ? { fate: 'changed shortly before a level', faults: [], isRare: true }
        : neverAnswered();
    default:
      return neverAnswered();
  }
}

/** So that only a sweep can tell. */
const allLost = (from: number): Fault => ({ name: 'events lost', from, to: 75 * minute });

const neverAnswered = (...faults: readonly Fault[]): Setting => ({ fate: 'never answered', faults });

/** Several pages, of which the first has shown what the ledger lacks. */
const severalPages: Setting = { ...neverAnswered(allLost(0)), cases: 5 };
