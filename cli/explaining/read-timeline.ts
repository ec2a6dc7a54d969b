import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { systemFields } from '../../lambda/contract/policy-file.ts';
import type { CaseTimeline } from '../../lambda/domain/explain/fold-timeline.ts';
import { suggestion } from '../../lib/policy/nearest-name.ts';
import { readInstant } from '../calendar-lines/instant-text.ts';
import { UserError, type CommandIo } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';
import { readStandardInput } from './standard-input.ts';

/** Far more than a case has; a file beyond that is something else. */
const mostBytes = 1_000_000;
const mostEvents = 1000;

const instant = z
  .string()
  .refine(
    (text) => readInstant(text) !== undefined,
    'allowed: an instant with its zone, like 2026-01-05T09:00:00+09:00',
  )
  .transform((text) => new Date(readInstant(text) ?? 0).toISOString());
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const timelineFile = z.strictObject({
  policy: z.string().min(1).optional(),
  template: z.string().min(1),
  createdAt: instant,
  events: z
    .array(z.strictObject({ at: instant, fields: z.record(z.string(), value) }))
    .max(mostEvents)
    .default([]),
  signals: z
    .array(
      z.strictObject({
        at: instant,
        kind: z.enum(['inbound', 'outbound', 'agent', 'comment']),
        id: z.string().min(1).optional(),
      }),
    )
    .max(mostEvents)
    .default([]),
  deletedAt: instant.optional(),
  now: instant.optional(),
});
export type TimelineFile = z.infer<typeof timelineFile>;

export interface ReadTimeline {
  /** As a person would call it, for messages. */
  readonly shown: string;
  readonly file: TimelineFile;
  /** Path of the policy that it names, seen from the working directory. */
  readonly policyPath: string | undefined;
}

/** Reads a timeline from a file, or from standard input for `-`. @throws UserError with everything that is wrong */
export async function readTimeline(given: string, io: CommandIo): Promise<ReadTimeline> {
  const shown = given === '-' ? 'standard input' : given;
  const text = given === '-' ? await readStandardInput(io, mostBytes) : await readTextFile(given, io);
  if (text.length > mostBytes)
    throw new UserError(`${shown} is longer than ${mostBytes} characters; a timeline has a few lines for each event`);
  const parsed = timelineFile.safeParse(jsonOf(text, shown));
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, 20).map(({ path, message }) => `  ${placeOf(path)}: ${message}`);
    throw new UserError([`${shown} is no timeline:`, ...problems].join('\n'), {
      cause: parsed.error,
      next: 'casewarden explain --help shows one.',
    });
  }
  const { policy } = parsed.data;
  const beside = policy === undefined || given === '-' ? policy : join(dirname(given), policy);
  return { shown, file: parsed.data, policyPath: policy !== undefined && resolve(policy) === policy ? policy : beside };
}

function jsonOf(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${shown} is not JSON: ${(cause as Error).message}`, {
      cause,
      next: 'casewarden explain --help shows a timeline.',
    });
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the whole';
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');
}

/**
 * The timeline with ids in place of names. @throws UserError for a template or field that the policy does not know, and for
 * instants that contradict each other
 */
export function toCaseTimeline(
  { file, shown }: ReadTimeline,
  compiled: CompiledPolicy,
  templates: readonly string[],
): CaseTimeline {
  const { template, createdAt, deletedAt, events, signals } = file;
  if (!templates.includes(template))
    throw new UserError(
      `${shown}: template: the policy has no template ${JSON.stringify(template)}; templates: ${templates.join(', ')}${suggestion(template, templates)}`,
    );
  const names = [...new Set([...Object.keys(compiled.fields), ...systemFields])];
  const idOf = (name: string): string => {
    if (!names.includes(name))
      throw new UserError(
        `${shown}: events: the policy has no field ${JSON.stringify(name)}; fields: ${names.join(', ')}${suggestion(name, names)}`,
      );
    return Object.hasOwn(compiled.fields, name) ? compiled.fields[name]!.id : name;
  };
  if (deletedAt !== undefined && deletedAt < createdAt)
    throw new UserError(`${shown}: deletedAt: the case is deleted before it is created`);
  return {
    caseId: 'timeline',
    templateId: template,
    createdAt,
    deletedAt,
    events: events.map(({ at, fields }) => ({
      at,
      fields: Object.fromEntries(Object.entries(fields).map(([name, set]) => [idOf(name), set])),
    })),
    signals: signals.map(({ at, kind, id }, index) => ({ at, kind, id: id ?? `signal-${index + 1}` })),
  };
}
