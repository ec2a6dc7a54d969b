import { calendarYears } from '../contract/calendar.ts';
import type { CaseEvent } from '../contract/case-event.ts';
import type { CaseItem, FieldValue, Observation } from '../contract/case-item.ts';
import { MessageInvalidError } from './errors.ts';
import { toInstant } from './instants.ts';

/*
 * Events are best effort and come late, twice and in any order. What a case event says about a field is an observation
 * (value, time); the shadow keeps the newest observation of each field, so any order of the same events ends the same.
 */

type Shadow = CaseItem['shadow'];
type EventFieldValue = NonNullable<NonNullable<CaseEvent['detail']['case']>['fields']>[string]['value'];

/** What one event says about a case, in our words. */
export interface CaseNews {
  readonly caseId: string;
  readonly at: string;
  readonly kind: 'created' | 'updated' | 'deleted';
  readonly templateId: string | undefined;
  /** When the case was created, if the event tells. */
  readonly createdAt: string | undefined;
  /** Every field that the event speaks of; null says that it was cleared. */
  readonly fields: ReadonlyMap<string, FieldValue>;
}

/**
 * Reads an event tolerantly; undefined when it says nothing about the case itself (events about related items).
 * @throws MessageInvalidError when the time of the change cannot be read, since nothing could be ordered by it.
 */
export function readCaseEvent(event: CaseEvent): CaseNews | undefined {
  const { detail } = event;
  const about = detail.case;
  if (about === undefined || detail.eventType.toUpperCase().includes('RELATED_ITEM')) return undefined;
  const at = readEventTime(event);
  const kind = kindOf(detail.eventType);
  const fields = observedFields(detail.changedFieldIds ?? [], about.fields ?? {});
  return {
    caseId: about.caseId,
    at,
    kind,
    templateId: about.templateId,
    createdAt: createdAtOf(about.createdDateTime, fields) ?? (kind === 'created' ? at : undefined),
    fields,
  };
}

/**
 * When it happened, by the ordering hint of the event.
 * @throws MessageInvalidError when it cannot be read, or lies outside the years with which calendars can compute
 */
export function readEventTime({ id, detail: { approximateChangeTime } }: CaseEvent): string {
  const at = toInstant(approximateChangeTime);
  const year = at === undefined ? Number.NaN : Number(at.slice(0, 4));
  if (at === undefined || !(year >= calendarYears.first && year <= calendarYears.last)) {
    throw new MessageInvalidError(
      `event ${id}: approximateChangeTime must be an ISO-8601 instant from ${calendarYears.first} to ${calendarYears.last}, got ${JSON.stringify(approximateChangeTime)}`,
    );
  }
  return at;
}

/** What a read of the case showed, as news like that of an event. */
export function readObservation(caseId: string, observation: Observation): CaseNews {
  const { at } = observation;
  const isDeleted = 'deleted' in observation;
  return {
    caseId,
    at,
    kind: isDeleted ? 'deleted' : 'updated',
    templateId: undefined,
    createdAt: undefined,
    fields: new Map(isDeleted ? [] : Object.entries(observation.fields)),
  };
}

/** Folds observations into the shadow; returns the same object when nothing changes. Only `keep` fields are held. */
export function foldShadow(shadow: Shadow, news: CaseNews, keep: readonly string[]): Shadow {
  let folded = shadow;
  for (const fieldId of keep) {
    const value = news.fields.get(fieldId);
    if (value === undefined) continue;
    const known = shadow[fieldId];
    if (known !== undefined && !isNewer({ value, changedAt: news.at }, known)) continue;
    folded = { ...folded, [fieldId]: { value, changedAt: news.at } };
  }
  return folded;
}

/** Two observations of one millisecond are told apart by their values, so that their order still does not matter. */
function isNewer(candidate: Shadow[string], known: Shadow[string]): boolean {
  if (candidate.changedAt !== known.changedAt) return candidate.changedAt > known.changedAt;
  return JSON.stringify(candidate.value) > JSON.stringify(known.value);
}

function kindOf(eventType: string): CaseNews['kind'] {
  switch (eventType.toUpperCase()) {
    case 'CASE.CREATED':
      return 'created';
    case 'CASE.DELETED':
      return 'deleted';
    default:
      // A type that AWS adds later still carries the state after a change.
      return 'updated';
  }
}

/**
 * `fields` holds only values that are not null: a field named in `changedFieldIds` but absent there was cleared.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/case-event-streams-sample.html
 */
function observedFields(
  changedFieldIds: readonly string[],
  fields: Readonly<Record<string, { value: EventFieldValue }>>,
): ReadonlyMap<string, FieldValue> {
  const observed = new Map<string, FieldValue>(changedFieldIds.map((fieldId) => [fieldId, null]));
  for (const [fieldId, field] of Object.entries(fields)) observed.set(fieldId, valueOf(field.value));
  return observed;
}

function valueOf(value: EventFieldValue): FieldValue {
  return value.stringValue ?? value.doubleValue ?? value.booleanValue ?? value.userArnValue ?? null;
}

function createdAtOf(createdDateTime: string | undefined, fields: ReadonlyMap<string, FieldValue>): string | undefined {
  const text = createdDateTime ?? fields.get('created_datetime');
  return typeof text === 'string' ? toInstant(text) : undefined;
}
