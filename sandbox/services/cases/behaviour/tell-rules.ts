import type { CasesContext } from '../context.ts';
import type { CaseTrigger } from '../../contact-lens/rule-function.ts';
import { plainValues } from '../field-values.ts';
import type { CasesDomain, StoredCase } from '../store.ts';

/** Hands a change over to the Contact Lens rules, with the case as it stands now. */
export function tellRules(
  cases: CasesContext,
  domain: CasesDomain,
  stored: StoredCase,
  trigger: CaseTrigger,
  chain: number,
  slaName?: string,
): void {
  const { enabled, fieldIds = [], includeContent = false } = domain.events;
  cases.rules.hear({
    trigger,
    domainId: domain.domainId,
    domainArn: domain.arn,
    caseId: stored.caseId,
    templateId: stored.templateId,
    fields: plainValues(stored.values),
    slaName,
    chain,
    configured: { enabled, includeContent, fieldIds },
  });
}
