import { systemFields } from '../../../lambda/contract/policy-file.ts';

/** Id of a field that a policy file names: its own field's id, or the name itself for a system field. Throws. */
export function fieldIdIn(fieldIds: Readonly<Record<string, string>>, name: string): string {
  const custom = fieldIds[name];
  if (custom !== undefined) return custom;
  if (systemFields.some((field) => field === name)) return name;
  throw new Error(
    `field ${name} is neither in \`fields:\` (${Object.keys(fieldIds).join(', ') || 'none'}) nor a system field (${systemFields.join(', ')})`,
  );
}
