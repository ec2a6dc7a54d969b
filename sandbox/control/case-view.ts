import type { JournalEntry } from '../kernel/journal.ts';
import { textOf } from './facts.ts';
import { plainFields, plainValue, type PlainValue } from './field-value.ts';
import type { PublicEvent } from './public-event.ts';

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
  readonly relatedItems: { readonly type: string; readonly relatedItemId: string | null; readonly at: string }[];
}

export interface CaseView {
  take(entry: JournalEntry): void;
  /** Hears of public events, which know the contact of a case and its native SLA. */
  event(event: PublicEvent): void;
  get(caseId: string): ViewedCase | undefined;
  all(): readonly ViewedCase[];
}

const textOrNull = (value: unknown): string | null => textOf(value) || null;
/** Instants in the journal are texts; one that slipped in as another form is read as a date. */
const instant = (value: unknown): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof Date)) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};

/** Folds the journal's case entries into cases. */
export function createCaseView(): CaseView {
  const cases = new Map<string, ViewedCase>();

  const take = ({ kind, at, caseId, detail }: JournalEntry): void => {
    if (caseId === undefined) return;
    if (kind === 'case.created') {
      cases.set(caseId, {
        caseId,
        templateId: textOf(detail['templateId']),
        createdAt: at,
        updatedAt: at,
        contactId: null,
        fields: plainFields(detail['fields']),
        slas: [],
        relatedItems: [],
      });
      return;
    }
    const one = cases.get(caseId);
    if (!one) return;
    switch (kind) {
      case 'case.updated':
        for (const [field, change] of Object.entries((detail['changed'] ?? {}) as Record<string, { to?: unknown }>))
          one.fields[field] = plainValue(change.to);
        one.updatedAt = at;
        break;
      case 'case.deleted':
        cases.delete(caseId);
        break;
      case 'related-item.created':
        one.relatedItems.push({ type: textOf(detail['type']), relatedItemId: textOrNull(detail['relatedItemId']), at });
        one.updatedAt = at;
        break;
      case 'sla.changed': {
        const sla = one.slas.find(
          ({ relatedItemId, name }) => relatedItemId === detail['relatedItemId'] || name === detail['name'],
        );
        if (!sla) break;
        sla.status = textOf(detail['status']);
        sla.targetTime = instant(detail['targetTime']) ?? sla.targetTime;
        sla.completionTime = instant(detail['completionTime']);
        one.updatedAt = at;
        break;
      }
    }
  };

  return {
    take,
    event({ kind, caseId, contactId, facts }) {
      const one = caseId === undefined ? undefined : cases.get(caseId);
      if (!one) return;
      if (contactId !== undefined) one.contactId ??= contactId;
      if (kind === 'sla.attached')
        one.slas.push({
          relatedItemId: textOrNull(facts['relatedItemId']),
          name: textOf(facts['name']),
          status: textOf(facts['status']) || 'Active',
          targetTime: instant(facts['targetTime']),
          completionTime: null,
        });
    },
    get: (caseId) => cases.get(caseId),
    all: () => [...cases.values()],
  };
}
