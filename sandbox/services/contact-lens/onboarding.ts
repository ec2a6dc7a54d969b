import type { World } from '../../kernel/world.ts';
import type { RuleFunction } from './rule-function.ts';
import { fieldsReadBy } from './condition-subjects.ts';

/** The event configuration of the Cases domain that an event came from. */
export interface CaseEventsConfigured {
  readonly enabled: boolean;
  readonly includeContent: boolean;
  readonly fieldIds: readonly string[];
}

/**
 * Case events reach the rules only when all of the onboarding is done.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/cases-rules-integration-onboarding.html
 * @returns the first missing step in words, or undefined when nothing is missing.
 */
export function missingOnboarding(
  world: World,
  instanceArn: string,
  domainArn: string,
  configured: CaseEventsConfigured,
  rule: RuleFunction,
): string | undefined {
  const associations = world.connect.integrationAssociations(instanceArn);
  if (!associations.some((each) => each.integrationType === 'CASES_DOMAIN' && each.integrationArn === domainArn))
    return `the Cases domain ${domainArn} is not associated with the instance: an integration association of type CASES_DOMAIN is missing`;
  if (!configured.enabled)
    return 'the Cases domain sends no events: PutCaseEventConfiguration with eventBridge.enabled true is missing';
  if (!configured.includeContent)
    return 'the event configuration of the Cases domain leaves out related items: relatedItemData.includeContent must be true';
  const left = fieldsReadBy(rule.conditions).filter((id) => !configured.fieldIds.includes(id));
  if (left.length > 0)
    return `the event configuration of the Cases domain leaves out fields that the rule reads: ${left.join(', ')} must be in caseData.fields`;
  const eventAssociations = associations.filter(
    (each) => each.integrationType === 'EVENT' && each.sourceType === 'CASES',
  );
  if (eventAssociations.length === 0)
    return 'no event integration is associated with the instance: an integration association of type EVENT with SourceType CASES is missing';
  const integrations = eventAssociations.map(({ integrationArn }) =>
    world.appIntegrations.eventIntegration(integrationArn),
  );
  if (integrations.some((each) => each?.source === 'aws.cases' && each.eventBridgeBus === 'default')) return undefined;
  const found = integrations.find((each) => each !== undefined);
  return found
    ? `the associated event integration ${found.name} must have source aws.cases on bus default, got ${found.source} on ${found.eventBridgeBus}`
    : `the associated event integration ${eventAssociations[0]!.integrationArn} does not exist`;
}
