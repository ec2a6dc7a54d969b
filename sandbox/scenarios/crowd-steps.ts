import * as z from 'zod';
import { publicEventKind } from '../control/public-event.ts';
import { actor, caseName, facts, fieldValues, virtualDuration, words } from './step-parts.ts';

/*
 * Steps about many cases at once. A crowd has a name, and its cases have numbers from 1: `storm` has `storm-1`, `storm-2` and
 * so on, which steps about one case may name as well.
 */

const count = z.number().int().min(1).max(100_000);

/** Which cases of a crowd: `every: 10` the tenth, the twentieth and so on; `every: 10, from: 3` the third, the thirteenth … */
const part = { every: count.optional(), from: count.optional() };
export interface Part {
  readonly every?: number | undefined;
  readonly from?: number | undefined;
}

/** From this step's beginning to its end, evenly spread; at once when absent. */
const over = virtualDuration.optional();

export const createCases = z.strictObject({
  'create-cases': z.strictObject({
    cases: caseName,
    count,
    over,
    as: actor,
    /** Label of the template, without the ending that the deployment gives it. */
    template: z.string().min(1),
    /** The case's number is put behind both. */
    customer: z.string().min(1),
    title: z.string().min(1),
    /** A case gets the fields of the first row whose `every` divides its number; a row without `every` fits each. */
    set: z.array(z.strictObject({ every: count.optional(), fields: fieldValues })).optional(),
  }),
});

export const updateCases = z.strictObject({
  'update-cases': z.strictObject({ cases: caseName, ...part, over, as: actor, set: fieldValues }),
});

export const deleteCases = z.strictObject({ 'delete-cases': z.strictObject({ cases: caseName, ...part, over }) });

/** Each of these cases has had exactly so many of these events since the story began. */
export const expectEach = z.strictObject({
  'expect-each': publicEventKind,
  cases: caseName,
  ...part,
  where: facts.optional(),
  /** @default 1 */
  times: z.number().int().min(0).optional(),
  /** Virtual time from when this step begins, in which they may still come; judged at once when absent. */
  within: virtualDuration.optional(),
  because: words,
});

/**
 * From here on the event bus treats events of a source as the worst that the service's documentation allows: each so many is
 * lost before any rule sees it, each so many is delivered a second time a little later. Without either: as usual again.
 */
export const eventFaults = z.strictObject({
  'event-faults': z.strictObject({
    source: z.string().min(1),
    loseEvery: z.number().int().min(2).optional(),
    doubleEvery: z.number().int().min(2).optional(),
  }),
});

export type CrowdStep =
  | z.infer<typeof createCases>
  | z.infer<typeof updateCases>
  | z.infer<typeof deleteCases>
  | z.infer<typeof eventFaults>;
export type ExpectEach = z.infer<typeof expectEach>;
