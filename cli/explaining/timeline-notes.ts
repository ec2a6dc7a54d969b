import { builtInStatuses, type PolicyFile } from '../../lambda/contract/policy-file.ts';
import { listText } from '../../lib/policy/finding.ts';
import { suggestion } from '../../lib/policy/nearest-name.ts';
import type { ReadTimeline } from './read-timeline.ts';

/** Values that a field may have by the policy file; undefined when it may have any. */
function optionsOf(field: string, { fields, statuses }: PolicyFile): readonly string[] | undefined {
  if (field === 'status') return [...Object.keys(builtInStatuses), ...Object.keys(statuses ?? {})];
  const known = fields !== undefined && Object.hasOwn(fields, field) ? fields[field] : undefined;
  return known?.type === 'single-select' ? Object.keys(known.options) : undefined;
}

/**
 * Values in a timeline that the policy file does not name, each once, in words. They are no mistake for certain: the console
 * can add options and statuses. But no condition of the file names them either.
 */
export function timelineNotes({ file, shown }: ReadTimeline, policy: PolicyFile): readonly string[] {
  const notes = file.events.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([field, value]): string[] => {
      const options = optionsOf(field, policy);
      if (options === undefined || value === null || options.includes(String(value))) return [];
      const found = `${field} ${JSON.stringify(value)}`;
      return [
        `${shown}: events: ${found} is none of the policy file: ${listText(options, 20)}${suggestion(String(value), options)}`,
      ];
    }),
  );
  return [...new Set(notes)];
}
