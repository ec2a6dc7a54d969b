import type { SlaSeenMessage } from '../../contract/inbox-message.ts';
import { adoptingPolicy } from '../../domain/clock/adopted.ts';
import { CasewardenError, describeError } from '../../domain/errors.ts';
import { toInstant } from '../../domain/instants.ts';
import type { FoundSla } from '../../domain/ports.ts';
import { readInTurn, SweepCut, type Sweep, type SweepSlasPorts } from './sweep.ts';

/**
 * Tells the inbox of those that the policy file adopts and the ledger does not know. One that cannot be read holds up no other.
 * @param done ids of related items that were looked at already; all that are looked at are added
 * @throws SweepCut when there is no time left; what was found until then is told
 */
export async function tell(
  ports: SweepSlasPorts,
  sweep: Sweep,
  slas: readonly FoundSla[],
  done: Set<string>,
): Promise<void> {
  const messages: SlaSeenMessage[] = [];
  let cut: SweepCut | undefined;
  for (const sla of slas) {
    if (done.has(sla.relatedItemId)) continue;
    try {
      const isAdopted = adoptingPolicy(sweep.policy, sla.slaName) !== undefined;
      const message = isAdopted ? await messageOf(ports, sweep, sla) : undefined;
      if (message !== undefined) messages.push(message);
      sweep.counts.looked += 1;
      done.add(sla.relatedItemId);
    } catch (error) {
      if (error instanceof SweepCut) {
        cut = error;
        break;
      }
      if (!(error instanceof CasewardenError)) throw error;
      sweep.counts.failed += 1;
      done.add(sla.relatedItemId);
      ports.log.error('SLA not swept', { caseId: sla.caseId, ...describeError(error) });
    }
  }
  if (messages.length > 0) await ports.inbox.send(messages.map((message) => ({ message, delaySeconds: 0 })));
  sweep.counts.foundSlas += messages.length;
  if (cut !== undefined) throw cut;
}

/** Undefined for an SLA that was adopted already, or whose case is gone. */
async function messageOf(ports: SweepSlasPorts, sweep: Sweep, sla: FoundSla): Promise<SlaSeenMessage | undefined> {
  const item = await ports.ledger.load(sla.caseId);
  if (item?.adopted.some(({ relatedItemId }) => relatedItemId === sla.relatedItemId) === true) return undefined;
  const seen = { kind: 'sla-seen' as const, ...sla };
  if (item !== undefined) return { ...seen, seenAt: ports.clock.now() };
  // What the item of a case that the ledger does not know is opened with.
  sweep.counts.asked += 1;
  const fresh = await readInTurn(ports, sweep, sla.caseId, ['created_datetime']);
  if (fresh === undefined) return undefined;
  const createdAt = toInstant(String(fresh.fields['created_datetime'] ?? ''));
  const origin = { templateId: fresh.templateId, ...(createdAt === undefined ? {} : { createdAt }) };
  return { ...seen, seenAt: ports.clock.now(), ...origin };
}
