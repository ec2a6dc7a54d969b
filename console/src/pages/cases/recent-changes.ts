import { useEffect, useSyncExternalStore } from 'react';
import type { CaseSummary } from '../../../../sandbox/control/schema.ts';
import { caseList } from '../../live/case-list.ts';

export type Change = 'new' | 'changed';

/** How long a case is marked, in real time. */
const markedMilliseconds = 6_000;

const marks = new Map<string, Change>();
const endings = new Map<string, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

function mark(caseId: string, change: Change): void {
  clearTimeout(endings.get(caseId));
  // A case that has just come stays new, though more happens to it at once.
  if (marks.get(caseId) !== 'new') marks.set(caseId, change);
  endings.set(
    caseId,
    setTimeout(() => {
      marks.delete(caseId);
      endings.delete(caseId);
      tell();
    }, markedMilliseconds),
  );
}

/** Which cases of a list came or changed since the list before it: those of which there is another object. */
function changesBetween(
  before: readonly CaseSummary[],
  after: readonly CaseSummary[],
): readonly { readonly caseId: string; readonly change: Change }[] {
  const known = new Map(before.map((one) => [one.caseId, one]));
  return after.flatMap((one) => {
    const earlier = known.get(one.caseId);
    if (earlier === one) return [];
    return [{ caseId: one.caseId, change: earlier === undefined ? 'new' : 'changed' }];
  });
}

/** Marks the cases that come or change from now on, until the returned function is called. */
function markChanges(): () => void {
  let before = caseList.get();
  const end = caseList.subscribe(() => {
    const after = caseList.get();
    // What was there when the list came first is not news.
    const changes = before.loaded ? changesBetween(before.cases, after.cases) : [];
    before = after;
    for (const { caseId, change } of changes) mark(caseId, change);
    if (changes.length > 0) tell();
  });
  return () => {
    end();
    for (const ending of endings.values()) clearTimeout(ending);
    endings.clear();
    marks.clear();
  };
}

/** Marks what comes and changes while the list is on screen. */
export const useChangeMarks = (): void => useEffect(markChanges, []);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether a case has just come or changed; undefined again after some seconds. */
export const useChange = (caseId: string): Change | undefined =>
  useSyncExternalStore(subscribe, () => marks.get(caseId));
