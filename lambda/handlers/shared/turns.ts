import { apiOfOperation, type ApiName } from '../../contract/quota-profile.ts';
import { spend, type Turns } from '../../domain/bucket.ts';
import { ThrottledError } from '../../domain/errors.ts';
import { instantOf } from '../../domain/instants.ts';
import type { Clock, Quotas } from '../../domain/ports.ts';

/** The turns that one run has drawn from the buckets and not spent. Changed by the functions below only. */
export interface RunTurns {
  readonly held: Map<ApiName, Turns>;
  /** APIs that have refused a call of this run, which the buckets do not know yet. */
  readonly refusedBy: Set<ApiName>;
  /** Calls that the work in sight takes of each API: more are not drawn, since they would be lost. */
  inSight: number;
}

/**
 * All lanes read cases from one bucket: what one draws ahead, the others wait for, and what it is late for is lost. By the default
 * quotas a lane that waits for its calls in between comes back in time for the second, and not for more.
 */
const readsAhead = 2;

export function createRunTurns(): RunTurns {
  return { held: new Map(), refusedBy: new Set(), inSight: 1 };
}

/**
 * Waits until `api` may be called once more.
 * @returns false, without waiting or spending anything, when that would not be before `stopAt`
 */
export async function takeTurn(
  ports: { readonly clock: Clock; readonly quotas: Quotas },
  turns: RunTurns,
  api: ApiName,
  stopAt: string,
): Promise<boolean> {
  const asked = ports.clock.now();
  const held = turns.held.get(api);
  let spent = held === undefined ? undefined : spend(held, Date.parse(asked));
  if (spent === undefined) {
    const wanted = api === 'cases:GetCase' ? Math.min(readsAhead, turns.inSight) : turns.inSight;
    const drawn = await ports.quotas.draw(api, wanted, asked, stopAt);
    // As of the moment at which it was asked: the bucket has counted the turn from then on.
    spent = drawn === undefined ? undefined : spend(drawn, Date.parse(asked));
  }
  if (spent === undefined || instantOf(spent.at) >= stopAt) return false;
  turns.held.set(api, spent.rest);
  const wait = spent.at - Date.parse(ports.clock.now());
  if (wait > 0) await ports.clock.pause(wait);
  return true;
}

/** Keeps in mind that an API has refused a call as one too many; the buckets learn of it once outcomes are written. */
export function noteRefusal(turns: RunTurns, error: unknown): void {
  const api = error instanceof ThrottledError ? apiOfOperation(error.operation) : undefined;
  if (api === undefined) return;
  turns.refusedBy.add(api);
  turns.held.delete(api);
}

/** Has the buckets of the APIs that have refused a call slow down, for all lanes. */
export async function tellRefusals(
  ports: { readonly clock: Clock; readonly quotas: Quotas },
  turns: RunTurns,
): Promise<void> {
  for (const api of turns.refusedBy) {
    turns.refusedBy.delete(api);
    await ports.quotas.slowDown(api, ports.clock.now());
  }
}
