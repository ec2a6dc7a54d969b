import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import type { Consequence } from '../../lambda/contract/policy-file.ts';
import { ruleMarker } from '../../lambda/contract/rule-marker.ts';
import type { PolicySource } from '../../lib/policy/policy-source.ts';
import { queueTaskFlowsOf, rulesOf } from './native-side.ts';

export const inventoryKinds = [
  'domain',
  'field',
  'own-field',
  'status',
  'template',
  'flow',
  'module',
  'calendar',
  'clock',
  'native-sla',
  'rule',
  'adoption',
  'team',
  'mail',
  'sink',
  'person',
  'queue',
  'hours',
  'channel',
] as const;
export type InventoryKind = (typeof inventoryKinds)[number];

/** Something that a policy file creates, or that it names and needs to be there. */
export interface InventoryItem {
  readonly kind: InventoryKind;
  /** By which people find it. */
  readonly name: string;
  /** What is said of it, leaf by leaf: `within` -> `30m`. Two versions are compared by it. */
  readonly facts: Readonly<Record<string, string>>;
}

type Entries = readonly (readonly [name: string, value: unknown])[];

/** Everything that the policy file would create or needs, by name. `stage` is part of the names of flows and rules. */
export function inventoryOf(source: PolicySource, compiled: CompiledPolicy, stage: string): readonly InventoryItem[] {
  const { policy, lock } = source;
  const of = (kind: InventoryKind, entries: Entries): InventoryItem[] =>
    entries.map(([name, value]) => ({ kind, name, facts: leavesOf(value) }));
  const prefix = `casewarden-${stage}`;
  const intakes = Object.entries(policy.intake ?? {});
  const native = compiled.policies.flatMap(({ name, native: seen }) => (seen === undefined ? [] : [{ name, ...seen }]));
  const { people, queues, channels } = namedIn(source);
  const domain = policy.connect.casesDomain;
  return [
    ...of('domain', [[domain === 'create' ? prefix : domain, { instance: policy.connect.instance }]]),
    ...of('field', Object.entries(policy.fields ?? {})),
    ...of(
      'own-field',
      native.flatMap(({ isOwnField, fieldId, markerFieldId, name, value }): Entries => {
        if (markerFieldId !== undefined) return [[markerFieldId, { policy: name, value: ruleMarker.assigned }]];
        return isOwnField ? [[fieldId, { policy: name, value }]] : [];
      }),
    ),
    ...of(
      'status',
      Object.entries(policy.statuses ?? {}).map(([name, label]) => [name, { label }] as const),
    ),
    ...of('template', Object.entries(policy.templates)),
    ...of('flow', [
      ...intakes.map(([name, intake]) => [`${prefix}-${name}`, intake] as const),
      [`${prefix}-owner-task`, {}],
      ...queueTaskFlowsOf(source, stage),
    ]),
    ...of(
      'module',
      intakes.map(([name, { template }]) => [`${prefix}-${name}-open-case`, { template }] as const),
    ),
    ...of('calendar', Object.entries(policy.calendars ?? {})),
    ...of('clock', Object.entries(policy.policies)),
    ...of(
      'native-sla',
      native.map(({ slaName, fieldId, value, by }) => [slaName, { fieldId, value, by }] as const),
    ),
    ...of('rule', rulesOf(source, compiled, stage)),
    ...of(
      'adoption',
      (policy.adopt ?? []).map(({ slaName, policy: name }) => [slaName, { policy: name }] as const),
    ),
    ...of('team', Object.entries(policy.teams ?? {})),
    ...of('mail', policy.mail === undefined ? [] : [[policy.mail.from, {}]]),
    ...of('sink', Object.entries(policy.sinks ?? {})),
    ...of(
      'person',
      people.map((name) => [name, { user: lock.users[name]?.displayName ?? name }] as const),
    ),
    ...of(
      'queue',
      queues.map((name) => [name, {}] as const),
    ),
    ...of(
      'hours',
      hoursIn(source).map((name) => [name, {}] as const),
    ),
    ...of(
      'channel',
      channels.map((name) => [name, {}] as const),
    ),
  ];
}

/** People, queues and channels that consequences, teams and intake name; each once, in the order of the file. */
function namedIn({ policy }: PolicySource): { people: string[]; queues: string[]; channels: string[] } {
  const [people, queues, channels] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { queue } of Object.values(policy.intake ?? {})) queues.add(queue);
  for (const { users } of Object.values(policy.teams ?? {})) for (const user of users) people.add(user);
  for (const row of Object.values(policy.policies)) {
    const levels = [
      row.breach,
      ...(row.warn ?? []).map((level) => level.do),
      ...(row.escalate ?? []).map((level) => level.do),
    ];
    for (const consequence of levels.flat()) collect(consequence);
  }
  return { people: [...people], queues: [...queues], channels: [...channels] };

  function collect(consequence: Consequence): void {
    if ('slack' in consequence) channels.add(consequence.slack.channel);
    else if ('notify' in consequence) for (const user of consequence.notify.users) people.add(user);
    else if ('task' in consequence && 'queue' in consequence.task) queues.add(consequence.task.queue);
    else if ('email' in consequence && Array.isArray(consequence.email.to))
      for (const user of consequence.email.to) people.add(user);
  }
}

function hoursIn({ policy }: PolicySource): string[] {
  const names = Object.values(policy.calendars ?? {}).flatMap((calendar) =>
    'hoursOfOperation' in calendar ? [calendar.hoursOfOperation] : [],
  );
  return [...new Set(names)];
}

/** `{ a: { b: [1, 2] } }` as `a.b[1]: 1`, `a.b[2]: 2`. */
function leavesOf(value: unknown, path = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null) return { [path]: String(value) };
  const members: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((member, index) => [`${path}[${index + 1}]`, member] as const)
    : Object.entries(value).map(([name, member]) => [path === '' ? name : `${path}.${name}`, member] as const);
  return Object.assign({}, ...members.map(([name, member]) => leavesOf(member, name))) as Record<string, string>;
}
