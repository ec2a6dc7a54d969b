import { diceOf, type Dice } from '../../domain/timelines/dice.ts';
import { callOf, places } from '../functions/places.ts';
import { laneNames } from '../../../lambda/contract/primitives.ts';
import { shapeOf } from '../story/shape.ts';
import { isOutside } from './call-errors.ts';
import {
  callFaults,
  eventFaults,
  messageFaults,
  spanFaults,
  type CallFaultName,
  type EventFaultName,
  type Fault,
  type MessageFaultName,
  type SpanFaultName,
} from './fault.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** The events and messages of a story that faults may strike; those beyond its end strike nothing. */
const reach = { events: 6, inbox: 20, others: 6 } as const;
/** A reordered event comes after others that happened later; a late one after levels that it should have stopped. */
const eventDelays: Readonly<Record<EventFaultName, (dice: Dice) => number>> = {
  'event doubled': (dice) => dice.below(20 * minute),
  'event reordered': (dice) => second + dice.below(90 * second),
  'event late': (dice) => minute + dice.below(40 * minute),
  'event a day late': () => 24 * hour,
  'event lost': () => 0,
};
/** The product takes a quarter of an hour for the longest lag of a search. */
const longestHidden = 14 * minute;
const spanLengths: Partial<Record<SpanFaultName, number>> = {
  'ledger away': 3 * hour,
  'clocks askew': 2 * hour,
  'search lags': longestHidden - minute,
  'events lost': hour,
};
const sweepPlaces = places.filter((place) => place.startsWith('sweep-cases '));
const outsidePlaces = places.filter((place) => isOutside(callOf(place).port));

/** What goes wrong in the simulation of a seed: now and then nothing, in large ones several things. */
export function randomFaults(seed: number): readonly Fault[] {
  const dice = diceOf(seed ^ 0x5eed);
  const { faults, aim, setting } = shapeOf(seed);
  const byChance = Array.from({ length: faults }, () => randomTrouble(dice)).flat();
  if (aim === undefined || setting === undefined) return byChance;
  return [...setting.faults, { ...aim, nth: dice.pick(setting.isRare === true ? [0] : [0, 0, 0, 1, 2]) }, ...byChance];
}

/** A fault, or several that make things worse together. */
function randomTrouble(dice: Dice): readonly Fault[] {
  return dice.chance(0.9) ? [randomFault(dice)] : unheard(dice);
}

/** Nobody is told, and what keeps the sweep from looking, or from seeing, lasts about as long as it allows for. */
function unheard(dice: Dice): readonly Fault[] {
  const from = dice.below(20 * minute);
  const to = from + minute + dice.below(hour);
  const lost: Fault = { name: 'events lost', from, to };
  const during = (name: SpanFaultName, least: number, most: number): Fault => {
    const begin = Math.max(0, from - dice.below(2 * minute));
    return { name, from: begin, to: begin + least + dice.below(most - least) };
  };
  const what = dice.pick(['hidden', 'away', 'drift', 'missed', 'killed', 'killed'] as const);
  switch (what) {
    case 'hidden':
      return [lost, during('search lags', 6 * minute, longestHidden)];
    case 'away':
      return [lost, during('Cases away', 10 * minute, 40 * minute)];
    case 'drift':
      return [lost, during('pages drift', 10 * minute, 30 * minute)];
    case 'missed':
      return [lost, during('sweeps missed', 5 * minute, 12 * minute)];
    case 'killed':
      return [
        lost,
        {
          name: dice.pick(['killed before', 'killed after', 'answer lost']),
          place: dice.pick(sweepPlaces),
          nth: dice.below(4),
        },
      ];
    default:
      return what satisfies never;
  }
}

function randomFault(dice: Dice): Fault {
  const family = dice.pick([
    'call',
    'call',
    'call',
    'call',
    'event',
    'event',
    'message',
    'message',
    'span',
    'span',
    'moment',
  ] as const);
  switch (family) {
    case 'call': {
      const name = dice.pick<CallFaultName>(callFaults);
      const isOfOutside = name === 'refused' || name === 'quota used up' || dice.chance(0.3);
      const nth = dice.chance(0.6) ? dice.below(3) : dice.below(25);
      return { name, place: dice.pick(isOfOutside ? outsidePlaces : places), nth };
    }
    case 'event': {
      const name = dice.pick<EventFaultName>(eventFaults);
      return { name, event: dice.below(reach.events), milliseconds: eventDelays[name](dice) };
    }
    case 'message': {
      const name = dice.pick<MessageFaultName>(messageFaults);
      const queue = messageQueue(name, dice);
      const message = dice.below(queue === 'inbox' ? reach.inbox : reach.others);
      return { name, queue, message, milliseconds: dice.below(5 * minute) };
    }
    case 'span': {
      const name = dice.pick<SpanFaultName>(spanFaults);
      const from = dice.chance(0.6) ? dice.below(30 * minute) : dice.below(90 * minute);
      const longest = dice.chance(0.2) ? (spanLengths[name] ?? 20 * minute) : 10 * minute;
      return { name, from, to: from + minute + dice.below(longest) };
    }
    case 'moment':
      if (dice.chance(0.5)) return randomFault(dice);
      return { name: 'policy deployed', at: dice.below(60 * minute) };
    default:
      return family satisfies never;
  }
}

function messageQueue(name: MessageFaultName, dice: Dice): string {
  if (name === 'hint lost') return dice.pick(laneNames);
  if (name === 'poisoned message before') return dice.pick(['inbox', 'inbox', 'sink']);
  return dice.pick(['inbox', 'inbox', 'inbox', 'sink', ...laneNames]);
}
