import type { Scenario } from '../scenarios/scenario.ts';
import type { ScenarioStep } from '../scenarios/steps.ts';
import { templateLabels } from './case-schema-names.ts';
import type { ControlParts } from './parts.ts';

/**
 * Whether a story can be told where the sandbox stands now: one about clocks names instants, which must lie ahead, and
 * templates of its own policy file, which must be deployed. Others can be told anywhere.
 */
export function isTellable(
  parts: Pick<ControlParts, 'kernel' | 'service' | 'casesDomain'>,
  { policy, steps }: Scenario,
): boolean {
  if (policy === undefined) return true;
  const [first] = steps.flatMap((step) => ('at' in step && step.at !== undefined ? [Date.parse(step.at)] : []));
  if (first !== undefined && first < parts.kernel.clock.now()) return false;
  const deployed = new Set(templateLabels(parts));
  return steps.flatMap(templatesOf).every((template) => deployed.has(template));
}

/** Templates of the cases that a step makes. */
function templatesOf(step: ScenarioStep): readonly string[] {
  if ('create-case' in step) return [step['create-case'].template];
  return 'create-cases' in step ? [step['create-cases'].template] : [];
}
