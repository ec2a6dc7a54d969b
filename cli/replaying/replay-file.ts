import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { compiledPolicy, type CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { owedByMessages, replayCase } from '../../lambda/domain/replay/replay-case.ts';
import { isTouched } from '../../lambda/domain/replay/touched.ts';
import { runningPolicy } from '../../lambda/domain/running-policy.ts';
import { loadPolicy } from '../../lib/policy/load-policy.ts';
import { UserError, type CommandIo } from '../command.ts';
import { compileOffline } from '../offline-policy.ts';
import { policyPathOf } from '../policy-path.ts';
import { readEvents, type CaseOfFile } from './events-file.ts';
import type { ReplayReport, ReportedCase } from './report.ts';
import { replayWords } from './words.ts';

interface Given {
  readonly events: string;
  readonly policy: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Up to when the cases are played. */
  readonly now: string;
}

/** Plays the cases of a file again; asks nobody. @throws UserError, PolicyFileError */
export async function replayFile({ events, policy, from, to, now }: Given, io: CommandIo): Promise<ReplayReport> {
  const compiled = await readPolicy(policy, io);
  const cases = await readEvents(events, io);
  const found: ReportedCase[] = [];
  let agreed = 0;
  for (const one of cases) {
    if (!isInSpan(one, from ?? '', to ?? '9999')) continue;
    const replayed = replayOne(one, compiled, now);
    if (replayed.owed === undefined && replayed.unplayable === undefined && replayed.differences.length === 0)
      agreed += 1;
    else found.push(replayed);
  }
  return { now, agreed, found, unreadable: [], isStopped: false };
}

function replayOne({ caseId, item, messages }: CaseOfFile, compiled: CompiledPolicy, now: string): ReportedCase {
  if (item !== undefined)
    return replayCase(
      item,
      runningPolicy(item.policyHash, compiled),
      now,
      ...(messages.length === 0 ? [] : ([messages] as const)),
    );
  const owed = owedByMessages(messages, runningPolicy('offline', compiled), now);
  const unplayable = { ja: replayWords.ja.noPolicy, en: replayWords.en.noPolicy };
  return { caseId, differences: [], ...(owed === undefined ? { unplayable } : { owed }) };
}

function isInSpan({ item, messages }: CaseOfFile, from: string, to: string): boolean {
  return (item !== undefined && isTouched(item, from, to)) || messages.some(({ at }) => at >= from && at < to);
}

/** A policy file, or a compiled policy as the ledger keeps it. */
async function readPolicy(given: string | undefined, io: CommandIo): Promise<CompiledPolicy> {
  const path = policyPathOf(given, io);
  if (!path.endsWith('.json')) return compileOffline(await loadPolicy(path, { workingDirectory: io.workingDirectory }));
  try {
    const parsed = compiledPolicy.safeParse(JSON.parse(await readFile(resolve(io.workingDirectory, path), 'utf8')));
    if (parsed.success) return parsed.data;
    const places = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole');
    throw new UserError(`${path} is no compiled policy: wrong at ${[...new Set(places)].slice(0, 5).join(', ')}`, {
      next: 'Give the policy file (YAML), or what the row POLICY#… of the ledger has as policy.',
    });
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
