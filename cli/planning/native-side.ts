import type { ClockPolicy, CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import type { Consequence } from '../../lambda/contract/policy-file.ts';
import { ruleMarker } from '../../lambda/contract/rule-marker.ts';
import { attachingTestsOf, ruleTestsOf, type RuleTests } from '../../lib/policy/native-rules.ts';
import type { PolicySource } from '../../lib/policy/policy-source.ts';

type Named = readonly [name: string, value: unknown];

/** Contact Lens rules by name: those that attach native SLAs, and those that act on their breach in place of Casewarden. */
export function rulesOf(source: PolicySource, compiled: CompiledPolicy, stage: string): readonly Named[] {
  const fieldIds = new Set(Object.values(compiled.fields).map(({ id }) => id));
  return compiled.policies.flatMap((row) => [
    ...attachingRules(row, fieldIds, stage),
    ...breachRule(row, nativeConsequences(source, row.name), stage),
  ]);
}

/** Flows that take tasks to queues for these rules. Their names hold the id of the queue. */
export function queueTaskFlowsOf(source: PolicySource, stage: string): readonly Named[] {
  const queues = Object.keys(source.policy.policies).flatMap((name) =>
    nativeConsequences(source, name).flatMap((consequence) =>
      'task' in consequence && 'queue' in consequence.task ? [consequence.task.queue] : [],
    ),
  );
  return [...new Set(queues)].map((queue) => [
    `casewarden-${stage}-queue-task-${source.lock.queues[queue]?.id ?? queue}`,
    { queue },
  ]);
}

/** Rules that attach the SLA of a policy, and those that mark new cases for them when its clock starts by a condition. */
function attachingRules(row: ClockPolicy, fieldIds: ReadonlySet<string>, stage: string): readonly Named[] {
  const { name, native } = row;
  if (native?.by !== 'rule') return [];
  const { slaName, markerFieldId } = native;
  const attaching = attachingTestsOf(row, fieldIds);
  const onCreate = `casewarden.${stage}.${name}.on-case-create`;
  if (markerFieldId === undefined) return numbered(onCreate, attaching, { slaName });
  return [
    ...numbered(onCreate, ruleTestsOf(row.for.where, fieldIds), { [`sets.${markerFieldId}`]: ruleMarker.waiting }),
    ...numbered(`casewarden.${stage}.${name}.on-case-update`, attaching, {
      slaName,
      [`when.${markerFieldId}`]: ruleMarker.waiting,
      [`sets.${markerFieldId}`]: ruleMarker.assigned,
    }),
  ];
}

/** One rule for each combination of values that a policy asks for. */
function numbered(name: string, tests: RuleTests, facts: Readonly<Record<string, string>>): readonly Named[] {
  if ('obstacle' in tests) return [];
  return tests.alternatives.map((alternative, index) => [
    `${name}${index === 0 ? '' : `.${index + 1}`}`,
    { ...facts, ...Object.fromEntries(alternative.map(({ fieldId, value }) => [`when.${fieldId}`, value])) },
  ]);
}

function breachRule(
  { name, native }: ClockPolicy,
  consequences: readonly Consequence[],
  stage: string,
): readonly Named[] {
  if (native === undefined || consequences.length === 0) return [];
  const does = consequences.flatMap((consequence) => Object.keys(consequence)).join(', ');
  return [[`casewarden.${stage}.${name}.on-sla-breach`, { slaName: native.slaName, does }]];
}

function nativeConsequences({ policy }: PolicySource, name: string): readonly Consequence[] {
  return (policy.policies[name]?.breach ?? []).filter(
    (consequence) =>
      'notify' in consequence ||
      ('email' in consequence && consequence.email.by === 'native') ||
      ('task' in consequence && consequence.task.by === 'native'),
  );
}
