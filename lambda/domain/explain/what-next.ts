import type { CaseItem } from '../../contract/case-item.ts';
import type { ClockExplanation, LevelExplanation, Sentence, Upcoming } from '../../contract/explanation.ts';
import { isFrozen } from '../erase.ts';
import { say } from './words.ts';

/** What is near; what is far is among the levels. */
const mostUpcoming = 12;

/** What comes next by itself if nothing changes, the earliest first. */
export function whatNext(item: CaseItem, clocks: readonly ClockExplanation[], now: string): Upcoming[] {
  const all = [
    ...clocks.filter(({ verdict }) => verdict === 'running' && !isFrozen(item)).flatMap((clock) => ofClock(clock, now)),
    ...ofEffects(item, now),
  ];
  return all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(0, mostUpcoming);
}

function ofClock(clock: ClockExplanation, now: string): Upcoming[] {
  const { policy, deadline } = clock;
  const upcoming: Upcoming[] = [];
  const cappedAt = clock.isPaused ? (clock.pauses.at(-1)?.to ?? now) : now;
  if (cappedAt > now)
    upcoming.push({
      at: cappedAt,
      words: say(
        `${policy}: 停止が上限に達し、条件が続いていても計測が再開します。`,
        `${policy}: the pause reaches its cap, and the clock runs on although its condition still holds.`,
      ),
    });
  const [first, second] = clock.ahead;
  if (first?.state === 'closed' && second !== undefined)
    upcoming.push({
      at: first.to,
      words: say(
        `${policy}: 営業時間が始まり、計測が進み始めます。`,
        `${policy}: the desk opens, and time counts again.`,
      ),
    });
  if (deadline !== null && deadline >= now)
    upcoming.push({
      at: deadline,
      words: say(
        `${policy}: 期限です。過ぎるとすぐ期限超過が発動します。`,
        `${policy}: the deadline; right after it the breach fires.`,
      ),
    });
  for (const level of clock.levels)
    if (level.state === 'pending' && level.momentAt !== null && !(level.kind === 'breach' && level.momentAt > now))
      upcoming.push({ at: level.momentAt > now ? level.momentAt : now, words: levelWords(policy, level) });
  return upcoming;
}

function levelWords(policy: string, { kind, name }: LevelExplanation): Sentence {
  switch (kind) {
    case 'warn':
      return say(`${policy}: 警告 ${name} が発動します。`, `${policy}: the warning ${name} fires.`);
    case 'breach':
      return say(`${policy}: 期限超過 ${name} が発動します。`, `${policy}: the breach fires.`);
    case 'escalate':
      return say(`${policy}: エスカレーション ${name} が発動します。`, `${policy}: the escalation ${name} fires.`);
    default:
      return kind satisfies never;
  }
}

function ofEffects(item: CaseItem, now: string): Upcoming[] {
  return Object.values(item.effects).flatMap(({ status, key, retryNotBefore, attempt }) =>
    status === 'pending' && retryNotBefore !== undefined && retryNotBefore > now
      ? [
          {
            at: retryNotBefore,
            words:
              attempt === 0
                ? say(`${key} を行います。`, `${key} is done.`)
                : say(`${key} をもう一度試みます。`, `${key} is tried again.`),
          },
        ]
      : [],
  );
}
