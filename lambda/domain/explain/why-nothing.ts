import type { CaseItem } from '../../contract/case-item.ts';
import type { CompiledPolicy } from '../../contract/compiled-policy.ts';
import type {
  ClockExplanation,
  ConditionExplanation,
  LevelExplanation,
  RowExplanation,
  Sentence,
} from '../../contract/explanation.ts';
import { testsInWords } from './explain-condition.ts';
import { instantWords, momentWords, say } from './words.ts';

/** Why no level has fired on the case, and why kinds of clocks that a policy asks for do not run; empty when one has fired. */
export function whyNothing(
  item: CaseItem,
  rows: readonly RowExplanation[],
  clocks: readonly ClockExplanation[],
  policy: CompiledPolicy,
  now: string,
): Sentence[] {
  if (clocks.some(({ levels }) => levels.some(({ state }) => state === 'fired'))) return [];
  const deleted =
    item.deletedAt === undefined
      ? []
      : [
          say(
            `ケースは ${instantWords(item.deletedAt, policy.timeZone)} に削除されたので、何も始まりません。`,
            `The case was deleted at ${instantWords(item.deletedAt, policy.timeZone)}; nothing starts any more.`,
          ),
        ];
  const own = rows.filter(({ templateMatches }) => templateMatches);
  if (own.length === 0 && clocks.length === 0)
    return [
      ...deleted,
      say('このケースのテンプレートを対象とするポリシーがありません。', 'No policy is for cases of this template.'),
    ];
  const kinds = [...new Set(own.map(({ kind }) => kind))];
  const silent = kinds.flatMap((kind) => {
    const cycles = clocks.filter((clock) => clock.kind === kind);
    if (cycles.length > 0) return cycles.map((clock) => ofClock(clock, policy, now));
    const ofKind = own.filter((row) => row.kind === kind);
    const chosen = ofKind.find((row) => row.chosen);
    if (chosen === undefined)
      return ofKind.map(({ policy: name, why }) => say(`${name}: ${why.ja}`, `${name}: ${why.en}`));
    return deleted.length > 0 ? [] : [whyNotStarted(chosen, policy)];
  });
  const adopted = clocks.filter(({ kind }) => kind === 'adopted').map((clock) => ofClock(clock, policy, now));
  return [...deleted, ...silent, ...adopted];
}

function ofClock(clock: ClockExplanation, policy: CompiledPolicy, now: string): Sentence {
  const name = `${clock.policy} (${clock.cycle})`;
  const skipped = clock.levels.filter(({ state }) => state === 'skipped').length;
  const pending = clock.levels.filter(({ state }) => state === 'pending');
  const first = pending.filter(({ momentAt }) => momentAt !== null).toSorted(byMoment)[0];
  if (clock.verdict === 'met')
    return say(`${name}: 最初の段階に達する前に対応されました。`, `${name}: the answer came before the first level.`);
  if (clock.verdict === 'met-late')
    return say(
      `${name}: 期限を過ぎてから対応されましたが、知ったときには終わっていました。`,
      `${name}: the answer came late, and had come already when we heard of the case.`,
    );
  if (clock.verdict === 'cancelled')
    return say(
      `${name}: 最初の段階に達する前に取り消されました。`,
      `${name}: it was cancelled before the first level.`,
    );
  if (pending.length === 0)
    return skipped > 0
      ? say(
          `${name}: すべての段階が適用時点で過ぎていたので、飛ばされました。`,
          `${name}: all levels were past when the policy came to count, and were skipped.`,
        )
      : say(`${name}: 発動する段階がありません。`, `${name}: there is no level that could fire.`);
  if (first === undefined)
    return say(
      `${name}: 停止中です。再開するまで、どの段階にも達しません。`,
      `${name}: it is paused, and gets to no level until it runs again.`,
    );
  const at = momentWords(first.kind, first.momentAt ?? now, policy.timeZone);
  if ((first.momentAt ?? now) <= now)
    return say(
      `${name}: 最初の段階 ${first.name} に達しました (${at.ja})。次の確認で発動します。`,
      `${name}: the first level, ${first.name}, was reached ${at.en} and fires at the next look.`,
    );
  return say(
    `${name}: 最初の段階 ${first.name} にまだ達していません (${at.ja})。`,
    `${name}: the first level, ${first.name}, comes ${at.en}.`,
  );
}

const byMoment = (a: LevelExplanation, b: LevelExplanation): number =>
  (a.momentAt ?? '') < (b.momentAt ?? '') ? -1 : 1;

function whyNotStarted(row: RowExplanation, policy: CompiledPolicy): Sentence {
  const of = (part: ConditionExplanation['part']): ConditionExplanation | undefined =>
    row.conditions.find((condition) => condition.part === part);
  const start = of('start');
  if (start !== undefined && !start.holds) {
    const because = testsInWords(
      start.tests.filter((test) => !test.holds),
      policy,
    );
    return say(
      `${row.policy}: 該当しますが、開始条件が成立していません: ${because.ja}。`,
      `${row.policy}: it matches, but its start condition does not hold: ${because.en}.`,
    );
  }
  const until = of('until');
  if (until?.holds === true) {
    const because = testsInWords(until.tests, policy);
    return say(
      `${row.policy}: 終了条件がもう成立していたので、始まりませんでした: ${because.ja}。`,
      `${row.policy}: what ends it held already, so it never began: ${because.en}.`,
    );
  }
  const cancel = of('cancel');
  if (cancel?.holds === true) {
    const because = testsInWords(cancel.tests, policy);
    return say(
      `${row.policy}: 取り消し条件が成立しているので、始まりません: ${because.ja}。`,
      `${row.policy}: its cancel condition holds, so it does not begin: ${because.en}.`,
    );
  }
  if (row.kind === 'next-response')
    return say(
      `${row.policy}: お客様からの新しい問い合わせがケースに紐づくと始まります。まだありません。`,
      `${row.policy}: it begins when the customer comes by a linked contact, which has not happened.`,
    );
  if (row.kind === 'first-response')
    return say(
      `${row.policy}: 初回の応答は一度だけ計測します。始まる前に応答が済んでいたので、もう始まりません。`,
      `${row.policy}: a first response is measured once; it was given before a clock could begin, so none begins.`,
    );
  return say(
    `${row.policy}: 該当しますが、まだ始まっていません。次の確認で始まります。`,
    `${row.policy}: it matches and has not begun yet; it begins at the next look.`,
  );
}
