import { callCases, type CasesParts } from './case-fields.ts';
import { ControlError } from './control-error.ts';

/** Id of a case field by its id or label; the ending that a deployment gives a label may be left out. @throws ControlError */
export function fieldIdOf(parts: CasesParts, given: string): string {
  const fields = pages(parts, 'ListFields', 'fields') as readonly { fieldId: string; name: string }[];
  return found(
    'case field',
    given,
    fields.map(({ fieldId: id, name }) => ({ id, name })),
  );
}

const templatesOf = (parts: CasesParts): readonly { readonly templateId: string; readonly name: string }[] =>
  pages(parts, 'ListTemplates', 'templates') as readonly { readonly templateId: string; readonly name: string }[];

/** Labels of the templates, as people call them. */
export const templateLabels = (parts: CasesParts): readonly string[] =>
  templatesOf(parts).map(({ name }) => withoutStage(name));

/** Id of an active template by its id or label, like `fieldIdOf`. @throws ControlError */
export function templateIdOf(parts: CasesParts, given: string): string {
  const templates = templatesOf(parts);
  return found(
    'template',
    given,
    templates.map(({ templateId: id, name }) => ({ id, name })),
  );
}

function found(what: string, given: string, all: readonly { readonly id: string; readonly name: string }[]): string {
  const one = all.find(({ id, name }) => id === given || name === given || withoutStage(name) === given);
  if (one) return one.id;
  const known = all.map(({ name }) => withoutStage(name)).join(', ') || 'none';
  throw new ControlError('not-found', `the Cases domain has no ${what} "${given}"; there are: ${known}`);
}

/** A label without the stage of a deployment at its end, ` [dev]`, which tells admins apart what others do not see. */
export const withoutStage = (label: string): string => label.replace(/ \[[a-z0-9-]+\]$/, '');

function pages(parts: CasesParts, operation: string, member: string): readonly unknown[] {
  const all: unknown[] = [];
  let nextToken: string | undefined;
  do {
    const page = callCases(parts, operation, { maxResults: 100, nextToken }) as
      | (Readonly<Record<string, unknown[]>> & { readonly nextToken?: string })
      | undefined;
    all.push(...(page?.[member] ?? []));
    nextToken = page?.nextToken;
  } while (nextToken !== undefined);
  return all;
}
