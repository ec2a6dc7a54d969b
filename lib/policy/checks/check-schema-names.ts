import { builtInStatuses, systemFields, type PolicyFile } from '../../../lambda/contract/policy-file.ts';
import { entriesOf, itemsOf } from '../draft.ts';
import type { Finding } from '../finding.ts';
import { nativeTarget } from '../own-fields.ts';
import { atKey, atValue, namedOneOf, repeatedEntries, type Check, type CheckInput } from './check-input.ts';

/**
 * A layout holds 100 fields, a fixed quota; two owner fields, the customer and two times are on every one.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#cases-quotas
 */
const mostFieldsPerTemplate = 95;

/**
 * Fields that Casewarden itself may put on a template's layout: one for each policy that Cases cannot judge, or whose SLA a
 * rule may attach at an update.
 */
function ownFieldsOf(template: string, draft: CheckInput['draft']): number {
  return entriesOf(draft.policies).filter(
    ([, row]) =>
      row.for?.template === template &&
      row.native !== false &&
      (nativeTarget(row as PolicyFile['policies'][string]) === undefined ||
        (row.calendar === undefined && Object.keys(row.start ?? {}).length > 0)),
  ).length;
}

/**
 * Names that a field of the file must not take: system fields of Cases (also those that only the data lake documents), and
 * the answers of the pre-chat form that are not fields.
 */
const reservedFields: ReadonlySet<string> = new Set([
  ...systemFields,
  'last_reopened_datetime',
  'last_updated_user',
  'next_sla_breach_datetime',
  'name',
  'email',
  'url',
]);

function checkFields({ fields, draft, statuses }: CheckInput): readonly Finding[] {
  const reserved = [...(fields ?? [])].flatMap((name) => {
    if (reservedFields.has(name)) {
      return [
        atKey(
          ['fields', name],
          `the name is a built-in one; choose another, and leave built-in fields out of "fields"`,
        ),
      ];
    }
    if (name.startsWith('casewarden_')) {
      return [atKey(['fields', name], 'names that start with casewarden_ are kept for Casewarden; choose another')];
    }
    return [];
  });
  const withoutOptions = entriesOf(draft.fields).flatMap(([name, field]) =>
    field.type === 'single-select' && field.options !== undefined && Object.keys(field.options).length === 0
      ? [atKey(['fields', name, 'options'], 'found no option; allowed: at least one')]
      : [],
  );
  const labels = new Map<string, string>();
  const sameLabel = entriesOf(draft.fields).flatMap(([name, field]) => {
    const other = field.label === undefined ? undefined : labels.get(field.label);
    if (field.label !== undefined && other === undefined) labels.set(field.label, name);
    return other === undefined
      ? []
      : [
          atValue(
            ['fields', name, 'label'],
            `field ${JSON.stringify(other)} has the same label; Cases wants each once`,
          ),
        ];
  });
  const builtIn = [...(statuses ?? [])].flatMap((name) =>
    Object.hasOwn(builtInStatuses, name)
      ? [atKey(['statuses', name], `"${name}" is built into Cases and cannot be changed; leave it out`)]
      : [],
  );
  return [...reserved, ...withoutOptions, ...sameLabel, ...builtIn];
}

function checkTemplates({ draft, fields, templates }: CheckInput): readonly Finding[] {
  const labels = new Map<string, string>();
  const empty =
    templates !== undefined && templates.size === 0 && draft.templates !== undefined
      ? [atKey(['templates'], 'found no template; allowed: at least one')]
      : [];
  const each = entriesOf(draft.templates).flatMap(([name, template]) => {
    const path = ['templates', name];
    const own = new Set(itemsOf(template.fields).map(([, field]) => field));
    const most = mostFieldsPerTemplate - ownFieldsOf(name, draft);
    const sameLabel = template.label === undefined ? undefined : labels.get(template.label);
    if (template.label !== undefined && sameLabel === undefined) labels.set(template.label, name);
    return [
      ...(sameLabel === undefined
        ? []
        : [
            atValue(
              [...path, 'label'],
              `template ${JSON.stringify(sameLabel)} has the same label; Cases wants each once`,
            ),
          ]),
      ...itemsOf(template.fields).flatMap(([index, field]) =>
        namedOneOf([...path, 'fields', index], 'field', field, fields, 'under "fields"'),
      ),
      ...repeatedEntries([...path, 'fields'], template.fields),
      ...(own.size > most
        ? [
            atKey(
              [...path, 'fields'],
              `found ${own.size} fields; allowed: at most ${most} for this template, because a layout holds 100 and Casewarden adds ${100 - most}`,
            ),
          ]
        : []),
      ...(template.fields === undefined
        ? []
        : itemsOf(template.required).flatMap(([index, field]) =>
            namedOneOf([...path, 'required', index], 'field', field, own, "in the template's fields"),
          )),
      ...repeatedEntries([...path, 'required'], template.required),
    ];
  });
  return [...empty, ...each];
}

/** Fields, statuses and templates: what will be created in the Cases domain. */
export const checkSchemaNames: Check = (input) => [...checkFields(input), ...checkTemplates(input)];
