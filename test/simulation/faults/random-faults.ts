import type { Dice } from '../../domain/timelines/dice.ts';
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

/** The calls, events and messages of a story that faults may strike; those beyond its end strike nothing. */
const reach = { calls: 700, events: 12, messages: 120 } as const;
/** A reordered event comes after others that happened later; a late one after levels that it should have stopped. */
const eventDelays: Readonly<Record<EventFaultName, (dice: Dice) => number>> = {
  'event doubled': (dice) => dice.below(20 * minute),
  'event reordered': (dice) => second + dice.below(90 * second),
  'event late': (dice) => minute + dice.below(40 * minute),
  'event a day late': () => 24 * hour,
};
const spanLengths: Partial<Record<SpanFaultName, number>> = { 'ledger away': 3 * hour, 'clocks askew': 2 * hour };

/** What goes wrong in the simulation of a seed: now and then nothing, mostly several things. */
export function randomFaults(dice: Dice): readonly Fault[] {
  const count = dice.pick([0, 1, 1, 2, 2, 3, 4, 6, 9]);
  return Array.from({ length: count }, () => randomFault(dice));
}

function randomFault(dice: Dice): Fault {
  const family = dice.pick(['call', 'call', 'call', 'event', 'message', 'span'] as const);
  switch (family) {
    case 'call':
      return { name: dice.pick<CallFaultName>(callFaults), call: dice.below(reach.calls) };
    case 'event': {
      const name = dice.pick<EventFaultName>(eventFaults);
      return { name, event: dice.below(reach.events), milliseconds: eventDelays[name](dice) };
    }
    case 'message': {
      const name = dice.pick<MessageFaultName>(messageFaults);
      return { name, message: dice.below(reach.messages), milliseconds: dice.below(5 * minute) };
    }
    case 'span': {
      const name = dice.pick<SpanFaultName>(spanFaults);
      const from = dice.below(90 * minute);
      const longest = dice.chance(0.2) ? (spanLengths[name] ?? 20 * minute) : 10 * minute;
      return { name, from, to: from + minute + dice.below(longest) };
    }
    default:
      return family satisfies never;
  }
}
