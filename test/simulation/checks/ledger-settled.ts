import type { CaseItem, ClockState } from '../../../lambda/contract/case-item.ts';
import { erasureOf } from '../functions/erasures.ts';
import { lettersOf } from './dead-letters.ts';
import type { Evidence, Violation } from './evidence.ts';
import { timeText, type KnownCase } from './knowledge.ts';
import type { ExpectedCycle } from './oracle.ts';
import { allowances, bytesAllowed } from './permissions.ts';

/** The item is at rest, and says of the clocks what is true. */
export function findUnsettled(evidence: Evidence, known: KnownCase): Violation[] {
  const { history, item } = known;
  const { caseId } = history;
  if (item === undefined) {
    if (known.isUnheard) return [];
    const sentence = `case ${caseId}, created at ${timeText(history.createdAt)}: the ledger does not know it at ${timeText(evidence.endedAt)}`;
    return [{ check: 'ledger disagrees', caseId, sentence }];
  }
  return [
    ...unfinishedIn(evidence, item),
    ...disagreementsOf(evidence, known, item),
    ...tooLarge(item),
    ...rememberedOf(evidence, item),
    ...owedInVain(evidence, item),
  ];
}

/** Stops come before levels: a look that cancels an effect has known better than to owe it. */
function owedInVain({ faults }: Evidence, { caseId, effects }: CaseItem): Violation[] {
  return Object.values(effects).flatMap(({ key, level, status, attempt, owedAt, outcome }): Violation[] => {
    if (level === 'native' || status !== 'cancelled' || attempt > 0 || outcome?.at !== owedAt) return [];
    // A batch folds its messages in the order in which they are handed over: of a change that comes last the first knew nothing.
    if (outcome.reason?.startsWith('what reached us late') === true) return [];
    const at = Date.parse(owedAt);
    if (faults.some(({ name, to }) => name === 'inbox stuck' && Math.abs(to - at) <= allowances.levelActs)) return [];
    const sentence = `case ${caseId}: ${key} was owed and cancelled by one look at ${owedAt} (${outcome.reason ?? ''})`;
    return [{ check: 'unneeded', caseId, about: key, sentence }];
  });
}

/** What a deleted case said about people is gone, whatever is told of it later; two days later its facts are, too. */
function rememberedOf({ endedAt }: Evidence, item: CaseItem): Violation[] {
  const { caseId, deleted, shadow } = item;
  const erasure = erasureOf(item);
  if (erasure !== undefined && erasure + allowances.erasureTakes <= endedAt) {
    const sentence = `case ${caseId} was deleted at ${item.deletedAt}, and what is known of it is not erased at ${timeText(endedAt)}`;
    return [{ check: 'not forgotten', caseId, sentence }];
  }
  const fields = Object.keys(shadow).join(', ');
  if (deleted !== true || fields === '') return [];
  const sentence = `case ${caseId} was deleted, and its item still holds ${fields}`;
  return [{ check: 'not forgotten', caseId, about: fields, sentence }];
}

function unfinishedIn(evidence: Evidence, { caseId, effects, outbox, sinks }: CaseItem): Violation[] {
  const { endedAt } = evidence;
  // What the bus has taken the sink's queue and its dead letters carry.
  const isAmongDeadLetters = lettersOf(evidence, 'sink', caseId).length > 0;
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
      .filter(([, { wanted, delivered }]) => delivered < wanted && !isAmongDeadLetters)
      .map(([name, { wanted, delivered }]) => unfinished(`sink ${name}`, `has ${delivered} of ${wanted} snapshots`)),
  ];
}

/** Verdicts are a function of what happened, whatever the order in which it was told. */
function disagreementsOf(evidence: Evidence, known: KnownCase, item: CaseItem): Violation[] {
  const wanted = known.told.cycles.map(tellExpected);
  const found = item.clocks.map(tellFound);
  const isOvertaken = known.isDatedByReads || hasChangedWhileRead(evidence, known);
  const isSame = (one: ToldClock, other: ToldClock): boolean =>
    one.what === other.what &&
    (one.at === other.at || (isOvertaken && Math.abs(one.at - other.at) <= allowances.readTakes));
  const { caseId } = item;
  const differ = (clock: ToldClock, how: string): Violation => ({
    check: 'ledger disagrees',
    caseId,
    about: clock.what,
    sentence: `case ${caseId}: ${how}: ${clock.what} ${timeText(clock.at)}`,
  });
  return [
    ...wanted.filter((one) => !found.some((other) => isSame(one, other))).map((one) => differ(one, 'the ledger lacks')),
    ...found
      .filter((one) => !wanted.some((other) => isSame(one, other)))
      .map((one) => differ(one, 'the ledger says wrongly')),
  ];
}

/** Whether people changed the case while a read of it may have been on its way. */
function hasChangedWhileRead({ reads }: Evidence, { history: { caseId, changes, deletedAt } }: KnownCase): boolean {
  const changedAt = [...changes.filter(({ by }) => by === 'people').map(({ at }) => at), deletedAt ?? Infinity];
  return reads.some(
    (read) => read.caseId === caseId && changedAt.some((at) => at <= read.at && at >= read.at - allowances.readTakes),
  );
}

interface ToldClock {
  readonly what: string;
  /** When it ended, or is due. */
  readonly at: number;
}

const tellExpected = ({ kind, number, cycle }: ExpectedCycle): ToldClock => ({
  what: tell(kind, number, cycle.row.name, cycle.startedAt, cycle.verdict),
  at: (cycle.verdict === 'running' ? cycle.deadline : cycle.endedAt) ?? Infinity,
});

function tellFound({ kind, cycle, policy, startedAt, verdict, endedAt, deadline }: ClockState): ToldClock {
  const at = verdict === 'running' ? deadline : endedAt;
  return {
    what: tell(kind, cycle, policy, Date.parse(startedAt), verdict),
    at: at === undefined ? Infinity : Date.parse(at),
  };
}

function tell(kind: string, number: number, row: string, startedAt: number, verdict: string): string {
  const isRunning = verdict === 'running';
  return `${kind} ${number} (${row}) from ${timeText(startedAt)}: ${verdict}${isRunning ? ', due' : ''}`;
}

function tooLarge(item: CaseItem): Violation[] {
  const bytes = Buffer.byteLength(JSON.stringify(item));
  const allowed = bytesAllowed(item);
  if (bytes <= allowed) return [];
  const sentence = `case ${item.caseId}: its item has ${bytes} bytes, and ${allowed} are allowed`;
  return [{ check: 'too large', caseId: item.caseId, sentence }];
}
