import type { CaseSla, FoundSla } from '../../../lambda/domain/ports.ts';
import type { Dice } from '../../domain/timelines/dice.ts';
import type { CaseStore, StoredCase } from './case-store.ts';

/* Native SLAs as Cases keeps them: they end by one field and one value, run out by time alone, and searches show them late. */

interface StoredSla {
  readonly relatedItemId: string;
  readonly caseId: string;
  readonly name: string;
  readonly targetTime: number;
  readonly attachedAt: number;
  readonly fieldId: string;
  readonly value: string;
  /** From when searches show it, its end and its removal. */
  readonly shownAt: number;
  overdueShownAt: number;
  completed: { readonly at: number; readonly shownAt: number } | undefined;
  removed: { readonly shownAt: number } | undefined;
}

export interface SlaStore {
  /** What a search shows of one case. */
  shown(caseId: string): readonly CaseSla[];
  /** What a search shows of all cases, in the order of their attachment. */
  shownOfAll(): readonly FoundSla[];
  /** How many there are. */
  count(caseId: string): number;
  attach(stored: StoredCase, sla: { name: string; targetMinutes: number; fieldId: string; value: string }): string;
  /** @returns the SLA that has been removed; undefined when there is none of that id */
  remove(caseId: string, relatedItemId: string): { readonly name: string } | undefined;
  /** As they are, without any lag. */
  readonly actual: () => ReadonlyMap<string, readonly CaseSla[]>;
}

const longestLagMilliseconds = 60_000;
const usualLagMilliseconds = 5000;

export function createSlaStore(now: () => number, dice: Dice, cases: CaseStore): SlaStore {
  const slas: StoredSla[] = [];
  let attached = 0;
  const lag = (): number => dice.below(1 + (dice.chance(0.85) ? usualLagMilliseconds : longestLagMilliseconds));
  const isThere = (sla: StoredSla): boolean => sla.removed === undefined && cases.find(sla.caseId) !== undefined;

  cases.onChange((stored, changed) => {
    for (const sla of slas) {
      if (sla.caseId !== stored.caseId || sla.completed !== undefined || sla.removed !== undefined) continue;
      if (!changed.includes(sla.fieldId) || stored.truth.fields[sla.fieldId] !== sla.value) continue;
      sla.completed = { at: now(), shownAt: now() + lag() };
    }
  });

  const toShown = (sla: StoredSla): CaseSla[] => {
    if (cases.find(sla.caseId) === undefined || sla.shownAt > now()) return [];
    if (sla.removed !== undefined && sla.removed.shownAt <= now()) return [];
    const isCompleted = sla.completed !== undefined && sla.completed.shownAt <= now();
    return [toCaseSla(sla, isCompleted, sla.overdueShownAt <= now())];
  };

  return {
    shown: (caseId) => slas.filter((sla) => sla.caseId === caseId).flatMap(toShown),
    shownOfAll: () =>
      slas.flatMap((sla) =>
        toShown(sla).map(({ relatedItemId, name, status, targetTime, attachedAt }) => ({
          caseId: sla.caseId,
          relatedItemId,
          slaName: name,
          status,
          attachedAt,
          targetTime,
          ...(sla.completed !== undefined && sla.completed.shownAt <= now()
            ? { completedAt: new Date(sla.completed.at).toISOString() }
            : {}),
          fieldId: sla.fieldId,
          values: [sla.value],
        })),
      ),
    count: (caseId) => slas.filter((sla) => sla.caseId === caseId && isThere(sla)).length,
    attach: (stored, { name, targetMinutes, fieldId, value }) => {
      const relatedItemId = `sla-${(attached += 1)}`;
      const targetTime = now() + targetMinutes * 60_000;
      const sla: StoredSla = {
        relatedItemId,
        caseId: stored.caseId,
        name,
        targetTime,
        attachedAt: now(),
        fieldId,
        value,
        shownAt: now() + lag(),
        overdueShownAt: targetTime + lag(),
        completed: undefined,
        removed: undefined,
      };
      slas.push(sla);
      const slaConfiguration = {
        name,
        type: 'CaseField',
        status: 'Active',
        fieldId,
        targetFieldValues: [{ stringValue: value }],
        targetTime: new Date(targetTime).toISOString(),
      };
      cases.tellItem(stored, { id: relatedItemId, type: 'Sla', content: { sla: { slaConfiguration } } }, 'casewarden');
      return relatedItemId;
    },
    remove: (caseId, relatedItemId) => {
      const found = slas.find((sla) => sla.relatedItemId === relatedItemId && sla.caseId === caseId && isThere(sla));
      if (found !== undefined) found.removed = { shownAt: now() + lag() };
      return found;
    },
    actual: () => {
      const byCase = new Map<string, CaseSla[]>();
      for (const sla of slas.filter(isThere)) {
        const known = byCase.get(sla.caseId) ?? [];
        byCase.set(sla.caseId, [...known, toCaseSla(sla, sla.completed !== undefined, sla.targetTime <= now())]);
      }
      return byCase;
    },
  };
}

function toCaseSla(sla: StoredSla, isCompleted: boolean, isOverdue: boolean): CaseSla {
  const { relatedItemId, name, targetTime, attachedAt, completed } = sla;
  const ended = completed !== undefined && completed.at < targetTime ? 'Met' : 'NotMet';
  return {
    relatedItemId,
    name,
    status: isCompleted ? ended : isOverdue ? 'Overdue' : 'Active',
    targetTime: new Date(targetTime).toISOString(),
    attachedAt: new Date(attachedAt).toISOString(),
  };
}
