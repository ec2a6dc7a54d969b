import type { CaseEvent } from '../../../lambda/contract/case-event.ts';
import type { CaseItem, ClockState, FieldValue } from '../../../lambda/contract/case-item.ts';
import type { InboxMessage } from '../../../lambda/contract/inbox-message.ts';
import type { RunningPolicy } from '../../../lambda/domain/running-policy.ts';
import { settle } from '../../../lambda/domain/clock/settle.ts';
import { eraseAfterSeconds } from '../../../lambda/domain/erase.ts';
import { step } from '../../../lambda/domain/step.ts';
import { calendarOf, definitions } from './calendars.ts';
import type { Dice } from './dice.ts';
import type { CaseFacts, Fact } from './facts.ts';
import { fieldValues } from './random-rows.ts';

/* How the facts of a timeline reach the engine: as messages, in two ways. */

const caseId = 'case-1';
const hash = 'f'.repeat(64);
export const instantText = (at: number): string => new Date(at).toISOString();

function runningPolicyOf({ rows }: CaseFacts): RunningPolicy {
  return {
    hash,
    policy: {
      schemaVersion: 2,
      language: 'en',
      timeZone: 'UTC',
      instanceArn: 'arn:aws:connect:eu-west-1:111122223333:instance/1',
      casesDomainId: 'domain-1',
      fields: {},
      statuses: {},
      people: [],
      calendars: Object.fromEntries(Object.entries(definitions).map(([name, definition]) => [name, { definition }])),
      policies: [...rows],
      adopt: [],
      sinks: {},
      decidingFieldIds: Object.keys(fieldValues),
      shadowFieldIds: [],
      noticeFieldIds: [],
    },
    calendarOf,
  };
}

function valueUnion(value: FieldValue): { stringValue?: string; doubleValue?: number; booleanValue?: boolean } {
  if (typeof value === 'number') return { doubleValue: value };
  return typeof value === 'boolean' ? { booleanValue: value } : { stringValue: value ?? '' };
}

function eventOf(number: number, eventType: string, at: number, detail: Partial<CaseEvent['detail']>): CaseEvent {
  return {
    id: `event-${number}`,
    source: 'aws.cases',
    'detail-type': 'Amazon Connect Cases Change',
    time: instantText(at),
    resources: ['arn:aws:cases:eu-west-1:111122223333:domain/domain-1'],
    detail: { eventType, approximateChangeTime: instantText(at), ...detail },
  };
}

/** @param lag how much later than the creation its event is stamped */
function messageOf({ templateId, createdAt }: CaseFacts, fact: Fact, number: number, lag = 0): InboxMessage {
  const about = { caseId, templateId, createdDateTime: instantText(createdAt) };
  if ('deleted' in fact) return eventOf(number, 'CASE.DELETED', fact.at, { case: about });
  if ('fields' in fact) {
    const valued = Object.entries(fact.fields).filter(([, value]) => value !== null);
    const fields = Object.fromEntries(valued.map(([id, value]) => [id, { value: valueUnion(value) }]));
    return eventOf(number, number === 0 ? 'CASE.CREATED' : 'CASE.UPDATED', number === 0 ? fact.at + lag : fact.at, {
      changedFieldIds: Object.keys(fact.fields),
      case: { ...about, fields },
    });
  }
  if (fact.signal === 'comment') {
    const relatedItem = { relatedItemType: 'Comment', relatedItemId: fact.id, caseId };
    return eventOf(number, 'RELATED_ITEM.CREATED', fact.at, { relatedItem });
  }
  return { kind: 'signal', caseId, at: instantText(fact.at), signal: fact.signal, id: fact.id };
}

const nextLook = (item: CaseItem | undefined): number =>
  Math.min(...(item?.clocks ?? []).map(({ nextMomentAt }) => Date.parse(nextMomentAt ?? '') || Infinity));

/** Looks at every moment before `until` that the item itself names. */
function lookUntil(item: CaseItem | undefined, until: number, running: RunningPolicy): CaseItem | undefined {
  let looked = item;
  for (let next = nextLook(looked); next < until;) {
    const now = instantText(next);
    looked = step(looked, { kind: 'due', caseId, dueAt: now }, running, now).item;
    const later = nextLook(looked);
    if (later <= next) throw new Error(`at ${now} the next moment is still ${instantText(later)}`);
    next = later;
  }
  return looked;
}

/** Every fact in order and as it happens. Without `end` nobody looks but when something happens. */
export function deliverInTime(timeline: CaseFacts, end?: number): readonly ClockState[] {
  const running = runningPolicyOf(timeline);
  let item: CaseItem | undefined;
  const messages = timeline.facts.map((fact, number) => ({ fact, number }));
  messages.sort((a, b) => a.fact.at - b.fact.at || a.number - b.number);
  // What is dated before the creation cannot have come before it.
  for (const { fact, number } of messages.sort((a, b) => Number(b.number === 0) - Number(a.number === 0))) {
    const at = Math.max(fact.at, timeline.createdAt);
    if (end !== undefined) item = lookUntil(item, at, running);
    item = step(item, messageOf(timeline, fact, number), running, instantText(at)).item;
  }
  return (end === undefined ? item : lookUntil(item, end + 1, running))?.clocks ?? [];
}

/**
 * As they happen, and after each of them the clocks are settled until some instant before it. @returns every clock, with those
 * that became a verdict as they were then
 */
export function deliverSettled(timeline: CaseFacts, dice: Dice, end: number): readonly ClockState[] {
  const running = runningPolicyOf(timeline);
  const gone: ClockState[] = [];
  const settled = (item: CaseItem | undefined, at: number): CaseItem | undefined => {
    if (item === undefined || dice.chance(0.3)) return item;
    const until = dice.chance(0.3) ? at - 1 : at - 1 - dice.below(Math.max(1, at - timeline.createdAt));
    const next = settle(item, running, instantText(until));
    gone.push(...item.clocks.filter((clock) => !next.clocks.includes(clock)));
    return next;
  };
  let item: CaseItem | undefined;
  const messages = timeline.facts.map((fact, number) => ({ fact, number }));
  messages.sort((a, b) => a.fact.at - b.fact.at || a.number - b.number);
  for (const { fact, number } of messages.sort((a, b) => Number(b.number === 0) - Number(a.number === 0))) {
    const at = Math.max(fact.at, timeline.createdAt);
    item = settled(lookUntil(item, at, running), at);
    item = step(item, messageOf(timeline, fact, number), running, instantText(at)).item;
  }
  const last = lookUntil(settled(item, end), end + 1, running)?.clocks ?? [];
  return [...gone, ...last];
}

/** The same facts in any order, some twice, some late; only an event about the case itself comes first. */
export function deliverShuffled(timeline: CaseFacts, dice: Dice, end: number): readonly ClockState[] {
  const running = runningPolicyOf(timeline);
  const messages = timeline.facts.map((fact, number) => ({ fact, number }));
  const waiting = [...messages, ...messages.filter(() => dice.chance(0.3))];
  for (let index = waiting.length - 1; index > 0; index -= 1) {
    const other = dice.below(index + 1);
    [waiting[index], waiting[other]] = [waiting[other]!, waiting[index]!];
  }
  const first = waiting.findIndex(({ fact }) => 'fields' in fact);
  waiting.unshift(...waiting.splice(first, 1));
  let item: CaseItem | undefined;
  let now = timeline.createdAt;
  const lag = dice.pick([0, 400, 60_000]);
  // Of a deleted case nothing is judged any more once its facts have been removed.
  const deletions = timeline.facts.flatMap((fact) =>
    'deleted' in fact ? [Math.max(fact.at, timeline.createdAt)] : [],
  );
  const erasedAt = Math.min(...deletions) + eraseAfterSeconds * 1000;
  for (const { fact, number } of waiting) {
    now = Math.max(now, fact.at + (number === 0 ? lag : 0)) + (dice.chance(0.2) ? 60_000 * dice.below(2000) : 0);
    now = Math.min(now, erasedAt - 1);
    item = step(item, messageOf(timeline, fact, number, lag), running, instantText(now)).item;
    if (!dice.chance(0.3)) continue;
    const dueAt = instantText(now);
    item = step(item, { kind: 'due', caseId, dueAt }, running, dueAt).item;
  }
  return lookUntil(item, end + 1, running)?.clocks ?? [];
}
