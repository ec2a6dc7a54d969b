import type { Action, ClockPolicy, CompiledPolicy, Condition, Person } from '../../lambda/contract/compiled-policy.ts';
import {
  builtInStatuses,
  systemFields,
  type ConditionText,
  type Consequence,
  type PolicyFile,
} from '../../lambda/contract/policy-file.ts';
import { compileCalendarOf } from './calendars/compile-calendar.ts';
import { compileCondition } from './compile-condition.ts';
import { compileLevels } from './compile-levels.ts';
import { decidingFields } from './deciding-fields.ts';
import { durationSeconds } from './duration.ts';
import { ruleObstacle } from './native-rules.ts';
import { nativeTarget, ownFieldMetValue, ownFieldName } from './own-fields.ts';
import { fieldsIn } from './placeholders.ts';
import type { CompilePolicy, DeployedIds, PolicySource } from './policy-source.ts';
import { systemFieldLabels } from './system-field-labels.ts';

const defaultTimeZones = { ja: 'Asia/Tokyo', en: 'UTC' } as const;

function defined<Value>(value: Value | undefined, what: string, name: string): Value {
  // loadPolicy has checked every name: this says that a caller compiled something else.
  if (value === undefined)
    throw new Error(`${what} ${JSON.stringify(name)} is not defined; compile only what loadPolicy gave`);
  return value;
}

function own<Value>(record: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

function toPerson(source: PolicySource, name: string): Person {
  const user = defined(own(source.lock.users, name), 'user', name);
  return {
    name,
    userId: user.id,
    userArn: user.arn,
    displayName: user.displayName,
    ...(user.email === undefined ? {} : { email: user.email }),
  };
}

function toAction(source: PolicySource, ids: DeployedIds, consequence: Consequence): Action {
  if ('reassign' in consequence) {
    const name = consequence.reassign;
    const team = defined(own(source.policy.teams, name), 'team', name);
    return { kind: 'reassign', team: name, people: team.users.map((user) => toPerson(source, user)), pick: team.pick };
  }
  if ('email' in consequence && consequence.email.to === 'owner') {
    const { to, subject, body } = consequence.email;
    return { kind: 'email', to, subject, body };
  }
  if ('task' in consequence && 'to' in consequence.task) return { kind: 'task', to: consequence.task.to };
  if ('set' in consequence) {
    const fields = Object.entries(consequence.set).map(([name, value]) => [fieldId(ids, name), value]);
    return { kind: 'set', fields: Object.fromEntries(fields) };
  }
  if ('slack' in consequence) return { kind: 'slack', ...consequence.slack };
  throw new Error('what a rule of Amazon Connect carries out is not compiled');
}

type Row = PolicyFile['policies'][string];

const consequencesOf = (row: Row): readonly Consequence[] => [
  ...(row.warn ?? []).flatMap((level) => level.do),
  ...row.breach,
  ...(row.escalate ?? []).flatMap((level) => level.do),
];

/** Names of the fields, in the policy file's words, that the texts of notices name. */
function noticeFields(policy: PolicyFile): readonly string[] {
  const texts = Object.values(policy.policies)
    .flatMap(consequencesOf)
    .flatMap((consequence) => ('email' in consequence ? [consequence.email.subject, consequence.email.body] : []));
  return [...new Set(texts.flatMap(fieldsIn))];
}

/** Names of the fields that a sink wants to hear of. */
function shadowFields(policy: PolicyFile): readonly string[] {
  return [...new Set(Object.values(policy.sinks?.salesforce?.map ?? {}))];
}

function fieldId(ids: DeployedIds, name: string): string {
  if (systemFields.some((field) => field === name)) return name;
  return defined(own(ids.fieldIds, name), 'field', name);
}

function nativeOf(
  name: string,
  row: Row,
  ids: DeployedIds,
  { start }: ClockPolicy,
  obstacle: string | undefined,
): ClockPolicy['native'] {
  const target = nativeTarget(row);
  const isOwnField = target === undefined;
  const by = isOwnField || obstacle !== undefined ? 'mirror' : 'rule';
  return {
    by,
    slaName: name,
    fieldId: fieldId(ids, target?.field ?? ownFieldName(name)),
    value: target?.value ?? ownFieldMetValue,
    isOwnField,
    ...(by === 'rule' && start.length > 0 ? { markerFieldId: fieldId(ids, ownFieldName(name)) } : {}),
  };
}

function compileRow(
  source: PolicySource,
  ids: DeployedIds,
  name: string,
  row: Row,
  earlier: readonly ClockPolicy[],
): ClockPolicy {
  const { template, ...where } = row.for;
  const condition = (given: ConditionText): Condition => compileCondition(given, (field) => fieldId(ids, field));
  const optional = <Key extends string>(key: Key, given: ConditionText | undefined): Partial<Record<Key, Condition>> =>
    given === undefined ? {} : ({ [key]: condition(given) } as Record<Key, Condition>);
  const { pause, renew } = row;
  const atMost = pause?.atMost === undefined ? {} : { atMostSeconds: durationSeconds(pause.atMost) };
  const compiled: ClockPolicy = {
    name,
    kind: row.clock ?? 'first-response',
    severity: row.severity,
    for: {
      templateId: defined(own(ids.templateIds, template), 'template', template),
      where: condition(where),
    },
    start: condition(row.start ?? {}),
    ...optional('until', row.until),
    ...optional('cancel', row.cancel),
    ...optional('reset', row.reset),
    ...(pause === undefined
      ? {}
      : {
          pause:
            'while' in pause
              ? { while: condition(pause.while), ...atMost }
              : { when: condition(pause.when), resume: condition(pause.resume), ...atMost },
        }),
    ...(renew === undefined
      ? {}
      : {
          renew: {
            changedFieldIds: (renew.changed ?? []).map((field) => fieldId(ids, field)),
            comment: renew.comment ?? false,
            outbound: renew.outbound ?? false,
          },
        }),
    targetSeconds: durationSeconds(row.within),
    ...(row.calendar === undefined ? {} : { calendar: row.calendar }),
    reopen: row.reopen ?? 'continue',
    onChange: row.onChange ?? 'forward',
    levels: compileLevels(row, (consequence) => toAction(source, ids, consequence)),
  };
  if (row.native === false) return compiled;
  const obstacle = ruleObstacle(compiled, earlier, new Set(Object.values(ids.fieldIds)));
  return { ...compiled, native: nativeOf(name, row, ids, compiled, obstacle) };
}

function compileRows(source: PolicySource, ids: DeployedIds): ClockPolicy[] {
  const rows: ClockPolicy[] = [];
  for (const [name, row] of Object.entries(source.policy.policies)) {
    rows.push(compileRow(source, ids, name, row, rows));
  }
  return rows;
}

/**
 * Compiles a policy file that `loadPolicy` found valid into what the functions read at run time. Ids may be tokens at synth.
 * The order of lists is the file's own order, so that the same file always compiles to the same text.
 */
export const compilePolicy: CompilePolicy = (source, ids): CompiledPolicy => {
  const { policy, lock } = source;
  const deciding = decidingFields(policy);
  const shadowed = shadowFields(policy);
  const noticed = noticeFields(policy);
  const custom = Object.keys(policy.fields ?? {});
  const labels = systemFieldLabels[policy.language];
  const fields = Object.fromEntries(
    [...new Set([...deciding, ...shadowed, ...noticed, ...custom])].map((name) => [
      name,
      { id: fieldId(ids, name), label: own(policy.fields, name)?.label ?? own(labels, name) ?? name },
    ]),
  );
  const salesforce = policy.sinks?.salesforce;
  return {
    schemaVersion: 2,
    language: policy.language,
    timeZone: policy.timeZone ?? defaultTimeZones[policy.language],
    instanceArn: policy.connect.instance,
    casesDomainId: ids.casesDomainId,
    fields,
    statuses: { ...builtInStatuses, ...policy.statuses },
    people: Object.keys(lock.users).map((name) => toPerson(source, name)),
    ...(policy.mail === undefined ? {} : { mail: policy.mail }),
    calendars: Object.fromEntries(
      Object.entries(policy.calendars ?? {}).map(([name, calendar]) => [
        name,
        compileCalendarOf(calendar, lock, source.year),
      ]),
    ),
    policies: compileRows(source, ids),
    ...(policy.budgets === undefined ? {} : { budgets: policy.budgets }),
    adopt: policy.adopt ?? [],
    sinks:
      salesforce === undefined
        ? {}
        : {
            salesforce: {
              on: salesforce.on,
              object: salesforce.object,
              key: salesforce.key,
              map: Object.fromEntries(
                Object.entries(salesforce.map).map(([target, name]) => [target, fieldId(ids, name)]),
              ),
            },
          },
    decidingFieldIds: deciding.map((name) => fieldId(ids, name)),
    shadowFieldIds: shadowed.map((name) => fieldId(ids, name)),
    noticeFieldIds: noticed.map((name) => fieldId(ids, name)),
  };
};
