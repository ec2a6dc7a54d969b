import * as z from 'zod';
import { places } from '../functions/places.ts';
import { laneNames } from '../../../lambda/contract/primitives.ts';
import { callFaults, eventFaults, messageFaults, momentFaults, spanFaults, type Fault } from './fault.ts';

const whole = z.number().int().min(0);
const fault = z.union([
  z.strictObject({ name: z.enum(callFaults), place: z.enum(places as [string, ...string[]]), nth: whole }),
  z.strictObject({ name: z.enum(eventFaults), event: whole, milliseconds: whole }),
  z.strictObject({
    name: z.enum(messageFaults),
    queue: z.enum(['inbox', 'sink', ...laneNames]),
    message: whole,
    milliseconds: whole,
  }),
  z.strictObject({ name: z.enum(spanFaults), from: whole, to: whole }),
  z.strictObject({ name: z.enum(momentFaults), at: whole }),
]);

/** What each kind of fault takes beside its name. */
const shapes: readonly { readonly names: readonly string[]; readonly takes: string }[] = [
  { names: callFaults, takes: 'place (like "advance ledger.save") and nth (from 0)' },
  { names: eventFaults, takes: 'event (from 0) and milliseconds' },
  { names: messageFaults, takes: 'queue (inbox, sink or a lane), message (from 0) and milliseconds' },
  { names: spanFaults, takes: 'from and to, in milliseconds after the story has begun' },
  { names: momentFaults, takes: 'at, in milliseconds after the story has begun' },
];

/**
 * Faults as a failing seed prints them.
 * @throws RangeError that says what is wrong, at which place of the list, and what is allowed
 */
export function readFaults(text: string): readonly Fault[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw new RangeError(`faults must be JSON, got ${text.slice(0, 60)}`, { cause });
  }
  if (!Array.isArray(list)) throw new RangeError(`faults must be a JSON list, got ${text.slice(0, 60)}`);
  return list.map((one: unknown, place) => {
    const parsed = fault.safeParse(one);
    if (parsed.success) return parsed.data;
    const name = typeof one === 'object' && one !== null && 'name' in one ? one.name : undefined;
    const shape = shapes.find(({ names }) => typeof name === 'string' && names.includes(name));
    const allowed =
      shape === undefined
        ? `its name must be one of: ${shapes.flatMap(({ names }) => names).join(', ')}`
        : `${JSON.stringify(name)} takes ${shape.takes}`;
    throw new RangeError(`fault ${place} of the list, ${JSON.stringify(one)}: ${allowed}`);
  });
}
