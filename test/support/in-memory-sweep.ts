import type { CaseItem, FieldValue } from '../../lambda/contract/case-item.ts';
import type { SeenCase } from '../../lambda/contract/sweep-rows.ts';
import { toInstant } from '../../lambda/domain/instants.ts';
import { sweepSystemFields } from '../../lambda/domain/sweep/compare.ts';
import type { FoundCase } from '../../lambda/domain/sweep/sweep-ports.ts';
import { createdAt as deskCreatedAt, templateId } from './desk-policy.ts';
import type { MemorySweepPorts } from './in-memory-ports.ts';
import type { MemoryState } from './memory-state.ts';

const casesPerPage = 100;
const itemsPerPage = 50;

/** The ports of the sweep over the same maps. The search shows every case as it is, and takes its token for a position. */
export function sweepPorts(
  state: MemoryState,
  load: (caseId: string) => Promise<CaseItem | undefined>,
): MemorySweepPorts {
  return {
    search: {
      page: async ({ by, from, onlyOpen, token }) => {
        const found = [...state.cases]
          .filter(([, fields]) => !onlyOpen || fields['status'] !== 'closed')
          .map(([caseId, fields]) => asFound(caseId, fields))
          .filter((one) => from === undefined || by === undefined || (one[by] ?? '') >= from)
          .sort((left, right) => (by === undefined ? 0 : (left[by] ?? '') < (right[by] ?? '') ? -1 : 1));
        const start = Number(token ?? 0);
        const cases = found.slice(start, start + casesPerPage);
        return start + casesPerPage < found.length ? { cases, next: String(start + casesPerPage) } : { cases };
      },
    },
    manyCases: {
      loadMany: async (caseIds) => {
        const items = new Map<string, CaseItem>();
        for (const caseId of caseIds) {
          const item = await load(caseId);
          if (item !== undefined) items.set(caseId, item);
        }
        return { items, unreadable: new Set() };
      },
    },
    casePages: {
      page: async (from) => {
        const start = Number(from ?? 0);
        const jsons = [...state.items.values()].slice(start, start + itemsPerPage);
        const end = start + jsons.length;
        return {
          items: jsons.map(({ json }) => JSON.parse(json) as CaseItem),
          unreadable: [],
          looked: jsons.length,
          next: end < state.items.size ? String(end) : undefined,
        };
      },
    },
    sweepRows: {
      progress: async () => structuredClone(state.sweep.progress),
      save: async (progress) => {
        if ((state.sweep.progress?.version ?? 0) !== progress.version) return false;
        state.sweep.progress = structuredClone({ ...progress, version: progress.version + 1 });
        return true;
      },
      addSeen: async (passBegunAt, _page, cases) => {
        const known = state.sweep.seen.get(passBegunAt) ?? new Map<string, SeenCase>();
        for (const one of cases) known.set(one.caseId, one);
        state.sweep.seen.set(passBegunAt, known);
      },
      seen: async (passBegunAt) => state.sweep.seen.get(passBegunAt) ?? new Map(),
    },
    sweepRuns: {
      note: async (run) => void state.sweep.runs.push(run),
      between: async (from, to) => state.sweep.runs.filter(({ startedAt }) => startedAt >= from && startedAt < to),
    },
  };
}

function asFound(caseId: string, fields: Readonly<Record<string, FieldValue>>): FoundCase {
  const at = (fieldId: string): string => toInstant(String(fields[fieldId] ?? '')) ?? deskCreatedAt;
  return {
    caseId,
    templateId,
    createdAt: at(sweepSystemFields.createdAt),
    lastUpdatedAt: at(sweepSystemFields.lastUpdatedAt),
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)),
  };
}
