import type { CaseItem } from '../../contract/case-item.ts';
import type { Sentence } from '../../contract/explanation.ts';
import { instantWords, say } from './words.ts';

/** Why the clocks of the case stay as they are, whatever happens to it; empty when they do not. */
export function whyFrozen({ erased, parkedAt }: CaseItem, timeZone: string): Sentence[] {
  if (erased !== undefined) {
    const at = instantWords(erased.at, timeZone);
    return [
      say(
        `${at} にこのケースの内容を消去しました。時計は記録された判定のままです。`,
        `What was known of the case was erased at ${at}; its clocks stay as they were judged.`,
      ),
    ];
  }
  if (parkedAt === undefined) return [];
  const at = instantWords(parkedAt, timeZone);
  return [
    say(
      `台帳の項目が大きくなりすぎたため、${at} からこのケースを見ていません。担当者が直接確認してください。`,
      `Its item in the ledger has become too large: since ${at} nobody watches the case. A person must look after it.`,
    ),
  ];
}
