import type { LaneName } from '../../contract/primitives.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { Clock, Identifiers, LaneLease } from '../../domain/ports.ts';

/** What holding a lane takes. */
export interface HoldPorts {
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly lease: LaneLease;
}

/** A lane that this run holds. Changed by the functions below only. */
export interface LaneHold {
  readonly lane: LaneName;
  readonly holder: string;
  leaseUntil: string;
}

/**
 * A lease is short and renewed while its run works, so that a run that died is replaced within a minute by the end of its
 * lease and within another by `tick`, however long runs may last.
 */
const leaseSeconds = 60;
/** Renewed when less than this is left: a visit that waits for its turns and whose calls hang stays within what is left then. */
const renewBelowSeconds = 40;

/**
 * Takes the lease of the lane.
 * @param endsAt from when on the run begins nothing new; `tick` wakes its successor for then
 * @returns undefined when another run holds it
 */
export async function takeLane(ports: HoldPorts, lane: LaneName, endsAt: string): Promise<LaneHold | undefined> {
  const now = ports.clock.now();
  const holder = ports.identifiers.next();
  const leaseUntil = addSeconds(now, leaseSeconds);
  const isTaken = await ports.lease.acquire(lane, { holder, leaseUntil, endsAt }, now);
  return isTaken ? { lane, holder, leaseUntil } : undefined;
}

/**
 * Renews the lease when it is about to end.
 * @returns false when another run has taken the lane: it ended before it could be renewed, and this run leaves the rest to the other
 */
export async function keepLane(
  ports: { readonly clock: Clock; readonly lease: LaneLease },
  hold: LaneHold,
): Promise<boolean> {
  const now = ports.clock.now();
  if (hold.leaseUntil > addSeconds(now, renewBelowSeconds)) return true;
  const leaseUntil = addSeconds(now, leaseSeconds);
  if (!(await ports.lease.renew(hold.lane, hold.holder, leaseUntil))) return false;
  hold.leaseUntil = leaseUntil;
  return true;
}
