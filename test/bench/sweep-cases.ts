import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { CaseSeenMessage } from '../../lambda/contract/inbox-message.ts';
import { defaultQuotas, defaultShare } from '../../lambda/contract/quota-profile.ts';
import { SearchRefusedError } from '../../lambda/domain/errors.ts';
import { addMilliseconds, addSeconds } from '../../lambda/domain/instants.ts';
import type { CasePageWanted, FoundCase, FoundPage } from '../../lambda/domain/sweep/sweep-ports.ts';
import { runSweepCases } from '../../lambda/handlers/sweep-cases/run.ts';
import { sweepCasesSpec } from '../../lambda/handlers/sweep-cases/spec.ts';
import { deskPolicy, policyHash, templateId } from '../support/desk-policy.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';

export interface SweepCasesFigures {
  readonly runs: number;
  readonly searches: number;
  /** GetCase, for what is doubtful or was not shown. */
  readonly reads: number;
  /** Changes that no event told, and cases that nobody knew, which the inbox was told of. */
  readonly found: number;
  /** Virtual time from the beginning of the pass to its end. */
  readonly seconds: number;
}

/** Cases takes no more on a page. */
const pageSize = 100;
const itemsPerPage = 250;
const searchMilliseconds = 150;
const ledgerPageMilliseconds = 20;
/** lib/constructs/sweep-cases: the part of our share that all sweeps may spend, which two of them share, and how often it comes. */
const sweepPart = 0.3 / 2;
const periodSeconds = 300;
const mostRuns = 200;
const begun = '2026-11-24T12:00:00.000Z';
/** One case in so many has changed, or was created, without an event. */
const lostEvery = 100;

/**
 * What one full pass takes over so many open cases, nearly all of which the ledger knows, by the default quotas, beside the sweep of SLAs.
 * @param takesDates whether the search puts cases in order by date; else the pass goes by tokens, twice through all
 */
export async function measureSweepCases(open: number, takesDates: boolean): Promise<SweepCasesFigures> {
  const policy = { ...deskPolicy, decidingFieldIds: ['status'], shadowFieldIds: [] };
  const { state, ports } = createMemoryPorts(policy);
  const first = addSeconds(begun, -open - 7 * 86_400);
  const createdAt = (place: number): string => addSeconds(first, place);
  const found = (place: number): FoundCase => {
    const at = createdAt(place);
    const status = place % lostEvery === 1 ? 'in_progress' : 'open';
    return {
      caseId: `case-${place}`,
      templateId,
      createdAt: at,
      lastUpdatedAt: addSeconds(at, 60),
      fields: { status },
    };
  };
  // What was told stands in the ledger by the time anybody looks again.
  const taken = new Map<string, string>();
  const itemOf = (place: number): CaseItem | undefined =>
    place % lostEvery === 2 && !taken.has(`case-${place}`)
      ? undefined
      : ({
          caseId: `case-${place}`,
          templateId,
          createdAt: createdAt(place),
          policyHash,
          observations: [
            {
              fieldId: 'status',
              value: taken.get(`case-${place}`) ?? 'open',
              at: taken.has(`case-${place}`) ? begun : createdAt(place),
            },
          ],
          shadow: {},
          adopted: [],
          clocks: [{ verdict: 'running', policyHash }],
          effects: {},
        } as unknown as CaseItem);
  const take = (milliseconds: number): void => void (state.now = addMilliseconds(state.now, milliseconds));
  let [runs, searches, told] = [0, 0, 0];
  const page = async ({ by, from, token }: CasePageWanted): Promise<FoundPage> => {
    searches += 1;
    take(searchMilliseconds);
    if (!takesDates && by !== undefined) throw new SearchRefusedError('Cases SearchCases: ValidationException');
    // Nothing has changed lately.
    if (by === 'lastUpdatedAt') return { cases: [] };
    const since = from === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(from) - Date.parse(first)) / 1000));
    const start = since + Number(token ?? 0);
    const end = Math.min(open, start + pageSize);
    const cases = Array.from({ length: Math.max(0, end - start) }, (_unused, place) => found(start + place));
    return end < open ? { cases, next: String(end - since) } : { cases };
  };
  const placeOf = (caseId: string): number => Number(caseId.slice('case-'.length));
  const perSecond = defaultQuotas['cases:SearchCases'].perSecond * (Number.parseFloat(defaultShare) / 100);
  state.now = begun;
  while (state.sweep.progress?.full?.stage !== 'ended' && runs < mostRuns) {
    const dueAt = addSeconds(begun, runs * periodSeconds);
    if (state.now < dueAt) state.now = dueAt;
    runs += 1;
    await runSweepCases(
      {
        ...ports,
        search: { page },
        manyCases: {
          loadMany: async (caseIds) => ({
            items: new Map(
              caseIds.flatMap((caseId) => {
                const item = itemOf(placeOf(caseId));
                return item === undefined ? [] : [[caseId, item] as const];
              }),
            ),
            unreadable: new Set(),
          }),
        },
        casePages: {
          page: async (from) => {
            take(ledgerPageMilliseconds);
            const start = Number(from ?? 0);
            const end = Math.min(open, start + itemsPerPage);
            const items = Array.from({ length: end - start }, (_unused, place) => itemOf(start + place) ?? []).flat();
            return { items, unreadable: [], looked: items.length, next: end < open ? String(end) : undefined };
          },
        },
        inbox: {
          send: async (messages) => {
            for (const { message } of messages) {
              const { caseId, fields } = message as CaseSeenMessage;
              told += 1;
              taken.set(caseId, String(fields['status']));
            }
          },
        },
      },
      { policyHash, ratePerSecond: perSecond * sweepPart, timeoutSeconds: sweepCasesSpec.timeoutSeconds },
    );
  }
  const { endedAt = state.now } = state.sweep.progress?.full ?? {};
  const seconds = (Date.parse(endedAt) - Date.parse(begun)) / 1000;
  return { runs, searches, reads: state.reads.length, found: told, seconds };
}
