import type { Effect, Observation } from '../contract/case-item.ts';
import type { CompiledPolicy, Person } from '../contract/compiled-policy.ts';
import { isAnswered } from './clock.ts';
import { ownerFieldId, ownerOf } from './ownership.ts';
import type { FreshCase, Performed } from './ports.ts';

/** Fields that every fresh read asks for: they decide, or stand in the notices whose words are ours. */
const alwaysRead = ['status', ownerFieldId, 'title', 'reference_number'] as const;

/** What a fresh read must ask for, and no more: fields that only a sink maps are not read. GetCase takes an explicit list of at most 220 fields. */
export function freshFieldIds(policy: CompiledPolicy): readonly string[] {
  const deciding = policy.policies.map((row) => row.until.fieldId);
  return [...new Set([...alwaysRead, ...deciding, ...policy.noticeFieldIds])];
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
 * Judges an effect by the case as Cases itself says it is: undefined when it is still owed, else how it ends. The shadow
 * may owe an effect; only this may let it happen.
 */
export function judgeByFreshCase(
  effect: Effect,
  policy: CompiledPolicy,
  { fresh, askedAt }: CaseRead,
  now: string,
): Performed | undefined {
  const cancelled = (reason: string, observed?: Observation): Performed => ({
    status: 'cancelled',
    outcome: { at: now, reason, ...(observed === undefined ? {} : { observed }) },
  });
  if (fresh === undefined) return cancelled('the case was deleted', { at: askedAt, deleted: true });
  const row = policy.policies.find((candidate) => candidate.name === effect.policy);
  if (row === undefined) return cancelled(`policy ${effect.policy} is not in ${effect.policyHash}`);
  if (isAnswered(row, (fieldId) => fresh.fields[fieldId])) {
    const { fieldId } = row.until;
    const value = fresh.fields[fieldId] ?? null;
    return cancelled(`the case was answered: ${fieldId} is ${String(value)}`, { at: askedAt, fieldId, value });
  }
  // Setting a field proves itself: if the chosen owner already has the case, it has happened.
  if (effect.action.kind === 'reassign' && fresh.fields[ownerFieldId] === effect.chosenUserArn) {
    return { status: 'done', outcome: { at: now, reference: effect.chosenUserArn, reason: 'already set' } };
  }
  return undefined;
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
