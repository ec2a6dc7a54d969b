import type { CaseItem, Effect, FieldValue, Observation } from '../contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy, Person } from '../contract/compiled-policy.ts';
import { holds, type FieldOf } from './clock/conditions.ts';
import { isOfAdopted } from './clock/identity.ts';
import { matchingRow, pauseBegins, rowNamed, rowsFor } from './clock/rows.ts';
import { comparableValue } from './comparable-value.ts';
import { isOfClock, nativeLevel } from './effects.ts';
import { toInstant } from './instants.ts';
import { fieldsOf, ownerFieldId, ownerOf } from './ownership.ts';
import type { FreshCase, Performed } from './ports.ts';
import { whyTugOfWar } from './tug-of-war.ts';

/** When Cases last changed the case, by its own clock. Source: API_connect-cases_GetCase, system fields. */
export const changedAtFieldId = 'last_updated_datetime';
/** Fields that every fresh read asks for: they decide, date what decides, or stand in the notices whose words are ours. */
const alwaysRead = ['status', ownerFieldId, 'title', 'reference_number', changedAtFieldId] as const;

/** What a fresh read must ask for, and no more: fields that only a sink maps are not read. GetCase takes an explicit list of at most 220 fields. */
export function freshFieldIds(policy: CompiledPolicy, item: Pick<CaseItem, 'adopted' | 'effects'>): readonly string[] {
  const set = Object.values(item.effects).flatMap(({ action }) =>
    action.kind === 'set' ? Object.keys(action.fields) : [],
  );
  return [
    ...new Set([...alwaysRead, ...policy.decidingFieldIds, ...readAdopted(item), ...policy.noticeFieldIds, ...set]),
  ];
}

/** Ids that stand for an SLA's own end are not fields of the case. */
function readAdopted(item: Pick<CaseItem, 'adopted'>): readonly string[] {
  return item.adopted.flatMap(({ fieldId }) => fieldId ?? []);
}

/** What a read of a case gave; `fresh` is undefined when the case was deleted. */
export interface CaseRead {
  readonly fresh: FreshCase | undefined;
  /**
   * The instant before the call: the answer is at least as new, so a change that Cases dates later than this is news to
   * whoever knows the answer.
   */
  readonly askedAt: string;
}

/**
 * Judges an effect by the case as Cases itself says it is: undefined when it is still owed, else how it ends. What events
 * have told may owe an effect; only this may let it happen.
 */
export function judgeByFreshCase(
  effect: Effect,
  item: CaseItem,
  policy: CompiledPolicy,
  { fresh, askedAt }: CaseRead,
  now: string,
): Performed | undefined {
  const cancelled = (reason: string, observed?: Observation): Performed => ({
    status: 'cancelled',
    outcome: { at: now, reason, ...(observed === undefined ? {} : { observed }) },
  });
  if (fresh === undefined) return cancelled('the case was deleted', { at: askedAt, deleted: true });
  const fieldOf: FieldOf = (fieldId) => fresh.fields[fieldId] ?? null;
  if (effect.level !== nativeLevel) {
    const row = rowNamed(policy, effect.policy);
    if (row === undefined) return cancelled(`policy ${effect.policy} is not in ${effect.policyHash}`);
    const reason = isOfAdopted(effect)
      ? whyAdoptedEnded(effect, item, fieldOf)
      : whyUnowed(row, policy, fresh, fieldOf, isPauseKnown(item, effect, row));
    if (reason !== undefined) {
      const fields = seenFields(policy, item, fieldOf);
      return cancelled(reason, { at: trueSince(item, fields, fieldOf, askedAt), fields });
    }
  }
  // Setting a field proves itself: if it says already what it is to say, it has happened.
  const fields = Object.entries(fieldsOf(effect));
  if (fields.length > 0 && fields.every(([fieldId, value]) => fieldOf(fieldId) === value)) {
    const reference = effect.chosenUserArn;
    return {
      status: 'done',
      outcome: { at: now, ...(reference === undefined ? {} : { reference }), reason: 'already set' },
    };
  }
  const tugOfWar = whyTugOfWar(item, effect, fieldOf, now);
  if (tugOfWar !== undefined) return { status: 'parked', outcome: { at: now, reason: tugOfWar } };
  return undefined;
}

/** Why the clock of a row would not be running towards its levels with these fields; undefined when it would. */
function whyUnowed(
  row: ClockPolicy,
  policy: CompiledPolicy,
  { templateId }: FreshCase,
  fieldOf: FieldOf,
  hasPauseCounted: boolean,
): string | undefined {
  const { until, cancel } = row;
  if (until !== undefined && holds(until, fieldOf)) return `the case was answered: ${inWords(until, fieldOf)}`;
  if (cancel !== undefined && holds(cancel, fieldOf)) return `the clock is cancelled: ${inWords(cancel, fieldOf)}`;
  const match = matchingRow(rowsFor(policy, templateId), row.kind, fieldOf);
  if (match !== row)
    return match === undefined ? 'no policy matches the case any more' : `${match.name} matches the case now`;
  // With a pause that we know the level has come nevertheless: it began after its moment, or its cap has ended it.
  if (hasPauseCounted || !pauseBegins(row, fieldOf) || row.pause === undefined) return undefined;
  return `the clock is paused: ${inWords('while' in row.pause ? row.pause.while : row.pause.when, fieldOf)}`;
}

/** Whether the clocks of the item have counted the pause: also one that its cap has ended while its condition still holds. */
function isPauseKnown({ clocks, observations }: CaseItem, effect: Effect, row: ClockPolicy): boolean {
  const known: FieldOf = (id) => observations.findLast(({ fieldId }) => fieldId === id)?.value ?? null;
  return clocks.some((clock) => isOfClock(clock, effect) && clock.isPaused) || pauseBegins(row, known);
}

function whyAdoptedEnded(effect: Effect, item: CaseItem, fieldOf: FieldOf): string | undefined {
  const sla = item.adopted[effect.cycle - 1];
  if (sla?.fieldId === undefined) return undefined;
  const value = fieldOf(sla.fieldId);
  return value !== null && sla.values.includes(value)
    ? `the SLA was met: ${sla.fieldId} is ${String(value)}`
    : undefined;
}

/** The fields of a condition as they are; values of deciding fields are options and flags. */
function inWords(condition: NonNullable<ClockPolicy['until']>, fieldOf: FieldOf): string {
  return condition.map(({ fieldId }) => `${fieldId} is ${String(fieldOf(fieldId))}`).join(' and ');
}

/**
 * Since when what a read tells is certainly true: since Cases last changed the case, as in docs/decisions/0013. A breach that
 * came between that and the read has not come. What we know to have been otherwise then, or later, has the read count as of itself.
 */
function trueSince(
  { observations }: CaseItem,
  fields: Readonly<Record<string, FieldValue>>,
  fieldOf: FieldOf,
  askedAt: string,
): string {
  const changedAt = toInstant(String(fieldOf(changedAtFieldId) ?? ''));
  if (changedAt === undefined) return askedAt;
  const wasOtherwise = observations.some(
    ({ at, fieldId, value }) =>
      at >= changedAt && Object.hasOwn(fields, fieldId) && comparableValue(value) !== fields[fieldId],
  );
  return wasOtherwise ? askedAt : changedAt;
}

function seenFields(policy: CompiledPolicy, item: CaseItem, fieldOf: FieldOf): Record<string, FieldValue> {
  const ids = [...policy.decidingFieldIds, ...readAdopted(item)];
  return Object.fromEntries(ids.map((fieldId) => [fieldId, comparableValue(fieldOf(fieldId))]));
}

export type Recipient =
  | { readonly person: Person }
  /** Why nobody can be reached; the effect is parked with it. */
  | { readonly parked: string };

/** The person who owns the fresh case and can be written to. */
export function ownerToNotify(policy: CompiledPolicy, fresh: FreshCase): Recipient {
  const owner = ownerOf(policy, fresh.fields[ownerFieldId]);
  switch (owner.known) {
    case 'person':
      return { person: owner.person };
    case 'stranger':
      return { parked: `the owner ${owner.userArn} is not among the people of the policy; add the user to a team` };
    case 'nobody':
      return { parked: 'the case has no owner; set one, or put a reassign into the level' };
    default:
      return owner satisfies never;
  }
}
