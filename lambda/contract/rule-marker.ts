/**
 * What our own field says of a native SLA that a rule on updates attaches. Such a rule runs at every update at which its
 * conditions hold, so it asks for `waiting` and leaves `assigned` behind; a field without a value is never asked about,
 * because what a rule makes of it is not documented.
 */
export const ruleMarker = {
  /** The rule on the creation of the case has set it. */
  waiting: 'waiting',
  /** The rule on updates has set it with the SLA, or the mirror before it looks after the SLA itself. */
  assigned: 'assigned',
} as const;
