import type { CaseItem, Effect } from '../../contract/case-item.ts';
import type { FoundEffect, ParkedAnswer, ParkedRequest } from '../../contract/redrive.ts';
import type { CasePage } from '../../domain/case-pages.ts';
import { withEffect } from '../../domain/claims.ts';
import { say } from '../../domain/explain/words.ts';
import { indexAttributes } from '../../domain/index-attributes.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { Clock, Inbox } from '../../domain/ports.ts';
import {
  bringBack,
  endedBefore,
  isWantedEffect,
  judgeParked,
  parkedAt,
  reasonOf,
  redriveEntry,
} from '../../domain/redrive/parked-effect.ts';
import type { ParkedLedger } from '../../domain/redrive/ports.ts';

export interface ParkedPorts {
  readonly clock: Pick<Clock, 'now'>;
  readonly parked: ParkedLedger;
  readonly inbox: Inbox;
}

/** What one piece of work lists at most before it lets its caller go on; an answer must fit into 6 MB. */
const enoughFound = 500;
/** Begin no further page after that; a run may take a minute. */
const workSeconds = 30;
/** Lost conditional writes after which an effect is left to the next time. */
const maximumTries = 5;

/** Looks at a piece of the ledger for effects that were parked, and brings back what fits and may be. */
export async function redriveParked(ports: ParkedPorts, request: ParkedRequest): Promise<ParkedAnswer> {
  const { filter, limit = Infinity } = request;
  const stopAt = addSeconds(ports.clock.now(), workSeconds);
  const found: FoundEffect[] = [];
  const unreadable: string[] = [];
  let looked = 0;
  let counted = 0;
  let from = request.from;
  do {
    const page: CasePage =
      filter.caseId === undefined ? await ports.parked.page(from) : await onlyCase(ports, filter.caseId);
    looked += page.looked;
    unreadable.push(...page.unreadable);
    for (const item of page.items) {
      for (const effect of Object.values(item.effects)) {
        if (!isWantedEffect(item, effect, filter)) continue;
        if (counted >= limit) return { kind: 'parked', found, looked, unreadable };
        const one = await redriveEffect(ports, request, item, effect);
        found.push(one);
        if (isBroughtBack(one, request)) counted += 1;
      }
    }
    from = page.next;
  } while (from !== undefined && found.length < enoughFound && ports.clock.now() < stopAt);
  return { kind: 'parked', found, looked, unreadable, ...(from === undefined ? {} : { next: from }) };
}

async function onlyCase(ports: ParkedPorts, caseId: string): Promise<CasePage> {
  const item = await ports.parked.load(caseId);
  return { items: item === undefined ? [] : [item], unreadable: [], looked: 1, next: undefined };
}

/** What counts against the limit: what was brought back, or would be. */
function isBroughtBack({ redriven, verdict }: FoundEffect, { act, evenIfDoubled }: ParkedRequest): boolean {
  return redriven || (!act && (verdict === 'again' || (verdict === 'may-double' && evenIfDoubled)));
}

async function redriveEffect(
  ports: ParkedPorts,
  request: ParkedRequest,
  seen: CaseItem,
  effect: Effect,
): Promise<FoundEffect> {
  const judged = judgeParked(seen, effect, ports.clock.now());
  const tell = (more: Pick<FoundEffect, 'verdict' | 'words' | 'redriven'>): FoundEffect => ({
    caseId: seen.caseId,
    effect: effect.key,
    kind: effect.action.kind,
    lane: effect.lane,
    policy: effect.policy,
    level: effect.level,
    reason: reasonOf(effect),
    since: parkedAt(effect),
    ...more,
  });
  const isAllowed = judged.verdict === 'again' || (judged.verdict === 'may-double' && request.evenIfDoubled);
  if (!request.act || !isAllowed) return tell({ ...judged, redriven: false });
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const item = await ports.parked.load(seen.caseId);
    const now = ports.clock.now();
    const current = item?.effects[effect.key];
    // What was looked at may be a moment old: only what still stands as it was listed comes back.
    if (item === undefined || current?.status !== 'parked' || parkedAt(current) !== parkedAt(effect)) break;
    if (judgeParked(item, current, now).verdict !== judged.verdict) break;
    if (!(await storeBroughtBack(ports, request.by, item, current, now))) continue;
    await ports.inbox.send([{ message: { kind: 'due', caseId: item.caseId, dueAt: now }, delaySeconds: 0 }]);
    return tell({ ...judged, redriven: true });
  }
  const words = say(
    'その間に変更されたため、何もしませんでした。もう一度確かめてください。',
    'Left alone: it was changed by others meanwhile; look again.',
  );
  return tell({ verdict: 'changed', words, redriven: false });
}

/** @returns false when somebody else wrote first */
async function storeBroughtBack(
  ports: ParkedPorts,
  by: string,
  item: CaseItem,
  effect: Effect,
  now: string,
): Promise<boolean> {
  await ports.parked.appendTimeline(item.caseId, endedBefore(item, effect));
  const owed = bringBack(effect, now);
  const index = indexAttributes(withEffect(item, owed), now);
  return await ports.parked.bringBack(item.caseId, item.version, owed, [redriveEntry(effect, by, now)], index);
}
