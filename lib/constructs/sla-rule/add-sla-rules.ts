import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { Deployment } from '../../deployment.ts';
import { attachingTestsOf, ruleObstacle, ruleTestsOf, type RuleTests } from '../../policy/native-rules.ts';
import { SlaRule } from './sla-rule.ts';
import { WaitingRule } from './waiting-rule.ts';

export interface SlaRulesProps {
  readonly deployment: Deployment;
  readonly compiledPolicy: CompiledPolicy;
  readonly customFieldIds: ReadonlySet<string>;
}

/**
 * Adds a rule, or one for each combination of values, for every clock whose SLA a rule attaches, with those that mark new
 * cases when it starts by a condition; and says of the others why none can.
 */
export function addSlaRules(scope: Construct, { deployment, compiledPolicy, customFieldIds }: SlaRulesProps): void {
  for (const [place, row] of compiledPolicy.policies.entries()) {
    const { name, for: matching, native, targetSeconds } = row;
    if (native === undefined) continue;
    if (native.by === 'mirror') {
      const obstacle = ruleObstacle(row, compiledPolicy.policies.slice(0, place), customFieldIds);
      const reason = native.isOwnField ? 'it is not one value of one field that ends it' : obstacle;
      Annotations.of(scope).addInfo(
        `policy ${name}: Casewarden keeps the SLA that agents see, not a rule of Amazon Connect${reason === undefined ? '' : `; ${reason}`}`,
      );
      continue;
    }
    const { markerFieldId } = native;
    const shared = { deployment, policyName: name, templateId: matching.templateId };
    if (markerFieldId !== undefined) {
      // Rules of one name have one logical id, so that a policy that comes to have a start changes its rule in place.
      for (const { suffix, ...rule } of partsOf(name, ruleTestsOf(matching.where, customFieldIds)))
        new WaitingRule(scope, `SlaRule-${name}${suffix}`, { ...shared, ...rule, markerFieldId });
    }
    const kind = markerFieldId === undefined ? 'SlaRule' : 'SlaUpdateRule';
    for (const { suffix, ...rule } of partsOf(name, attachingTestsOf(row, customFieldIds))) {
      new SlaRule(scope, `${kind}-${name}${suffix}`, {
        ...shared,
        ...rule,
        fieldId: native.fieldId,
        targetValues: [native.value],
        targetMinutes: targetSeconds / 60,
        ...(markerFieldId === undefined ? {} : { markerFieldId }),
      });
    }
  }
}

/** One rule for each alternative, numbered from 1. */
function partsOf(name: string, tests: RuleTests) {
  if ('obstacle' in tests) throw new Error(`policy ${name} cannot be told by rules: ${tests.obstacle}`);
  return tests.alternatives.map((alternative, index) => ({
    tests: alternative,
    part: index + 1,
    suffix: index === 0 ? '' : `-${index + 1}`,
  }));
}
