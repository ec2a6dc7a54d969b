import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { Deployment } from '../../deployment.ts';
import { ruleObstacle, ruleTestsOf } from '../../policy/native-rules.ts';
import { SlaRule } from './sla-rule.ts';

export interface SlaRulesProps {
  readonly deployment: Deployment;
  readonly compiledPolicy: CompiledPolicy;
  readonly customFieldIds: ReadonlySet<string>;
}

/**
 * Adds a rule, or one for each combination of values, for every clock whose SLA a rule attaches, and says of the others why
 * none can.
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
    const tests = ruleTestsOf(matching.where, customFieldIds);
    if ('obstacle' in tests) throw new Error(`policy ${name} cannot be told by rules: ${tests.obstacle}`);
    for (const [index, alternative] of tests.alternatives.entries()) {
      const part = index + 1;
      new SlaRule(scope, `SlaRule-${name}${part === 1 ? '' : `-${part}`}`, {
        deployment,
        policyName: name,
        templateId: matching.templateId,
        tests: alternative,
        part,
        fieldId: native.fieldId,
        targetValues: [native.value],
        targetMinutes: targetSeconds / 60,
      });
    }
  }
}
