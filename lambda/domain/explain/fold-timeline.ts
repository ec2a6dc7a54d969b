import type { CaseEvent } from '../../contract/case-event.ts';
import type { CaseItem, FieldValue, Signal } from '../../contract/case-item.ts';
import type { InboxMessage } from '../../contract/inbox-message.ts';
import type { RunningPolicy } from '../running-policy.ts';
import { step } from '../step.ts';

/** What happened to a case, by its own words. Instants are ISO-8601 in UTC with milliseconds; any order. */
export interface CaseTimeline {
  readonly caseId: string;
  readonly templateId: string;
  readonly createdAt: string;
  /** What fields were set to; null clears. Those of the creation and before are what the case was created with. */
  readonly events: readonly { readonly at: string; readonly fields: Readonly<Record<string, FieldValue>> }[];
  readonly signals: readonly Signal[];
  readonly deletedAt: string | undefined;
}

/** Looks between two events; more come only from levels that fire again and again for years. */
const mostLooks = 10_000;

/**
 * The item that the loop would have made of the timeline by `now`, by the very decisions that are deployed: every event at
 * its instant, a look at every moment that fell due between them. Nobody has carried out what was owed. Undefined when no
 * policy or sink is for such a case, or it was created later.
 */
export function foldTimeline(timeline: CaseTimeline, running: RunningPolicy, now: string): CaseItem | undefined {
  return foldMessages(messagesOf(timeline), running, now);
}

/** A message of the inbox at the instant at which it came. */
export interface MessageAt {
  readonly at: string;
  readonly message: InboxMessage;
}

/** The item that the loop would have made of these messages, which are in order of their instants, by `now`. */
export function foldMessages(
  messages: readonly MessageAt[],
  running: RunningPolicy,
  now: string,
): CaseItem | undefined {
  let item: CaseItem | undefined;
  for (const { at, message } of messages) {
    if (at > now) break;
    item = step(lookUntil(item, running, at), message, running, at).item;
  }
  return lookUntil(item, running, now);
}

/** Looks at what falls due before `until`, one moment after the other, and then at `until`. */
function lookUntil(item: CaseItem | undefined, running: RunningPolicy, until: string): CaseItem | undefined {
  let looked = item;
  let last = '';
  for (let looks = 0; looked !== undefined && looks < mostLooks; looks += 1) {
    const moments = looked.clocks.flatMap(({ verdict, nextMomentAt }) =>
      verdict === 'running' && nextMomentAt !== undefined && nextMomentAt < until ? [nextMomentAt] : [],
    );
    const at: string = moments.filter((moment) => moment > last).toSorted()[0] ?? until;
    looked = step(looked, { kind: 'due', caseId: looked.caseId, dueAt: at }, running, at).item;
    if (at === until) break;
    last = at;
  }
  return looked;
}

function messagesOf(timeline: CaseTimeline): readonly MessageAt[] {
  const { caseId, createdAt, events, signals, deletedAt } = timeline;
  const inOrder = events.toSorted((a, b) => compare(a.at, b.at));
  // Amazon Connect Cases opens every case with this status.
  const given = Object.assign(
    { status: 'open' },
    ...inOrder.filter(({ at }) => at <= createdAt).map(({ fields }) => fields),
  ) as Readonly<Record<string, FieldValue>>;
  const later = inOrder.filter(({ at }) => at > createdAt);
  const deletion = deletedAt === undefined ? [] : [deletedAt];
  return [
    { at: createdAt, message: caseEvent(timeline, 'CASE.CREATED', createdAt, given) },
    ...[
      ...later.map(({ at, fields }) => ({ at, message: caseEvent(timeline, 'CASE.UPDATED', at, fields) })),
      ...signals.map(({ at, kind, id }) => ({
        at: at < createdAt ? createdAt : at,
        message:
          kind === 'comment' ? commentEvent(caseId, at, id) : { kind: 'signal' as const, caseId, at, signal: kind, id },
      })),
      ...deletion.map((at) => ({ at, message: caseEvent(timeline, 'CASE.DELETED', at, {}) })),
    ].toSorted((a, b) => compare(a.at, b.at)),
  ];
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function eventOf(id: string, at: string, detail: Omit<CaseEvent['detail'], 'approximateChangeTime'>): CaseEvent {
  return {
    id,
    source: 'aws.cases',
    'detail-type': 'Amazon Connect Cases Change',
    time: at,
    resources: [],
    detail: { approximateChangeTime: at, ...detail } as CaseEvent['detail'],
  };
}

function caseEvent(
  { caseId, templateId, createdAt }: CaseTimeline,
  eventType: string,
  at: string,
  fields: Readonly<Record<string, FieldValue>>,
): CaseEvent {
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  return eventOf(`${eventType}@${at}`, at, {
    eventType,
    changedFieldIds: Object.keys(fields),
    case: {
      caseId,
      templateId,
      createdDateTime: createdAt,
      fields: Object.fromEntries(given.map(([fieldId, value]) => [fieldId, { value: memberOf(value) }])),
    },
  });
}

function memberOf(value: FieldValue): Readonly<Record<string, FieldValue>> {
  if (typeof value === 'number') return { doubleValue: value };
  return typeof value === 'boolean' ? { booleanValue: value } : { stringValue: value };
}

function commentEvent(caseId: string, at: string, id: string): CaseEvent {
  const relatedItem = { caseId, relatedItemId: id, relatedItemType: 'Comment' };
  return eventOf(id, at, { eventType: 'RELATED_ITEM.CREATED', relatedItem });
}
