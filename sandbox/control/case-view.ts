import type { JournalEntry } from '../kernel/journal.ts';
import { createChangeLog } from './change-log.ts';
import { factsOf, textGiven, textOf } from './facts.ts';
import { plainFields, plainValue, type PlainValue } from './field-value.ts';
import { instantOf, nativeSlaOf } from './native-sla.ts';
import { relatedItemOf, type ViewedRelatedItem } from './related-item.ts';

export interface ViewedSla {
  readonly relatedItemId: string | null;
  readonly name: string;
  status: string;
  targetTime: string | null;
  completionTime: string | null;
}

/** A case as the journal tells it. */
export interface ViewedCase {
  readonly caseId: string;
  readonly templateId: string;
  readonly createdAt: string;
  updatedAt: string;
  contactId: string | null;
  readonly fields: Record<string, PlainValue>;
  readonly slas: ViewedSla[];
  readonly relatedItems: ViewedRelatedItem[];
}

export interface CaseView {
  /** @param contactId the contact by which the entry's case came, as far as is known by now */
  take(entry: JournalEntry, contactId: string | undefined): void;
  get(caseId: string): ViewedCase | undefined;
  all(): readonly ViewedCase[];
  /** Cases that changed after a position of the journal, and the ids of those that were deleted after it. */
  changedAfter(sequence: number): { readonly cases: readonly ViewedCase[]; readonly removed: readonly string[] };
}

/** Folds the journal's case entries into cases. */
export function createCaseView(): CaseView {
  const cases = new Map<string, ViewedCase>();
  const log = createChangeLog();

  /** @returns whether the entry says something about the case */
  const fold = (one: ViewedCase, entry: JournalEntry): boolean => {
    const { kind, at, detail } = entry;
    switch (kind) {
      case 'case.updated':
        for (const [field, change] of Object.entries(factsOf(detail['changed'])))
          one.fields[field] = plainValue(factsOf(change)['to']);
        // The service stamps every update itself and does not name the stamp among what changed.
        one.fields['last_updated_datetime'] = at;
        break;
      case 'related-item.created': {
        const relatedItemId = textGiven(detail['relatedItemId']) ?? null;
        one.relatedItems.push(relatedItemOf(entry));
        const sla = nativeSlaOf(detail);
        if (sla)
          one.slas.push({
            relatedItemId,
            name: sla.name,
            status: sla.status || 'Active',
            targetTime: sla.targetTime,
            completionTime: null,
          });
        break;
      }
      case 'related-item.deleted': {
        const isGone = ({ relatedItemId }: { readonly relatedItemId: string | null }): boolean =>
          relatedItemId !== null && relatedItemId === detail['relatedItemId'];
        for (const items of [one.slas, one.relatedItems]) {
          const index = items.findIndex(isGone);
          if (index >= 0) items.splice(index, 1);
        }
        break;
      }
      case 'sla.changed': {
        const sla =
          one.slas.find(({ relatedItemId }) => relatedItemId !== null && relatedItemId === detail['relatedItemId']) ??
          one.slas.find(({ name }) => name === detail['name']);
        if (!sla) return false;
        sla.status = textOf(detail['status']);
        sla.targetTime = instantOf(detail['targetTime']) ?? sla.targetTime;
        sla.completionTime = instantOf(detail['completionTime']);
        break;
      }
      default:
        return false;
    }
    one.updatedAt = at;
    return true;
  };

  const create = (caseId: string, { at, detail }: JournalEntry): ViewedCase => {
    const one: ViewedCase = {
      caseId,
      templateId: textOf(detail['templateId']),
      createdAt: at,
      updatedAt: at,
      contactId: null,
      fields: plainFields(detail['fields']),
      slas: [],
      relatedItems: [],
    };
    cases.set(caseId, one);
    return one;
  };

  return {
    take(entry, contactId) {
      const { kind, sequence, caseId } = entry;
      if (caseId === undefined) return;
      if (kind === 'case.deleted') {
        if (cases.delete(caseId)) log.record(sequence, caseId);
        return;
      }
      const isNew = kind === 'case.created';
      const one = isNew ? create(caseId, entry) : cases.get(caseId);
      if (!one) return;
      let changed = fold(one, entry) || isNew;
      if (contactId !== undefined && one.contactId === null) {
        one.contactId = contactId;
        changed = true;
      }
      if (changed) log.record(sequence, caseId);
    },
    get: (caseId) => cases.get(caseId),
    all: () => [...cases.values()],
    changedAfter(sequence) {
      const ids = log.after(sequence);
      return {
        cases: ids.flatMap((id) => cases.get(id) ?? []),
        removed: ids.filter((id) => !cases.has(id)),
      };
    },
  };
}
