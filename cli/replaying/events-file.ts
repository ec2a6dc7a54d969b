import { caseItem, type CaseItem } from '../../lambda/contract/case-item.ts';
import { inboxMessage } from '../../lambda/contract/inbox-message.ts';
import type { MessageAt } from '../../lambda/domain/explain/fold-timeline.ts';
import { readStandardInput } from '../explaining/standard-input.ts';
import { UserError, type CommandIo } from '../command.ts';
import { readTextFile } from '../read-text-file.ts';

/** What happened to one case, and what the ledger made of it, if the file has that. */
export interface CaseOfFile {
  readonly caseId: string;
  /** In order of their instants. */
  readonly messages: readonly MessageAt[];
  readonly item: CaseItem | undefined;
}

/** Longer files are played in parts. */
const mostBytes = 200_000_000;
const mostProblems = 20;

/**
 * Reads case events (as EventBridge delivers them), signals, and items of the ledger, one JSON value a line, by case.
 * @throws UserError with the lines that are neither
 */
export async function readEvents(given: string, io: CommandIo): Promise<readonly CaseOfFile[]> {
  const text = given === '-' ? await readStandardInput(io, mostBytes) : await readTextFile(given, io);
  const cases = new Map<string, { messages: MessageAt[]; item: CaseItem | undefined }>();
  const problems: string[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = readLine(line);
    if (typeof read === 'string') {
      problems.push(`  line ${index + 1}: ${read}`);
      continue;
    }
    const known = cases.get(read.caseId) ?? { messages: [], item: undefined };
    cases.set(read.caseId, known);
    if ('item' in read) known.item = read.item;
    else known.messages.push(read.message);
  }
  if (problems.length > 0) {
    const more = problems.length > mostProblems ? [`  and ${problems.length - mostProblems} more`] : [];
    throw new UserError([`${given} cannot be played:`, ...problems.slice(0, mostProblems), ...more].join('\n'), {
      next: 'Every line is one JSON value: a case event, a signal, or an item of the ledger. docs/how-to/redrive.md shows them.',
    });
  }
  return [...cases].map(([caseId, { messages, item }]) => ({
    caseId,
    item,
    messages: messages.toSorted((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0)),
  }));
}

type Line =
  | { readonly caseId: string; readonly item: CaseItem }
  | { readonly caseId: string; readonly message: MessageAt };

/** A text says what is wrong, without repeating what the line says of people. */
function readLine(line: string): Line | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return 'is not JSON';
  }
  if (typeof value === 'object' && value !== null && 'schemaVersion' in value) {
    const item = caseItem.safeParse(value);
    return item.success
      ? { caseId: item.data.caseId, item: item.data }
      : `is no item of the ledger: ${places(item.error)}`;
  }
  const parsed = inboxMessage.safeParse(value);
  if (!parsed.success) return 'is neither a case event, nor a signal, nor an item of the ledger';
  const message = parsed.data;
  if (!('source' in message)) {
    if (message.kind === 'signal') return { caseId: message.caseId, message: { at: message.at, message } };
    if (message.kind !== 'due' && message.kind !== 'outcome') {
      return { caseId: message.caseId, message: { at: message.seenAt, message } };
    }
    return `is a hint of kind ${message.kind}, which says nothing of the case; leave it out`;
  }
  const { detail } = message;
  const at = Date.parse(detail.approximateChangeTime);
  const caseId = detail.case?.caseId ?? detail.relatedItem?.caseId;
  if (Number.isNaN(at)) return 'detail.approximateChangeTime must be an instant with its zone';
  if (caseId === undefined) return 'names no case: detail.case.caseId or detail.relatedItem.caseId';
  return { caseId, message: { at: new Date(at).toISOString(), message } };
}

function places({ issues }: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }): string {
  const all = issues.map(({ path }) => path.join('.') || 'the whole');
  return `wrong at ${[...new Set(all)].slice(0, 5).join(', ')}`;
}
