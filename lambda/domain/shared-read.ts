import type { CaseItem, Effect, FieldValue, SharedRead } from '../contract/case-item.ts';
import type { InboxMessage } from '../contract/inbox-message.ts';
import type { LaneName } from '../contract/primitives.ts';
import { comparableValue } from './comparable-value.ts';
import { isOwnWrite } from './own-writes.ts';
import { fieldsOf } from './ownership.ts';
import type { FreshCase } from './ports.ts';
import { changedAtFieldId, type CaseRead } from './still-owed.ts';
import { addSeconds } from './instants.ts';

/*
 * GetCase has a small quota that agents share, and several lanes have something to do for a case that has breached. So a lane
 * leaves what it read in the item, with the writes that it makes anyway, for as long as another lane may decide by it. It
 * holds titles and other fields of notices: it goes when nobody waits for it any more.
 */

/** How long a read of a case may decide. */
export const readGoodSeconds = 30;

export function isReadGood({ askedAt }: { readonly askedAt: string }, now: string): boolean {
  return now < addSeconds(askedAt, readGoodSeconds);
}

/**
 * Whether news of the case that is newer than the read says otherwise: then nobody may decide by it any more.
 * @param fieldIds those that were asked for
 */
export function isContradicted(item: CaseItem, { fresh, askedAt }: CaseRead, fieldIds: readonly string[]): boolean {
  if (fresh === undefined) return false;
  if (item.deleted === true) return true;
  const newest = new Map(item.observations.map((observation) => [observation.fieldId, observation]));
  return [...newest.values()].some(
    ({ at, fieldId, value }) =>
      at >= askedAt && fieldIds.includes(fieldId) && value !== comparableValue(fresh.fields[fieldId] ?? null),
  );
}

/**
 * What another lane has read, if it may still decide, has all of these fields, and nothing newer is known of the case. What our
 * own effects have set since stands in the case now; of one whose call failed nobody knows.
 */
export function readOfAnother(item: CaseItem, fieldIds: readonly string[], now: string): CaseRead | undefined {
  const { read } = item;
  if (read === undefined || item.deleted === true || !isReadGood(read, now)) return undefined;
  if (item.observations.some(({ at }) => at >= read.askedAt)) return undefined;
  if (!fieldIds.every((fieldId) => Object.hasOwn(read.fields, fieldId))) return undefined;
  const writes = Object.values(item.effects).filter((effect) => Object.keys(fieldsOf(effect)).length > 0);
  if (writes.some(({ status, attempt }) => status === 'claimed' || (status === 'pending' && attempt > 0)))
    return undefined;
  const done = writes.filter(({ status, outcome }) => status !== 'pending' && (outcome?.at ?? now) >= read.askedAt);
  if (done.some(({ status }) => status === 'parked')) return undefined;
  const inOrder = done
    .filter(({ status }) => status === 'done')
    .toSorted((one, other) => (endOf(one) < endOf(other) ? -1 : 1));
  const { templateId, askedAt } = read;
  const fields: Record<string, FieldValue> = Object.assign({}, read.fields, ...inOrder.map(fieldsOf));
  // What we have set since is not as old as what was read.
  if (inOrder.length > 0) fields[changedAtFieldId] = null;
  return { fresh: { caseId: item.caseId, templateId, fields }, askedAt };
}

/** What the item is to hold of a read for other lanes; undefined when none of them has anything to do. */
export function readToShare(
  item: CaseItem,
  lane: LaneName,
  { fresh, askedAt }: { readonly fresh: FreshCase; readonly askedAt: string },
  fieldIds: readonly string[],
): SharedRead | undefined {
  const isWanted = Object.values(item.effects).some((effect) => effect.lane !== lane && effect.status === 'pending');
  if (!isWanted) return undefined;
  if (item.read !== undefined && item.read.askedAt > askedAt) return item.read;
  const fields = Object.fromEntries(fieldIds.map((fieldId) => [fieldId, fresh.fields[fieldId] ?? null]));
  return { askedAt, templateId: fresh.templateId, fields };
}

/** Somebody else has changed the case since it was read: whoever acts next reads it again. @returns the same item when it holds none */
export function withoutOutdatedRead(item: CaseItem, message: InboxMessage): CaseItem {
  if (item.read === undefined || !('source' in message) || isOwnWrite(message)) return item;
  const isNews = Date.parse(message.detail.approximateChangeTime) >= Date.parse(item.read.askedAt);
  return isNews ? withRead(item, undefined) : item;
}

export function withRead(item: CaseItem, read: SharedRead | undefined): CaseItem {
  const { read: _before, ...rest } = item;
  return read === undefined ? rest : { ...rest, read };
}

/** Drops a read by which nobody may decide any more. @returns the same item when there is none */
export function withoutOldRead(item: CaseItem, now: string): CaseItem {
  const { read } = item;
  if (read === undefined) return item;
  const isWanted = Object.values(item.effects).some(({ status }) => status === 'pending' || status === 'claimed');
  return isWanted && item.deleted !== true && isReadGood(read, now) ? item : withRead(item, undefined);
}

const endOf = ({ outcome }: Effect): string => outcome?.at ?? '';
