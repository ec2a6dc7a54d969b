import { connectRoleArnOf } from '../../../kernel/arn.ts';
import type { CaseCall, CasesContext } from '../context.ts';
import { sameValue } from '../field-values.ts';
import {
  searchableOf,
  type CasesDomain,
  type ItemContent,
  type RelatedItem,
  type SlaState,
  type StoredCase,
} from '../store.ts';
import { announceItem } from './events.ts';
import { tellRules } from './tell-rules.ts';

/** What is done about SLAs is done by the service itself. */
const byService = (cases: CasesContext) => ({
  iamPrincipalArn: connectRoleArnOf(cases.world.kernel.place),
});

/**
 * Starts the clock of a new SLA: it is Overdue when its target time comes and the field has not been given the target
 * value. What a value counts that the field has already is undocumented, so `slaWhoseTargetHolds` says.
 */
export function startSla(
  cases: CasesContext,
  domain: CasesDomain,
  stored: StoredCase,
  item: RelatedItem,
  call: CaseCall,
): void {
  const sla = slaOf(item);
  if (!sla) return;
  item.breach = cases.world.kernel.clock.schedule(sla.targetTime, `SLA ${sla.name} of case ${stored.caseId}`, () =>
    breach(cases, domain, stored, item),
  );
  const holdsNow = cases.options.slaWhoseTargetHolds === 'met' && sla.fieldId !== undefined;
  if (holdsNow) judgeSlas(cases, domain, stored, new Set([sla.fieldId]), call);
  refreshNextBreach(stored);
}

/**
 * Completes the SLAs whose field is among those that changed and has the target value now: Met before the target time,
 * NotMet from then on. Terminal.
 */
export function judgeSlas(
  cases: CasesContext,
  domain: CasesDomain,
  stored: StoredCase,
  changedFieldIds: ReadonlySet<string>,
  call: CaseCall,
): void {
  const now = cases.now();
  for (const item of stored.items.values()) {
    const sla = slaOf(item);
    if (!sla || sla.status === 'Met' || sla.status === 'NotMet') continue;
    if (sla.fieldId === undefined || !changedFieldIds.has(sla.fieldId)) continue;
    if (!sameValue(stored.values.get(sla.fieldId), sla.targetValue)) continue;
    const status = now < sla.targetTime ? 'Met' : 'NotMet';
    change(cases, domain, stored, item, { ...sla, status, completionTime: now }, call);
    item.breach?.cancel();
    item.breach = undefined;
  }
}

/** `next_sla_breach_datetime` is the earliest target time of the SLAs that are still Active. */
export function refreshNextBreach(stored: StoredCase): void {
  const ahead = [...stored.items.values()].flatMap((item) => {
    const sla = slaOf(item);
    return sla?.status === 'Active' ? [sla.targetTime] : [];
  });
  if (ahead.length === 0) stored.values.delete('next_sla_breach_datetime');
  else stored.values.set('next_sla_breach_datetime', { stringValue: new Date(Math.min(...ahead)).toISOString() });
}

function breach(cases: CasesContext, domain: CasesDomain, stored: StoredCase, item: RelatedItem): void {
  const sla = slaOf(item);
  if (sla?.status !== 'Active') return;
  item.breach = undefined;
  change(cases, domain, stored, item, { ...sla, status: 'Overdue' }, { traceHeader: undefined });
  refreshNextBreach(stored);
  domain.searchable.record(stored.caseId, searchableOf(stored));
  tellRules(cases, domain, stored, 'OnSlaBreach', 0, sla.name);
}

function change(
  cases: CasesContext,
  domain: CasesDomain,
  stored: StoredCase,
  item: RelatedItem,
  sla: SlaState,
  call: Pick<CaseCall, 'traceHeader'>,
): void {
  item.content = { type: 'Sla', sla } satisfies ItemContent;
  cases.world.kernel.journal.append({
    kind: 'sla.changed',
    caseId: stored.caseId,
    detail: { relatedItemId: item.relatedItemId, ...journalOf(sla) },
  });
  // AWS does not document an event for this; see README.
  if (cases.options.emitUndocumentedEvents)
    announceItem(cases, domain, stored, item, 'RELATED_ITEM.UPDATED', byService(cases), call);
}

const slaOf = ({ content }: RelatedItem): SlaState | undefined => (content.type === 'Sla' ? content.sla : undefined);

const journalOf = ({ name, status, targetTime, completionTime }: SlaState): Record<string, unknown> => ({
  name,
  status,
  targetTime: new Date(targetTime).toISOString(),
  ...(completionTime === undefined ? {} : { completionTime: new Date(completionTime).toISOString() }),
});
