import * as z from 'zod/mini';

/** A non-empty string. Ids of AWS are opaque: we check that they are there, not their form. */
export const text = z.string().check(z.minLength(1));

/** An instant as ISO-8601 in UTC with milliseconds, the only form in which instants are stored or sent. */
export const instant = z.string().check(
  z.refine((value) => {
    const milliseconds = Date.parse(value);
    return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === value;
  }, 'an instant like 2026-11-24T13:10:00.000Z'),
);

export const count = z.number().check(z.int(), z.nonnegative());

/** The lanes whose effects Casewarden performs itself; one lane is one quota. */
export const laneNames = ['case-update', 'case-items', 'mail', 'task', 'slack'] as const;
export const laneName = z.enum(laneNames);
export type LaneName = z.infer<typeof laneName>;

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

/** How a kind of effect proves that it happened once. See docs/architecture.md, "Proof at the effect". */
const proofClasses = ['token', 'natural', 'probe'] as const;
export const proofClass = z.enum(proofClasses);
export type ProofClass = z.infer<typeof proofClass>;

/** What a clock measures; each kind runs by itself, and a case has at most one open clock of each. */
export const clockKinds = ['first-response', 'resolution', 'update', 'next-response'] as const;
export const clockKind = z.enum(clockKinds);
export type ClockKind = z.infer<typeof clockKind>;
