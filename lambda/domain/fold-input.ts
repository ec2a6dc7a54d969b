import type { CaseEvent } from '../contract/case-event.ts';
import type { CaseItem, Effect, Observation } from '../contract/case-item.ts';
import type { CaseSeenMessage, InboxMessage, SlaSeenMessage } from '../contract/inbox-message.ts';
import { mapEffects } from './claims.ts';
import { adopt, adoptedFieldIds, adoptingPolicy, endFieldId, type SeenSla } from './clock/adopted.ts';
import { hearDeletion, hearSignal, observe, withoutAssumptions } from './clock/facts.ts';
import { foldShadow, readCaseEvent, readObservation, type CaseNews } from './fold-event.ts';
import { openCase, openWantedCase } from './open-case.ts';
import { addMilliseconds } from './instants.ts';
import { readRelatedItem } from './related-item.ts';
import type { RunningPolicy } from './running-policy.ts';
import { wantSinks } from './sinks.ts';
import { openFound } from './sweep/open-found.ts';
import { hearSetBack } from './tug-of-war.ts';

/*
 * What an input adds to the facts of an item. Nothing is decided here; clocks follow from the facts.
 */

/**
 * The item with what the input tells; the same object when that is nothing new, undefined when nobody wants the case.
 * @throws MessageInvalidError when an event cannot be ordered among the others.
 */
export function foldInput(
  item: CaseItem | undefined,
  input: InboxMessage,
  running: RunningPolicy,
  now: string,
): CaseItem | undefined {
  const folded = 'source' in input ? foldEvent(item, input, running, now) : foldMessage(item, input, running, now);
  return folded === undefined ? undefined : foldObserved(folded, running, now);
}

function foldEvent(
  item: CaseItem | undefined,
  event: CaseEvent,
  running: RunningPolicy,
  now: string,
): CaseItem | undefined {
  const news = readCaseEvent(event);
  if (news !== undefined) {
    const opened = item ?? openWantedCase(news, running);
    return opened && foldNews(item, hearSetBack(opened, event), news, running, now);
  }
  const related = item === undefined ? undefined : readRelatedItem(event);
  if (item === undefined || related === undefined) return item;
  if (related.kind === 'comment') return hearSignal(item, related.signal);
  // A removed SLA says when it went, which is all that its clock needs to know.
  const isGone = event.detail.eventType.toUpperCase().endsWith('DELETED');
  return foldSla(item, related.sla, isGone ? related.at : undefined, running);
}

function foldMessage(
  item: CaseItem | undefined,
  message: Exclude<InboxMessage, CaseEvent>,
  running: RunningPolicy,
  now: string,
): CaseItem | undefined {
  switch (message.kind) {
    case 'signal':
      return item && hearSignal(item, { at: message.at, kind: message.signal, id: message.id });
    case 'sla-seen': {
      const opened = item ?? openForSla(message, running);
      return opened && foldSla(opened, message, undefined, running);
    }
    case 'case-seen':
      return foldSeen(item, message, running, now);
    case 'case-gone':
      return item && foldNews(item, item, readOf(item, { at: message.seenAt, deleted: true }), running, now);
    case 'due':
    case 'outcome':
      return item;
    default:
      return message satisfies never;
  }
}

/** What a sweep has seen is true of the instant at which Cases last changed the case, whatever happened before and since. */
function foldSeen(
  item: CaseItem | undefined,
  message: CaseSeenMessage,
  running: RunningPolicy,
  now: string,
): CaseItem | undefined {
  const { caseId, seenAt, lastUpdatedAt = seenAt, fields } = message;
  const opened = item ?? openFound(message, running);
  return opened && foldNews(item, opened, readObservation(caseId, { at: lastUpdatedAt, fields }), running, now);
}

function openForSla(message: SlaSeenMessage, running: RunningPolicy): CaseItem | undefined {
  const { caseId, templateId, createdAt, slaName } = message;
  if (adoptingPolicy(running.policy, slaName) === undefined) return undefined;
  return openCase({ caseId, templateId, createdAt }, running);
}

/** @param goneAt when it was removed from its case */
function foldSla(item: CaseItem, sla: SeenSla, goneAt: string | undefined, running: RunningPolicy): CaseItem {
  const adopted = adopt(item, sla, running.policy);
  if (!adopted.adopted.some(({ relatedItemId }) => relatedItemId === sla.relatedItemId)) return item;
  const isEnded = ['met', 'notmet'].includes(sla.status.toLowerCase());
  const endedAt = isEnded ? sla.completedAt : goneAt;
  if (endedAt === undefined) return adopted;
  const field = endFieldId(sla.relatedItemId);
  return observe(adopted, endedAt, new Map([[field, isEnded ? 'ended' : 'gone']]), [field]);
}

/**
 * The event that ended a clock may be lost although a lane has seen by its read that nothing is owed any more: what it saw
 * counts as news.
 */
function foldObserved(item: CaseItem, running: RunningPolicy, now: string): CaseItem {
  let folded = item;
  for (const { outcome } of Object.values(item.effects)) {
    if (outcome?.observed === undefined) continue;
    folded = foldNews(folded, folded, readOf(item, outcome.observed), running, now);
  }
  return mapEffects(folded, withoutObservation);
}

/**
 * What a read has told of a case that was there. Whoever read may have a clock that is behind: then the answer would stand before
 * the creation, and the clocks that it ends would never have been.
 */
function readOf({ caseId, createdAt }: CaseItem, observed: Observation): CaseNews {
  const at = observed.at > createdAt ? observed.at : addMilliseconds(createdAt, 1);
  return readObservation(caseId, { ...observed, at });
}

function withoutObservation(effect: Effect): Effect {
  if (effect.outcome?.observed === undefined) return effect;
  const { observed: _observed, ...outcome } = effect.outcome;
  return { ...effect, outcome };
}

function foldNews(
  before: CaseItem | undefined,
  opened: CaseItem,
  news: CaseNews,
  running: RunningPolicy,
  now: string,
): CaseItem {
  const { policy } = running;
  let item = news.kind === 'created' ? withoutAssumptions(opened) : opened;
  if (news.kind === 'deleted') {
    item = hearDeletion(item, news.at);
    // What a deleted case said about people is forgotten, and not learnt again from events that come late.
    if (item.deleted !== true) item = forgetPeople({ ...item, deleted: true });
  }
  const shadow = item.deleted === true ? item.shadow : foldShadow(item.shadow, news, policy.shadowFieldIds);
  if (shadow !== item.shadow) item = { ...item, shadow };
  const keep = item.adopted.length === 0 ? policy.decidingFieldIds : decidingFields(item, policy.decidingFieldIds);
  // The event of the creation is stamped a moment after it, and tells how the case was created.
  item = observe(item, news.kind === 'created' ? item.createdAt : news.at, news.fields, keep);
  return wantSinks(before, item, policy, now);
}

/** What the item says about people beside its effects. */
function forgetPeople(item: CaseItem): CaseItem {
  const { read: _read, setBacks: _setBacks, ...rest } = item;
  return { ...rest, shadow: {} };
}

function decidingFields(item: CaseItem, deciding: readonly string[]): Iterable<string> {
  return new Set([...deciding, ...adoptedFieldIds(item)]);
}
