import type { Action, CompiledPolicy, Person } from '../../lambda/contract/compiled-policy.ts';
import { builtInStatuses, systemFields, type Consequence, type PolicyFile } from '../../lambda/contract/policy-file.ts';
import { durationSeconds } from './duration.ts';
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

function toAction(source: PolicySource, consequence: Consequence): Action {
  if ('reassign' in consequence) {
    const name = consequence.reassign;
    const team = defined(own(source.policy.teams, name), 'team', name);
    return { kind: 'reassign', team: name, people: team.users.map((user) => toPerson(source, user)), pick: team.pick };
  }
  if ('email' in consequence) return { kind: 'email', ...consequence.email };
  if ('task' in consequence) return { kind: 'task', ...consequence.task };
  return { kind: 'slack', ...consequence.slack };
}

/** The field that ends every clock. */
const untilField = 'status';

/** Names of the fields, in the policy file's words, that the texts of notices name. */
function noticeFields(policy: PolicyFile): readonly string[] {
  const texts = Object.values(policy.policies).flatMap(({ breach }) =>
    breach.flatMap((consequence) =>
      'email' in consequence ? [consequence.email.subject, consequence.email.body] : [],
    ),
  );
  return [...new Set(texts.flatMap(fieldsIn))];
}

/** Names of the fields that must be known of a case at all times: they decide clocks, or a sink wants to hear of them. */
function shadowFields(policy: PolicyFile): readonly string[] {
  return [...new Set([untilField, ...Object.values(policy.sinks?.salesforce?.map ?? {})])];
}

function fieldId(ids: DeployedIds, name: string): string {
  if (systemFields.some((field) => field === name)) return name;
  return defined(own(ids.fieldIds, name), 'field', name);
}

/**
 * Compiles a policy file that `loadPolicy` found valid into what the functions read at run time. Ids may be tokens at synth.
 * The order of lists is the file's own order, so that the same file always compiles to the same text.
 */
export const compilePolicy: CompilePolicy = (source, ids): CompiledPolicy => {
  const { policy, lock } = source;
  const shadowed = shadowFields(policy);
  const noticed = noticeFields(policy);
  const custom = Object.keys(policy.fields ?? {});
  const labels = systemFieldLabels[policy.language];
  const fields = Object.fromEntries(
    [...new Set([...shadowed, ...noticed, ...custom])].map((name) => [
      name,
      { id: fieldId(ids, name), label: own(policy.fields, name)?.label ?? own(labels, name) ?? name },
    ]),
  );
  const salesforce = policy.sinks?.salesforce;
  return {
    schemaVersion: 1,
    language: policy.language,
    timeZone: policy.timeZone ?? defaultTimeZones[policy.language],
    instanceArn: policy.connect.instance,
    casesDomainId: ids.casesDomainId,
    fields,
    statuses: { ...builtInStatuses, ...policy.statuses },
    people: Object.keys(lock.users).map((name) => toPerson(source, name)),
    ...(policy.mail === undefined ? {} : { mail: policy.mail }),
    policies: Object.entries(policy.policies).map(([name, row]) => ({
      name,
      severity: row.severity,
      for: { templateId: defined(own(ids.templateIds, row.for.template), 'template', row.for.template) },
      until: {
        fieldId: untilField,
        values: typeof row.until.status === 'string' ? [row.until.status] : row.until.status,
      },
      targetSeconds: durationSeconds(row.within),
      breach: row.breach.map((consequence) => toAction(source, consequence)),
    })),
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
    shadowFieldIds: shadowed.map((name) => fieldId(ids, name)),
    noticeFieldIds: noticed.map((name) => fieldId(ids, name)),
  };
};
