import type { CaseItem, FieldObservation } from '../../contract/case-item.ts';
import { addMilliseconds, millisecondsBetween } from '../../domain/instants.ts';
import type { Json } from './attribute-values.ts';

/*
 * How a row stores the observations of an item. Every event repeats what it knows of a case, so most of them say once more what
 * was true before, and an id of a field is longer than anything that is said of it. So they stand by field, in runs of one
 * value: an instant takes a few characters instead of a hundred bytes, and an item with some ten events one write unit, not two.
 */

type Observations = CaseItem['observations'];

/** `[value, instants]`, and `true` as a third when they are assumed; instants as milliseconds since the one before, in base 36. */
type StoredRun = readonly Json[];
const radix = 36;

/** Field id -> its runs, in order. The first instant counts from `since`. */
export function toRuns(observations: Observations, since: string): Readonly<Record<string, readonly StoredRun[]>> {
  const fields = new Map<string, { runs: [FieldObservation, string[]][]; last: string }>();
  for (const observation of observations) {
    const { at, fieldId, value, assumed } = observation;
    const field = fields.get(fieldId) ?? { runs: [], last: since };
    fields.set(fieldId, field);
    const gap = millisecondsBetween(field.last, at).toString(radix);
    field.last = at;
    const run = field.runs.at(-1);
    if (run !== undefined && run[0].value === value && run[0].assumed === assumed) run[1].push(gap);
    else field.runs.push([observation, [gap]]);
  }
  return Object.fromEntries(
    [...fields].map(([fieldId, { runs }]) => [
      fieldId,
      runs.map(([{ value, assumed }, gaps]) => [value, gaps.join(' '), ...(assumed === true ? [true] : [])]),
    ]),
  );
}

/**
 * The observations of a row, in order. A list is what rows held before there were runs; whether the result are observations is
 * for the contract to say.
 */
export function fromRuns(stored: Json | undefined, since: Json | undefined): Json | undefined {
  if (typeof stored !== 'object' || stored === null || isList(stored) || typeof since !== 'string') return stored;
  const observations: {
    readonly at: string;
    readonly fieldId: string;
    readonly value: Json;
    readonly assumed?: true;
  }[] = [];
  for (const [fieldId, runs] of Object.entries(stored)) {
    let at = since;
    for (const run of asList(runs)) {
      const [value = null, gaps, assumed] = asList(run);
      // Anything but a text is not an instant, which the contract refuses.
      for (const gap of typeof gaps === 'string' ? gaps.split(' ') : ['']) {
        const milliseconds = Number.parseInt(gap, radix);
        at = Number.isNaN(milliseconds) ? gap : addMilliseconds(at, milliseconds);
        observations.push({ at, fieldId, value, ...(assumed === true ? { assumed } : {}) });
      }
    }
  }
  return observations.toSorted((left, right) => compare(left.at, right.at) || compare(left.fieldId, right.fieldId));
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function asList(value: Json | undefined): readonly Json[] {
  return value !== undefined && isList(value) ? value : [];
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
