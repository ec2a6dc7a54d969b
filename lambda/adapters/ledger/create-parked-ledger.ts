import type { ParkedLedger } from '../../domain/redrive/ports.ts';
import { loadCase } from './case-rows.ts';
import { updateCase } from './case-update.ts';
import { createCaseLedger } from './create-case-ledger.ts';
import { createCasePages } from './create-case-pages.ts';
import type { LedgerTable } from './ledger-table.ts';

/** The ledger as `redrive` uses it. */
export function createParkedLedger(table: LedgerTable): ParkedLedger {
  const ledger = createCaseLedger(table);
  return {
    ...createCasePages(table),

    load: async (caseId) => await loadCase(table, caseId),

    appendTimeline: async (caseId, entries) => await ledger.appendTimeline(caseId, entries),

    bringBack: async (caseId, version, effect, timeline, index) =>
      await updateCase(table, {
        caseId,
        version,
        set: { '#effects.#key': effect, '#timeline': timeline },
        where: { '#effects.#key.#status': 'parked' },
        names: { '#effects': 'effects', '#key': effect.key, '#status': 'status', '#timeline': 'timeline' },
        index,
      }),
  };
}
