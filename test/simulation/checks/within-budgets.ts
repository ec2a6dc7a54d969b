import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { Deed } from '../outside/outside.ts';
import type { Evidence, Violation } from './evidence.ts';
import { allowances, skewOf } from './permissions.ts';

const hour = 3_600_000;

/**
 * In no hour more reaches a person, or is done by a policy, than the policy file allows. What is done in the first minutes of an
 * hour may have been counted in the hour before, and a retry was counted by its first attempt: neither is looked at.
 */
export function findBeyondBudgets(evidence: Evidence): Violation[] {
  // A policy that is deployed meanwhile has the same budgets.
  const { perPerson = Infinity, perPolicy = Infinity } = evidence.policy.budgets ?? {};
  const counted = new Map<string, number>();
  for (const deed of evidence.deeds) {
    const begun = Math.floor(deed.at / hour) * hour;
    if (deed.effectKey === undefined || !isNotice(deed) || deed.at < begun + carriedOver(evidence)) continue;
    if (wasTriedAgain(evidence.items.get(deed.caseId), deed.effectKey)) continue;
    const at = new Date(begun).toISOString();
    const owner = deed.truth?.fields['assigned_user'];
    count(counted, `policy ${deed.effectKey.split(':')[0]} ${at}`);
    if (deed.kind !== 'slack' && typeof owner === 'string') count(counted, `person ${owner} ${at}`);
  }
  return [...counted].flatMap(([about, times]): Violation[] => {
    const limit = about.startsWith('person') ? perPerson : perPolicy;
    if (times <= limit) return [];
    const sentence = `budget of ${about}: ${times} were done, and ${limit} are allowed`;
    return [{ check: 'budget overspent', caseId: 'all', about, sentence }];
  });
}

const isNotice = ({ kind }: Deed): boolean => kind === 'mail' || kind === 'task' || kind === 'slack';
const carriedOver = (evidence: Evidence): number => allowances.readGood + allowances.callTakes + skewOf(evidence);
const count = (counts: Map<string, number>, what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
const wasTriedAgain = (item: CaseItem | undefined, key: string): boolean => (item?.effects[key]?.attempt ?? 0) > 1;
