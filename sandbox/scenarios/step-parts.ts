import * as z from 'zod';

/* What steps of a story have in common. */

/** What people read of a scenario, in both languages. */
export const words = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) });

/** `90s`, `30m`, `2h`, `3d` of virtual time, as milliseconds. */
export const virtualDuration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'a duration like 5s, 30m, 2h or 3d')
  .transform((value) => {
    const [, amount, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(value)!;
    return Number(amount) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 'ms'];
  });

/** An instant with its offset, as people of the desk write it: `2026-11-24T15:30:00+09:00`. */
export const moment = z.iso.datetime({ offset: true });

/** Facts that must be there; `match-facts.ts` says how they are compared. */
export const facts = z.record(z.string(), z.unknown());

/** What the scenario calls a case; the case that was made last, when a step names none. */
export const caseName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a name like late or answered-in-time');

/** A user name of the instance, `owner` (whom the case belongs to at that moment), or a program that calls the API. */
export const actor = z.union([z.string().min(1), z.strictObject({ integration: z.string().min(1) })]);
export type Actor = z.infer<typeof actor>;

/** Field label or id of a system field -> value; a label without the ending that the deployment gives it. */
export const fieldValues = z.record(z.string(), z.string());
