import * as z from 'zod/mini';
import type { CaseItem } from '../../contract/case-item.ts';
import { eraseRequest, type EraseAnswer, type EraseCounts, type EraseRequest } from '../../contract/erase.ts';
import { eraseItem, whyNotErasable } from '../../domain/erase.ts';
import { MessageInvalidError } from '../../domain/errors.ts';
import { indexAttributes } from '../../domain/index-attributes.ts';
import type { CaseLedger, Clock } from '../../domain/ports.ts';
import { eraseTimeline } from '../shared/erase-timeline.ts';

export interface ErasePorts {
  readonly clock: Clock;
  readonly ledger: Pick<CaseLedger, 'load' | 'save' | 'appendTimeline' | 'timelinePage'>;
}

/** Lost conditional writes after which the person is told to try again. */
const maximumTries = 5;
/** Pages of a timeline that one invocation has time for; `advance` does the rest. */
const timelinePages = 50;

/**
 * Removes values and texts of a case from the ledger, or says what would go. Asked again it goes on where it was left. There is
 * no object in Customer Profiles that Casewarden has written; where there is one, it goes here.
 * @throws MessageInvalidError when the request does not follow its contract
 */
export async function runErase(ports: ErasePorts, request: unknown): Promise<EraseAnswer> {
  const parsed = z.safeParse(eraseRequest, request);
  // What was sent may be anything, so nothing of it is repeated.
  if (!parsed.success) throw new MessageInvalidError('erase takes {"caseId": text, "act": boolean, "by": text}');
  const { caseId, act } = parsed.data;
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const item = await ports.ledger.load(caseId);
    if (item === undefined) return { caseId, unknown: true };
    const refused = item.erased === undefined ? whyNotErasable(item) : undefined;
    if (refused !== undefined) return { caseId, refused };
    if (!act) return await look(ports, item);
    const answer = await erase(ports, item, parsed.data);
    if (answer !== undefined) return answer;
  }
  return { caseId, refused: 'changed' };
}

async function look(ports: ErasePorts, item: CaseItem): Promise<EraseAnswer> {
  const { caseId, erased } = item;
  let timelineLines = item.timeline.length;
  let from: string | undefined;
  do {
    const { entries, next } = await ports.ledger.timelinePage(caseId, from);
    timelineLines += entries.length;
    from = next;
  } while (from !== undefined);
  return {
    caseId,
    erasedAt: erased?.at ?? null,
    isFinished: erased?.isDone ?? false,
    counts: countsOf(item, timelineLines),
  };
}

/** @returns undefined when somebody has written meanwhile; nothing was changed then */
async function erase(
  ports: ErasePorts,
  item: CaseItem,
  { caseId, by }: EraseRequest,
): Promise<EraseAnswer | undefined> {
  const now = ports.clock.now();
  let erased = item;
  if (item.erased === undefined) {
    const next = eraseItem(item, now, by);
    if (!(await ports.ledger.save(next, indexAttributes(next, now)))) return undefined;
    erased = { ...next, version: next.version + 1 };
  }
  const { rows, isDone } = await eraseTimeline(ports, erased, timelinePages);
  return { caseId, erasedAt: erased.erased?.at ?? now, isFinished: isDone, counts: countsOf(item, rows) };
}

function countsOf(item: CaseItem, timelineLines: number): EraseCounts {
  return {
    values: Object.keys(item.shadow).length + item.observations.length,
    signals: item.signals.length,
    timelineLines,
    verdicts: item.clocks.length + (item.verdicts?.length ?? 0),
    effects: Object.keys(item.effects).length + Object.keys(item.ended).length,
  };
}
