import type { CaseItem } from '../../contract/case-item.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import type { SlaSeenMessage } from '../../contract/inbox-message.ts';
import { adoptingPolicy } from '../../domain/clock/adopted.ts';
import { addSeconds, toInstant } from '../../domain/instants.ts';
import type { CaseReader, Clock, FoundSla, Inbox, Log, Policies, SlaSearch, SweepMarks } from '../../domain/ports.ts';
import { createPace, takeTurn, type Pace } from '../shared/pace.ts';

export interface SweepSlasPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly policies: Policies;
  /** The ledger, for reading. */
  readonly ledger: { load(caseId: string): Promise<CaseItem | undefined> };
  readonly marks: SweepMarks;
  readonly slas: SlaSearch;
  readonly cases: CaseReader;
  readonly inbox: Inbox;
}

export interface SweepSlasSettings {
  /** The newest policy, whose patterns say which SLAs are adopted. */
  readonly policyHash: string;
  readonly ratePerSecond: number;
  readonly timeoutSeconds: number;
}

const sweepName = 'slas';
/** Kept before the function's time-out for what has been begun. */
const reserveSeconds = 30;
/** A search may show an SLA only after others that are newer, so every sweep looks at the last minutes again. */
const overlapSeconds = 900;
const sweepSeconds = 300;

interface Sweep {
  readonly policy: CompiledPolicy;
  readonly pace: Pace;
  readonly stopAt: string;
  isCut: boolean;
  seen: number;
  sent: number;
}

/**
 * Tells the inbox of native SLAs that others have attached, if the policy file adopts them: of those that have run out,
 * which nobody may have told us of, and of those that came since the last sweep. What the ledger has adopted is not told again.
 */
export async function runSweepSlas(ports: SweepSlasPorts, settings: SweepSlasSettings): Promise<void> {
  const startedAt = ports.clock.now();
  const sweep: Sweep = {
    policy: await ports.policies.byHash(settings.policyHash),
    pace: createPace(settings.ratePerSecond),
    stopAt: addSeconds(startedAt, settings.timeoutSeconds - reserveSeconds),
    isCut: false,
    seen: 0,
    sent: 0,
  };
  // When there are too many for one sweep, the next one begins at the other end, so that none is left out for ever.
  const isEven = Math.floor(Date.parse(startedAt) / (sweepSeconds * 1000)) % 2 === 0;
  await sweepPages(ports, sweep, { status: 'Overdue', newestFirst: isEven }, undefined);
  const mark = await ports.marks.read(sweepName);
  const until = mark === undefined ? undefined : addSeconds(mark, -overlapSeconds);
  await sweepPages(ports, sweep, { status: 'Active', newestFirst: true }, until);
  // Those for which there was no time are found when they have run out.
  await ports.marks.move(sweepName, startedAt);
  const { isCut, seen, sent } = sweep;
  ports.log.info('sweep of SLAs', { seen, sent, isCut });
}

/** @param until SLAs that were attached earlier end the look */
async function sweepPages(
  ports: SweepSlasPorts,
  sweep: Sweep,
  which: { readonly status: 'Active' | 'Overdue'; readonly newestFirst: boolean },
  until: string | undefined,
): Promise<void> {
  let from: string | undefined;
  do {
    if (!(await takeTurn(ports, sweep.pace, sweep.stopAt))) {
      sweep.isCut = true;
      return;
    }
    const page = await ports.slas.page({ ...which, ...(from === undefined ? {} : { from }) });
    const wanted = page.slas.filter((sla) => until === undefined || sla.attachedAt >= until);
    await tell(ports, sweep, wanted);
    if (sweep.isCut) return;
    from = wanted.length < page.slas.length ? undefined : page.next;
  } while (from !== undefined);
}

async function tell(ports: SweepSlasPorts, sweep: Sweep, slas: readonly FoundSla[]): Promise<void> {
  const messages: SlaSeenMessage[] = [];
  sweep.seen += slas.length;
  for (const sla of slas) {
    if (adoptingPolicy(sweep.policy, sla.slaName) === undefined) continue;
    const item = await ports.ledger.load(sla.caseId);
    if (item?.adopted.some(({ relatedItemId }) => relatedItemId === sla.relatedItemId) === true) continue;
    const origin = item === undefined ? await originOf(ports, sweep, sla.caseId) : {};
    if (origin === 'deleted') continue;
    if (origin === 'out of time') break;
    messages.push({ kind: 'sla-seen', seenAt: ports.clock.now(), ...origin, ...sla });
  }
  sweep.sent += messages.length;
  if (messages.length > 0) await ports.inbox.send(messages.map((message) => ({ message, delaySeconds: 0 })));
}

type Origin = { readonly templateId?: string; readonly createdAt?: string };

/** What the item of a case that the ledger does not know is opened with. */
async function originOf(
  ports: SweepSlasPorts,
  sweep: Sweep,
  caseId: string,
): Promise<Origin | 'deleted' | 'out of time'> {
  if (!(await takeTurn(ports, sweep.pace, sweep.stopAt))) {
    sweep.isCut = true;
    return 'out of time';
  }
  const fresh = await ports.cases.read(caseId, ['created_datetime']);
  if (fresh === undefined) return 'deleted';
  const createdAt = toInstant(String(fresh.fields['created_datetime'] ?? ''));
  return { templateId: fresh.templateId, ...(createdAt === undefined ? {} : { createdAt }) };
}
