import type { CaseItem, ClockState } from '../../../lambda/contract/case-item.ts';
import type { Evidence, Violation } from './evidence.ts';
import { timeText, type KnownCase } from './knowledge.ts';
import type { ExpectedCycle } from './oracle.ts';
import { bytesAllowed } from './permissions.ts';

/** The item is at rest, and says of the clocks what is true. */
export function findUnsettled(evidence: Evidence, known: KnownCase): Violation[] {
  const { history, item } = known;
  const { caseId } = history;
  if (item === undefined) {
    if (known.isUnheard) return [];
    const sentence = `case ${caseId}, created at ${timeText(history.createdAt)}: the ledger does not know it at ${timeText(evidence.endedAt)}`;
    return [{ check: 'ledger disagrees', caseId, sentence }];
  }
  return [...unfinishedIn(evidence, item), ...disagreementsOf(known, item), ...tooLarge(item)];
}

function unfinishedIn({ endedAt }: Evidence, { caseId, effects, outbox, sinks }: CaseItem): Violation[] {
  const unfinished = (about: string, what: string): Violation => ({
    check: 'unfinished',
    caseId,
    about,
    sentence: `case ${caseId}: ${about} ${what} at ${timeText(endedAt)}, when everything should be at rest`,
  });
  return [
    ...Object.values(effects)
      .filter(({ status }) => status === 'pending' || status === 'claimed')
      .map(({ key, status, owedAt, attempt, retryNotBefore }) =>
        unfinished(
          key,
          `(owed since ${owedAt}, attempts ${attempt}, not before ${retryNotBefore ?? '-'}) is still ${status}`,
        ),
      ),
    ...outbox.map(({ id, detailType }) => unfinished(`announcement ${id} (${detailType})`, 'is still in the outbox')),
    ...Object.entries(sinks)
      .filter(([, { wanted, delivered }]) => delivered < wanted)
      .map(([name, { wanted, delivered }]) => unfinished(`sink ${name}`, `has ${delivered} of ${wanted} snapshots`)),
  ];
}

/**
 * Verdicts are a function of what happened, whatever the order in which it was told. When an event was lost and a read has told
 * of the same thing, the instant is that of the read: then nothing is compared, since the truth cannot be known.
 */
function disagreementsOf(known: KnownCase, item: CaseItem): Violation[] {
  const hasReadInstead =
    known.hasLostEvents && Object.values(item.effects).some(({ status }) => status === 'cancelled');
  if (hasReadInstead) return [];
  const wanted = known.told.cycles.map(tellExpected).sort();
  const found = item.clocks.map(tellFound).sort();
  const { caseId } = item;
  const differ = (clock: string, what: string): Violation => ({
    check: 'ledger disagrees',
    caseId,
    about: clock,
    sentence: `case ${caseId}: ${what}: ${clock}`,
  });
  return [
    ...wanted.filter((clock) => !found.includes(clock)).map((clock) => differ(clock, 'the ledger lacks')),
    ...found.filter((clock) => !wanted.includes(clock)).map((clock) => differ(clock, 'the ledger says wrongly')),
  ];
}

const tellExpected = ({ kind, number, cycle }: ExpectedCycle): string =>
  tell(kind, number, cycle.row.name, cycle.startedAt, cycle.verdict, cycle.endedAt, cycle.deadline);

const tellFound = ({ kind, cycle, policy, startedAt, verdict, endedAt, deadline }: ClockState): string =>
  tell(
    kind,
    cycle,
    policy,
    Date.parse(startedAt),
    verdict,
    endedAt === undefined ? undefined : Date.parse(endedAt),
    deadline === undefined ? undefined : Date.parse(deadline),
  );

function tell(
  kind: string,
  number: number,
  row: string,
  startedAt: number,
  verdict: string,
  endedAt: number | undefined,
  deadline: number | undefined,
): string {
  const ended = verdict === 'running' ? `due ${timeText(deadline ?? Infinity)}` : `${timeText(endedAt ?? Infinity)}`;
  return `${kind} ${number} (${row}) from ${timeText(startedAt)}: ${verdict}, ${ended}`;
}

function tooLarge(item: CaseItem): Violation[] {
  const bytes = Buffer.byteLength(JSON.stringify(item));
  const allowed = bytesAllowed(Object.keys(item.effects).length);
  if (bytes <= allowed) return [];
  const sentence = `case ${item.caseId}: its item has ${bytes} bytes, and ${allowed} are allowed`;
  return [{ check: 'too large', caseId: item.caseId, sentence }];
}
