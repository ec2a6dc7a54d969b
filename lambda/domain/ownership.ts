import type { Effect, FieldValue } from '../contract/case-item.ts';
import type { Action, CompiledPolicy, Person } from '../contract/compiled-policy.ts';

/** System field that holds the ARN of the user to whom a case is assigned. */
export const ownerFieldId = 'assigned_user';

type Reassign = Extract<Action, { kind: 'reassign' }>;

/** Chooses who gets the case. `first`: the first person of the team, whoever has it now. */
export function pickOwner(action: Reassign): Person {
  const chosen = action.people[0];
  // The contract asks for at least one person; a row that has none was never valid.
  if (chosen === undefined) throw new RangeError(`team ${action.team} must have at least one person, got none`);
  return chosen;
}

/** The fields that an effect sets; empty for one that sets none. */
export function fieldsOf({ action, chosenUserArn }: Effect): Readonly<Record<string, FieldValue>> {
  if (action.kind === 'set') return action.fields;
  return action.kind === 'reassign' && chosenUserArn !== undefined ? { [ownerFieldId]: chosenUserArn } : {};
}

/**
 * Several effects of one case may set its fields in one call. For each field the first effect, which is the most severe and
 * latest, wins.
 * @returns the fields to set, and for each effect the key of the first one that overrides all that it sets, if any
 */
export function mergeFieldChanges(effects: readonly Effect[]): {
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly overriddenBy: (effect: Effect) => string | undefined;
} {
  const winners = new Map<string, { readonly value: FieldValue; readonly key: string }>();
  for (const effect of effects) {
    for (const [fieldId, value] of Object.entries(fieldsOf(effect))) {
      if (!winners.has(fieldId)) winners.set(fieldId, { value, key: effect.key });
    }
  }
  return {
    fields: Object.fromEntries([...winners].map(([fieldId, { value }]) => [fieldId, value])),
    overriddenBy: (effect) => {
      const changes = Object.entries(fieldsOf(effect));
      const isLost = changes.every(([fieldId, value]) => winners.get(fieldId)?.value !== value);
      return isLost ? changes.map(([fieldId]) => winners.get(fieldId)?.key)[0] : undefined;
    },
  };
}

/** The owner of a case, as far as the policy knows the person. */
export type Owner =
  | { readonly known: 'nobody' }
  | { readonly known: 'stranger'; readonly userArn: string; readonly userId: string | undefined }
  | { readonly known: 'person'; readonly person: Person };

/** Tells who stands in `assigned_user`; people may set somebody whom the policy does not know. */
export function ownerOf(policy: CompiledPolicy, assignedUser: FieldValue | undefined): Owner {
  if (typeof assignedUser !== 'string' || assignedUser === '') return { known: 'nobody' };
  const person = policy.people.find((candidate) => candidate.userArn === assignedUser);
  if (person !== undefined) return { known: 'person', person };
  // User ARN: arn:aws:connect:REGION:ACCOUNT:instance/INSTANCE/agent/USER
  return { known: 'stranger', userArn: assignedUser, userId: /\/agent\/([^/]+)$/.exec(assignedUser)?.[1] };
}
