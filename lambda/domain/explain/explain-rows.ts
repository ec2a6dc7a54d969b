import type { CaseItem } from '../../contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy, Condition } from '../../contract/compiled-policy.ts';
import type { ConditionExplanation, RowExplanation, Sentence } from '../../contract/explanation.ts';
import type { FieldOf } from './case-fields.ts';
import { explainCondition, testsInWords } from './explain-condition.ts';
import { say } from './words.ts';

/** Every row of the policy in the order of the file: whether it matches the case, and by which condition. */
export function explainRows(item: CaseItem, policy: CompiledPolicy, fieldOf: FieldOf): RowExplanation[] {
  const chosen = new Map<string, string>();
  return policy.policies.map((row) => {
    const templateMatches = row.for.templateId === item.templateId;
    const conditions = conditionsOf(row).map(([part, condition]) => explainCondition(part, condition, fieldOf, policy));
    const wanted = conditions[0]!;
    const matched = templateMatches && wanted.holds;
    const first = chosen.get(row.kind);
    if (matched && first === undefined) chosen.set(row.kind, row.name);
    return {
      policy: row.name,
      kind: row.kind,
      severity: row.severity,
      matched,
      chosen: matched && first === undefined,
      templateMatches,
      conditions,
      why: whyMatched(templateMatches, wanted, first, policy),
    };
  });
}

function conditionsOf(row: ClockPolicy): readonly (readonly [ConditionExplanation['part'], Condition])[] {
  const { pause } = row;
  const all: readonly (readonly [ConditionExplanation['part'], Condition | undefined])[] = [
    ['for', row.for.where],
    ['start', row.start.length === 0 ? undefined : row.start],
    ['until', row.until],
    ['cancel', row.cancel],
    ['reset', row.reset],
    ['pause', pause === undefined ? undefined : 'while' in pause ? pause.while : pause.when],
    ['resume', pause !== undefined && 'resume' in pause ? pause.resume : undefined],
  ];
  return all.flatMap(([part, condition]) => (condition === undefined ? [] : [[part, condition] as const]));
}

/** @param first the row of the same kind that matched before this one */
function whyMatched(
  templateMatches: boolean,
  wanted: ConditionExplanation,
  first: string | undefined,
  policy: CompiledPolicy,
): Sentence {
  if (!templateMatches)
    return say(
      '別のテンプレートのケースのためのポリシーなので、該当しません。',
      'It does not match: it is for cases of another template.',
    );
  const failed = wanted.tests.filter((test) => !test.holds);
  if (failed.length > 0) {
    const because = testsInWords(failed, policy);
    return say(`該当しません: ${because.ja}。`, `It does not match: ${because.en}.`);
  }
  if (first !== undefined)
    return say(
      `該当しますが、同じ種類では先に書かれた ${first} が優先されます。`,
      `It matches, but ${first} stands before it in the file, and the first that matches counts.`,
    );
  if (wanted.tests.length === 0)
    return say('テンプレートが一致するので、該当します。', 'It matches: the case is of its template.');
  const because = testsInWords(wanted.tests, policy);
  return say(`該当します: ${because.ja}。`, `It matches: ${because.en}.`);
}
