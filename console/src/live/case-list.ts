import type { CaseSummary } from '../../../sandbox/control/schema.ts';
import { callControl, type ControlFailure } from '../api/call-control.ts';
import { createStore } from './store.ts';

export interface CaseList {
  readonly cases: readonly CaseSummary[];
  /** False until the first answer came. */
  readonly loaded: boolean;
  readonly failure: ControlFailure | undefined;
}

/** All cases as the sandbox last told them, latest update first. Fetched whole once, then only what changed. */
export const caseList = createStore<CaseList>({ cases: [], loaded: false, failure: undefined });

const byId = new Map<string, CaseSummary>();

/** One case of the list, without a search. */
export const caseOf = (caseId: string): CaseSummary | undefined => byId.get(caseId);

let position: number | undefined;
let underWay: Promise<void> | undefined;
let askedAgain = false;

/** Fetches what changed since the last time; calls while one is under way end in one more. @returns the journal position reached; undefined while nothing has answered yet */
export async function refreshCaseList(): Promise<number | undefined> {
  if (underWay === undefined) {
    underWay = fetchChanges().finally(() => (underWay = undefined));
  } else askedAgain = true;
  await underWay;
  if (askedAgain) {
    askedAgain = false;
    return refreshCaseList();
  }
  return position;
}

async function fetchChanges(): Promise<void> {
  try {
    const { cases, removed, sequence } = await callControl('cases', position === undefined ? {} : { after: position });
    position = sequence;
    for (const one of cases) byId.set(one.caseId, one);
    for (const caseId of removed) byId.delete(caseId);
    const { loaded, failure } = caseList.get();
    const same = loaded && failure === undefined && cases.length === 0 && removed.length === 0;
    if (!same) caseList.set({ cases: latestFirst([...byId.values()]), loaded: true, failure: undefined });
  } catch (error) {
    caseList.set({ ...caseList.get(), failure: error as ControlFailure });
  }
}

const latestFirst = (cases: CaseSummary[]): CaseSummary[] =>
  cases.sort((one, other) => (one.updatedAt < other.updatedAt ? 1 : one.updatedAt > other.updatedAt ? -1 : 0));
