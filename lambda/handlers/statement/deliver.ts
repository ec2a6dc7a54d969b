import type { Statement, StatementAnnouncement } from '../../contract/statement.ts';
import { CasewardenError, describeError, OutcomeUnknownError, ThrottledError } from '../../domain/errors.ts';
import { addSeconds } from '../../domain/instants.ts';
import type { Clock, Log, Quotas, SlackPoster } from '../../domain/ports.ts';
import type {
  StatementBus,
  StatementFate,
  StatementFiles,
  Statements,
} from '../../domain/statement/statement-ports.ts';
import { statementMarkdown, statementMessage } from '../../domain/statement/statement-text.ts';
import { createRunTurns, noteRefusal, takeTurn, tellRefusals } from '../shared/turns.ts';

export interface DeliverPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly statements: Statements;
  readonly bus: StatementBus;
  readonly files: StatementFiles;
  readonly slack: SlackPoster;
  readonly quotas: Quotas;
}

export interface DeliverySettings {
  /** Name of the bucket that `files` are in. */
  readonly bucket: string;
  /** Id of the channel that it is posted to; none without. */
  readonly slackChannel?: string | undefined;
}

/** How long a message waits for its turn among those of the lane. */
const longestWaitSeconds = 120;

/**
 * Brings the statement wherever it did not come so far: to the event bus, into the bucket, to Slack. One that fails keeps
 * none of the others from it.
 * @throws the first failure; the next run tries it again
 */
export async function deliver(ports: DeliverPorts, told: Statement, to: DeliverySettings): Promise<void> {
  const fate = await ports.statements.fate(told.date);
  const failures: CasewardenError[] = [];
  for (const way of ['publish', 'store', 'post'] as const) {
    try {
      if (way === 'publish') await publish(ports, told, fate);
      else if (way === 'store') await store(ports, told, fate);
      else await post(ports, told, to, fate);
    } catch (error) {
      if (!(error instanceof CasewardenError)) throw error;
      ports.log.error('statement not delivered', { way, ...describeError(error) });
      failures.push(error);
    }
  }
  const [first] = failures;
  if (first !== undefined) throw first;
}

async function publish(ports: DeliverPorts, told: Statement, fate: StatementFate): Promise<void> {
  if (fate.publishedAt !== undefined) return;
  await ports.bus.announce(announcementsOf(told));
  await ports.statements.mark(told.date, 'publishedAt', ports.clock.now());
}

async function store(ports: DeliverPorts, told: Statement, fate: StatementFate): Promise<void> {
  if (fate.storedAt !== undefined) return;
  await ports.files.put({
    key: keyOf(told, 'json'),
    contentType: 'application/json',
    text: `${JSON.stringify(told)}\n`,
  });
  const text = statementMarkdown(told, told.language);
  await ports.files.put({ key: keyOf(told, 'md'), contentType: 'text/markdown; charset=utf-8', text });
  await ports.statements.mark(told.date, 'storedAt', ports.clock.now());
}

/** Slack refuses no second message. So it is claimed first, and posted again only where it is known that none was posted. */
async function post(ports: DeliverPorts, told: Statement, to: DeliverySettings, fate: StatementFate): Promise<void> {
  const { date, language } = told;
  const { slackChannel: channel, bucket } = to;
  if (channel === undefined || fate.postedAt !== undefined) return;
  if (fate.postClaimedAt !== undefined) {
    return ports.log.error('nobody can tell whether the statement was posted to Slack', { date });
  }
  const turns = createRunTurns();
  const stopAt = addSeconds(ports.clock.now(), longestWaitSeconds);
  if (!(await takeTurn(ports, turns, 'slack:chat.postMessage', stopAt))) {
    throw new ThrottledError('Slack chat.postMessage: the lane has used the quota up for some minutes');
  }
  if (!(await ports.statements.claimPost(date, ports.clock.now()))) return;
  try {
    const text = statementMessage(told, language, `s3://${bucket}/${keyOf(told, 'md')}`);
    await ports.slack.post({ channel, text, effectKey: `statement:${date}` });
  } catch (error) {
    noteRefusal(turns, error);
    await tellRefusals(ports, turns);
    if (!(error instanceof OutcomeUnknownError)) await ports.statements.releasePost(date);
    throw error;
  }
  await ports.statements.mark(date, 'postedAt', ports.clock.now());
}

/** `statements/2026/11/25.json` */
const keyOf = ({ date }: Statement, extension: 'json' | 'md'): string =>
  `statements/${date.replaceAll('-', '/')}.${extension}`;

function announcementsOf(told: Statement): readonly StatementAnnouncement[] {
  const { date, at, sweeps, counts } = told;
  const published: StatementAnnouncement = {
    detailType: 'Statement Published',
    id: `statement:${date}`,
    at,
    date,
    sweeps,
    counts,
    neglectedCases: told.neglected.length + told.more,
  };
  const neglected = told.neglected.flatMap(({ caseId, reasons }) =>
    reasons.map(({ reason, since }) => ({
      detailType: 'Case Neglected' as const,
      id: `statement:${date}:${caseId}:${reason}`,
      at,
      date,
      caseId,
      reason,
      since,
    })),
  );
  return [published, ...neglected];
}
