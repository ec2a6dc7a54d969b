import type { CalendarDefinition } from '../../../lambda/contract/calendar.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { markMinutes } from '../../domain/calendar/naive-calendar.ts';
import type { Flags, FlagsOf } from '../../domain/timelines/facts.ts';

/* The calendars of the stories as flags, marked once by the naive calendar: the weeks in which stories are played. */

const minute = 60_000;
const cell = 30 * minute;
/** Monday, two weeks with a weekend in between. */
export const playedFrom = Date.parse('2026-11-23T00:00:00Z');
const playedTo = Date.parse('2026-12-21T00:00:00Z');

const roundTheClock: Flags = {
  from: playedFrom,
  cell,
  open: new Uint8Array((playedTo - playedFrom) / cell).fill(1),
};
const marked = new Map<string, Flags>();

function flagsIn(definition: CalendarDefinition): Flags {
  const minutes = markMinutes(definition, playedFrom / minute, playedTo / minute);
  const open = roundTheClock.open.map((_, index) => {
    const from = (playedFrom + index * cell) / minute;
    return minutes.elapsed(from, from + cell / minute) === 0 ? 0 : 1;
  });
  return { from: playedFrom, cell, open };
}

/** The calendars of the policy for the naive model; they open and close at full or half hours of UTC. */
export function flagsOf({ calendars }: CompiledPolicy): FlagsOf {
  return (name) => {
    if (name === undefined) return roundTheClock;
    const definition = calendars[name]?.definition;
    if (definition === undefined) throw new RangeError(`no calendar ${name} in the policy`);
    const key = JSON.stringify(definition);
    const flags = marked.get(key) ?? flagsIn(definition);
    marked.set(key, flags);
    return flags;
  };
}
