import type { ClockExplanation, Sentence } from '../../contract/explanation.ts';
import { instantWords, lengthWords, say } from './words.ts';

type Half = Omit<ClockExplanation, 'summary'>;

/** How a clock stands, in a sentence or two. */
export function summaryOf(clock: Half, timeZone: string, now: string): Sentence[] {
  return [...standing(clock, timeZone, now), ...paused(clock, timeZone), ...takenOver(clock, timeZone)];
}

function standing(clock: Half, timeZone: string, now: string): Sentence[] {
  const at = (instant: string): string => instantWords(instant, timeZone);
  const used = lengthWords(clock.usedMilliseconds);
  const over = lengthWords(clock.overMilliseconds);
  const left = lengthWords(clock.leftMilliseconds);
  const target = lengthWords(clock.targetSeconds * 1000);
  const ended = at(clock.endedAt ?? now);
  switch (clock.verdict) {
    case 'met':
      return [
        say(
          `${ended} に期限内に終わりました (目標 ${target.ja}のうち ${used.ja})。`,
          `Met in time at ${ended} (${used.en} used of ${target.en}).`,
        ),
      ];
    case 'met-late':
      return [
        say(
          `${ended} に終わりましたが、期限を過ぎていました (目標 ${target.ja}、使用 ${used.ja})。`,
          `Met late at ${ended} (${used.en} used of ${target.en}).`,
        ),
      ];
    case 'cancelled': {
      const why = whyCancelled(clock.endedBy);
      return [say(`${ended} に取り消されました: ${why.ja}。`, `Cancelled at ${ended}: ${why.en}.`)];
    }
    case 'running':
  }
  if (clock.deadline === null)
    return [
      say(
        `停止中なので期限はまだ決まりません。残りは ${left.ja}です (目標 ${target.ja}のうち ${used.ja}を使用)。`,
        `Paused, so there is no deadline: ${left.en} left (${used.en} used of ${target.en}).`,
      ),
    ];
  if (clock.deadline < now)
    return [
      say(
        `期限 ${at(clock.deadline)} を過ぎています (使用 ${used.ja}、超過 ${over.ja})。`,
        `The deadline ${at(clock.deadline)} has passed (${used.en} used, ${over.en} over).`,
      ),
    ];
  return [
    say(
      `期限は ${at(clock.deadline)}、残り ${left.ja}です (目標 ${target.ja}のうち ${used.ja}を使用)。`,
      `Due at ${at(clock.deadline)}; ${left.en} left (${used.en} used of ${target.en}).`,
    ),
  ];
}

function whyCancelled(endedBy: Half['endedBy']): Sentence {
  switch (endedBy) {
    case 'deleted':
      return say('ケースが削除された', 'the case was deleted');
    case 'unmatched':
      return say('どのポリシーにも該当しなくなった', 'no policy matched any more');
    case 'reset':
      return say(
        'リセット条件が成立し、次の計測が始まった',
        'its reset condition came to hold, and the next cycle began',
      );
    case 'taken-over':
      return say('別のポリシーが引き継ぎ、計測を最初からやり直した', 'another policy took over and began anew');
    case 'cancel':
    case 'stop':
    case null:
      return say('取り消し条件が成立した', 'its cancel condition came to hold');
    default:
      return endedBy satisfies never;
  }
}

function paused(clock: Half, timeZone: string): Sentence[] {
  const credited = lengthWords(clock.creditedMilliseconds);
  const last = clock.pauses.at(-1);
  const now = last !== undefined && clock.isPaused ? last : undefined;
  const open =
    now === undefined
      ? []
      : now.to === null
        ? [
            say(
              `${instantWords(now.from, timeZone)} から停止中です。`,
              `Paused since ${instantWords(now.from, timeZone)}.`,
            ),
          ]
        : [
            say(
              `${instantWords(now.from, timeZone)} から停止中で、遅くとも ${instantWords(now.to, timeZone)} に再開します。`,
              `Paused since ${instantWords(now.from, timeZone)}, until ${instantWords(now.to, timeZone)} at the latest.`,
            ),
          ];
  if (clock.pauses.length === 0) return open;
  const total = lengthWords(clock.pausedMilliseconds);
  return [
    ...open,
    say(
      `停止は合計 ${total.ja}、そのうち営業時間内の ${credited.ja}だけ期限が延びました。`,
      `Paused for ${total.en} in all; the ${credited.en} of it within open hours put the deadline off.`,
    ),
  ];
}

function takenOver(clock: Half, timeZone: string): Sentence[] {
  if (clock.takenOverAt === null) return [];
  const at = instantWords(clock.takenOverAt, timeZone);
  // Used time is kept by a take-over `forward` only.
  if (clock.pieces[0]?.state !== 'kept')
    return [
      say(
        `${at} からこのポリシーに従い、計測の始まりにさかのぼって数えます。`,
        `It has followed this policy since ${at}, counted as though from the start.`,
      ),
    ];
  const kept = lengthWords(clock.keptMilliseconds);
  return [
    say(
      `${at} からこのポリシーに従い、それまでの使用時間 ${kept.ja}はそのまま数えます。`,
      `It has followed this policy since ${at}; the ${kept.en} used before stay used.`,
    ),
  ];
}
