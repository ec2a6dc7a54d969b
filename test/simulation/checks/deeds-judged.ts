import type { ClockPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { Deed } from '../outside/outside.ts';
import type { Evidence, Violation } from './evidence.ts';
import { timeText, whyUnneeded, type KnownCase } from './knowledge.ts';
import { allowances, deedsAllowed, skewOf } from './permissions.ts';

const actionOf = { mail: 'email', task: 'task', slack: 'slack' } as const;
type Notice = Deed & { readonly kind: keyof typeof actionOf; readonly effectKey: string };

const isNotice = (deed: Deed): deed is Notice => deed.kind in actionOf && deed.effectKey !== undefined;
const noticesOf = ({ deeds }: Evidence, caseId: string): readonly Notice[] =>
  deeds.filter((deed) => deed.caseId === caseId).filter(isNotice);

/** No effect reached people more often than its class permits. */
export function findDoubled(evidence: Evidence, { history: { caseId } }: KnownCase): Violation[] {
  const notices = noticesOf(evidence, caseId);
  const isSame = (one: Notice, other: Notice): boolean => one.kind === other.kind && one.effectKey === other.effectKey;
  const firsts = notices.filter((deed, place) => notices.findIndex((other) => isSame(deed, other)) === place);
  return firsts.flatMap((first) => {
    const deeds = notices.filter((deed) => isSame(deed, first));
    const { kind, effectKey } = first;
    if (deeds.length <= deedsAllowed[actionOf[kind]].times) return [];
    const times = deeds.map(({ at, runId }) => `${timeText(at)} by ${runId}`).join(', ');
    const sentence = `case ${caseId}: ${effectKey} was done ${deeds.length} times as ${kind}: ${times}`;
    return [{ check: 'doubled' as const, caseId, about: effectKey, sentence }];
  });
}

/** What was done was needed by the last read of the run that did it, and unless events went astray, by the truth. */
export function findUnneeded(evidence: Evidence, known: KnownCase): Violation[] {
  const { caseId } = known.history;
  const judge = (deed: Deed, about: string, rows: readonly ClockPolicy[]): Violation[] => {
    const why = whyUndue(evidence, deed, rows);
    const sentence = `case ${caseId}: ${about} was done as ${deed.kind} at ${timeText(deed.at)} by ${deed.runId}, but ${why}`;
    return why === undefined ? [] : [{ check: 'unneeded', caseId, about, sentence }];
  };
  const notices = noticesOf(evidence, caseId);
  const ofNobody = notices.flatMap((deed): Violation[] => {
    if (known.hasEventFaults) return [];
    const owed = known.expected.owed.find(({ key }) => key === deed.effectKey);
    if (owed !== undefined && owed.since <= deed.at + skewOf(evidence)) return [];
    if (isNewsHeldUp(evidence, known, deed)) return [];
    const because = owed === undefined ? 'no level ever owed it' : `its level came at ${timeText(owed.since)} only`;
    const sentence = `case ${caseId}: ${deed.effectKey} was done as ${deed.kind} at ${timeText(deed.at)}, but ${because}`;
    return [{ check: 'unneeded', caseId, about: deed.effectKey, sentence }];
  });
  return [
    ...notices.flatMap((deed) => judge(deed, deed.effectKey, rowsNamed(evidence, deed.effectKey.split(':')[0] ?? ''))),
    ...ownersSet(evidence, caseId).flatMap((deed) => judge(deed, `owner ${deed.what}`, rowsThatGiveTo(evidence, deed))),
    ...ofNobody,
  ];
}

/**
 * Whether people have changed the case while nobody could take in what is told of it: until the message is visible again the case
 * itself is all that is known, and it does not tell what it was before.
 */
function isNewsHeldUp({ faults }: Evidence, { history }: KnownCase, deed: Deed): boolean {
  const holding = faults.filter(({ name }) => name === 'ledger away' || name === 'inbox stuck');
  const changes = history.changes.filter(({ by, at }) => by === 'people' && at <= deed.at);
  return holding.some(({ from, to }) =>
    changes.some(({ at }) => at >= from - allowances.quickCalls && at <= to && deed.at <= to + allowances.visibleAgain),
  );
}

function whyUndue(evidence: Evidence, deed: Deed, rows: readonly ClockPolicy[]): string | undefined {
  const { reads, policy } = evidence;
  // What one lane has read the others may decide by; what the run read itself is newer than what it may have been left.
  const before = reads.filter(({ caseId, at }) => caseId === deed.caseId && at <= deed.at);
  const oldest = deed.at - allowances.readGood - callsTook(evidence, deed) - skewOf(evidence);
  const own = before.findLast(({ runId, at }) => runId === deed.runId && at >= oldest);
  const good = before.filter(({ at }) => at >= (own?.at ?? oldest));
  const read = good.at(-1);
  if (read === undefined) return `nobody had read the case since ${timeText(oldest)}`;
  const reasons = good.flatMap(({ truth }) => rows.map((row) => whyUnneeded(policy, row, truth)));
  if (reasons.includes(undefined)) return undefined;
  return `at the last read, ${timeText(read.at)}, ${reasons[0] ?? 'no policy asks for it'}`;
}

/** What passed at most between the last look at the read and the deed: moments, unless a call of the run was slow. */
function callsTook({ faults }: Evidence, { runId }: Deed): number {
  const wasSlow = faults.some(({ name, call }) => name === 'slow' && call?.runId === runId);
  return wasSlow ? allowances.callTakes : allowances.quickCalls;
}

const rowsNamed = ({ policy }: Evidence, name: string): readonly ClockPolicy[] =>
  policy.policies.filter((row) => row.name === name);

const ownersSet = ({ deeds }: Evidence, caseId: string): readonly Deed[] =>
  deeds.filter((deed) => deed.caseId === caseId && deed.kind === 'set' && deed.what.includes('"assigned_user"'));

/** UpdateCase is not told of effects: any row that gives cases to that person may have asked for it. */
function rowsThatGiveTo({ policy }: Evidence, { what }: Deed): readonly ClockPolicy[] {
  const userArn = (JSON.parse(what) as Record<string, unknown>)['assigned_user'];
  return policy.policies.filter((row) =>
    row.levels.some(({ actions }) =>
      actions.some((action) => action.kind === 'reassign' && action.people[0]?.userArn === userArn),
    ),
  );
}
