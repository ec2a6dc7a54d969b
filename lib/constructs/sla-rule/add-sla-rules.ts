import type { Construct } from 'constructs';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { Deployment } from '../../deployment.ts';
import { ruleTestsOf } from '../../policy/native-rules.ts';
import { SlaRule } from './sla-rule.ts';

export interface SlaRulesProps {
  readonly deployment: Deployment;
  readonly compiledPolicy: CompiledPolicy;
  readonly customFieldIds: ReadonlySet<string>;
}

/** Adds a rule, or one for each combination of values, for every clock whose SLA a rule attaches. */
export function addSlaRules(scope: Construct, { deployment, compiledPolicy, customFieldIds }: SlaRulesProps): void {
  for (const { name, for: matching, native, targetSeconds } of compiledPolicy.policies) {
    if (native?.by !== 'rule') continue;
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
