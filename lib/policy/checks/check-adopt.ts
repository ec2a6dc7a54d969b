import { entriesOf, itemsOf } from '../draft.ts';
import { foundText, type Finding } from '../finding.ts';
import { atValue, namedOneOf, type Check } from './check-input.ts';
import { isByNative } from './row-parts.ts';

/** True when a pattern fits a name; `*` stands for any text. A `*` in the name is fitted by a `*` only. */
function fits(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.at(-1);
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest.slice(0, -1)) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

/** SLAs that are adopted: each pattern can fit one, none of ours, and its policy is there. */
export const checkAdopt: Check = ({ draft, policies }) => {
  const rows = entriesOf(draft.policies).filter(([, row]) => row.native !== false);
  const earlier: string[] = [];
  return itemsOf(draft.adopt).flatMap(([index, { slaName, policy }]) => {
    const path = ['adopt', index];
    const unknown = namedOneOf([...path, 'policy'], 'policy', policy, policies, 'under "policies"');
    if (slaName === undefined) return unknown;
    const place = [...path, 'slaName'];
    const own = rows.find(([name]) => fits(slaName, name));
    const before = earlier.find((pattern) => fits(pattern, slaName));
    const byRule = rows.find(
      ([name, row]) =>
        slaName.toLowerCase().includes(name.toLowerCase()) &&
        itemsOf(row.breach).some(([, consequence]) => isByNative(consequence)),
    );
    earlier.push(slaName);
    const problem = ((): string | undefined => {
      if (/\s$/.test(slaName))
        return `found ${foundText(slaName)}, which ends with a blank; no SLA has such a name; allowed: a name without it`;
      if (own !== undefined)
        return `the pattern ${foundText(slaName)} fits ${foundText(own[0])}, the SLA of a policy of this file; allowed: a pattern that fits SLAs of the console only, like "console-*"`;
      if (before !== undefined)
        return `every name that ${foundText(slaName)} fits is taken by ${foundText(before)} before it; allowed: the special pattern first, then the general one`;
      if (byRule !== undefined)
        return `it holds the name of the policy ${foundText(byRule[0])}, whose rule on the breach may run for such an SLA, too, because Amazon Connect does not document how it compares names; rename one of them`;
      return undefined;
    })();
    const findings: readonly Finding[] = problem === undefined ? [] : [atValue(place, problem)];
    return [...unknown, ...findings];
  });
};
