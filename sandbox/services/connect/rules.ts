import { AwsError } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';
import { validateRule } from '../contact-lens/validate-rule.ts';
import { notFound } from './flow-catalogue.ts';
import type { ConnectStore, StoredRule } from './store.ts';

export type RuleDraft = Pick<StoredRule, 'name' | 'trigger' | 'function' | 'actions' | 'publishStatus' | 'tags'>;

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateRule.html */
const ruleName = /^[0-9a-zA-Z._-]{1,200}$/;

/** @throws AwsError ResourceConflictException when the name is taken, InvalidRequestException when the rule would not be stored. */
export function createRule(world: World, store: ConnectStore, draft: RuleDraft): StoredRule {
  checkRule(store, draft);
  const id = world.kernel.identifiers.uuid();
  const now = world.kernel.clock.now();
  const rule: StoredRule = { ...draft, id, arn: `${store.instanceArn}/rule/${id}`, createdAt: now, updatedAt: now };
  store.rules.set(id, rule);
  return rule;
}

/** Replaces a rule's content. A rule on cases cannot be renamed. @throws AwsError as `createRule` does. */
export function updateRule(world: World, store: ConnectStore, id: string, draft: RuleDraft): StoredRule {
  const before = store.rules.get(id);
  if (!before) throw notFound('rule', id);
  if (draft.name !== before.name)
    throw new AwsError(
      'InvalidRequestException',
      `Rule "${before.name}" cannot be renamed to "${draft.name}": names change only for rules of Zendesk and Salesforce`,
    );
  checkRule(store, draft, id);
  const rule = { ...before, ...draft, updatedAt: world.kernel.clock.now() };
  store.rules.set(id, rule);
  return rule;
}

function checkRule(store: ConnectStore, draft: RuleDraft, own?: string): void {
  if (!ruleName.test(draft.name))
    throw new AwsError(
      'InvalidRequestException',
      `Rule name "${draft.name}" must be 1 to 200 letters, digits, '.', '_' and '-'`,
    );
  if ([...store.rules.values()].some(({ id, name }) => name === draft.name && id !== own))
    throw new AwsError('ResourceConflictException', `A rule named "${draft.name}" exists already`, { statusCode: 409 });
  const problems = validateRule(draft);
  if (problems.length > 0)
    throw new AwsError('InvalidRequestException', `Rule "${draft.name}" was refused: ${problems.join('; ')}`);
}
