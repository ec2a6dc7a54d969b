import type { LaneName } from './primitives.ts';

/**
 * Metrics that functions put and alarms watch: one namespace, and the stage as the only dimension. What would be another
 * dimension is part of the name, and has few values: an id of a case, a user or a message never is, since AWS charges for each
 * metric and nobody finds one among thousands.
 */
export const metricsNamespace = 'Casewarden';

export const stageDimension = 'Stage';

/** Seconds since the oldest row of the due index fell due; 0 when none is overdue. Put by every tick that could read all shards. */
export const oldestDueRowAge = 'OldestDueRowAge';

/** 1 when the lane has work that waits and nobody on it at the moment of the tick, else 0. */
export const laneUnattended = (lane: LaneName): string => `LaneUnattended-${lane}`;

/** 1 when a run of the sweep of cases was refused the order by date and went by tokens, else 0. Put by every run. */
export const sweepByToken = 'SweepByToken';
