import { statementRequest, type Statement, type StatementAnswer } from '../../contract/statement.ts';
import type { CasePages } from '../../domain/case-pages.ts';
import { CasewardenError, describeError, MessageInvalidError } from '../../domain/errors.ts';
import { addSeconds } from '../../domain/instants.ts';
import { localDate } from '../../domain/merge-hours.ts';
import type { Policies } from '../../domain/ports.ts';
import {
  gather,
  nothingGathered,
  tellingPass,
  toStatement,
  type StatementBasis,
} from '../../domain/statement/gather.ts';
import type { InstanceUsers } from '../../domain/statement/statement-ports.ts';
import { statementText } from '../../domain/statement/statement-text.ts';
import type { SweepRows, SweepRuns } from '../../domain/sweep/sweep-ports.ts';
import { deliver, type DeliverPorts, type DeliverySettings } from './deliver.ts';

export interface StatementPorts extends DeliverPorts {
  readonly policies: Policies;
  readonly casePages: CasePages;
  readonly sweepRows: SweepRows;
  readonly sweepRuns: SweepRuns;
  readonly users: InstanceUsers;
}

export interface StatementSettings extends DeliverySettings {
  readonly policyHash: string;
  readonly timeZone: string;
}

const spanSeconds = 86_400;

/**
 * Makes the statement of the day and delivers it; or shows one that was made, when a person asks. A day has one statement,
 * however often its hour comes: a second run delivers what the first has kept, wherever that did not come so far.
 * @throws MessageInvalidError for a request of another form
 */
export async function runStatement(
  ports: StatementPorts,
  settings: StatementSettings,
  request: unknown,
): Promise<StatementAnswer> {
  const parsed = statementRequest.safeParse(request);
  if (!parsed.success)
    throw new MessageInvalidError('a request looks like {"show":{"date":"2026-11-24"}}, or is empty');
  const { show } = parsed.data;
  if (show !== undefined) return answerOf(await ports.statements.find(show.date));
  const date = localDate(settings.timeZone, ports.clock.now());
  const known = await ports.statements.find(date);
  const kept = known ?? (await ports.statements.keep(await make(ports, settings, date)));
  ports.log.info('statement', { date, neglected: kept.neglected.length + kept.more, runs: kept.sweeps.runs });
  await deliver(ports, kept, settings);
  return answerOf(kept);
}

async function make(ports: StatementPorts, settings: StatementSettings, date: string): Promise<Statement> {
  const policy = await ports.policies.byHash(settings.policyHash);
  const at = ports.clock.now();
  const from = addSeconds(at, -spanSeconds);
  const progress = await ports.sweepRows.progress();
  const begunAt = tellingPass(progress)?.begunAt;
  const basis: StatementBasis = {
    date,
    timeZone: settings.timeZone,
    language: policy.language,
    from,
    at,
    runs: await ports.sweepRuns.between(from, at),
    progress,
    seen: begunAt === undefined ? new Map() : await ports.sweepRows.seen(begunAt),
    users: await readUsers(ports),
  };
  let gathered = nothingGathered();
  let next: string | undefined;
  do {
    const page = await ports.casePages.page(next);
    gathered = gather(gathered, page, basis);
    next = page.next;
  } while (next !== undefined);
  return toStatement(gathered, basis);
}

/** Without the users nothing is said of owners who are gone; all else is. */
async function readUsers(ports: StatementPorts): Promise<ReadonlySet<string> | undefined> {
  try {
    return await ports.users.all();
  } catch (error) {
    if (!(error instanceof CasewardenError)) throw error;
    ports.log.error('users not read', describeError(error));
    return undefined;
  }
}

function answerOf(found: Statement | undefined): StatementAnswer {
  if (found === undefined) return { none: true };
  return { statement: found, texts: { ja: statementText(found, 'ja'), en: statementText(found, 'en') } };
}
