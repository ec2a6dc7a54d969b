import type { CaseItem, ClockState, Effect } from '../../contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy, Level } from '../../contract/compiled-policy.ts';
import type { EffectExplanation, LevelExplanation, Sentence } from '../../contract/explanation.ts';
import { levelKey } from '../clock/identity.ts';
import { isOfClock, levelKeyPrefix } from '../effects.ts';
import { usedIn, type Course } from './course.ts';
import { explainEffect, explainEnded } from './explain-effect.ts';
import { instantWords, lengthWords, momentWords, say } from './words.ts';

/** Levels of the row that the cycle follows, and those of rows before it that have fired or were skipped. */
export function explainLevels(
  clock: ClockState,
  row: ClockPolicy,
  course: Course,
  given: Omit<Around, 'course' | 'isCurrent'>,
): LevelExplanation[] {
  const others = given.policy.policies.filter(({ name }) => name !== row.name);
  const earlier = others.flatMap((other) =>
    other.levels
      .filter(({ name }) => stateOf(clock, other.name, name) !== undefined)
      .map((level) => [other, level] as const),
  );
  return [...earlier, ...row.levels.map((level) => [row, level] as const)].map(([owner, level]) =>
    explainLevel(clock, owner, level, { ...given, course, isCurrent: owner === row }),
  );
}

interface Around {
  readonly course: Course;
  readonly effects: readonly Effect[];
  /** Effects that ended long ago. */
  readonly ended: CaseItem['ended'];
  readonly policy: CompiledPolicy;
  readonly now: string;
  /** When a level of the row that the cycle follows is reached, in epoch milliseconds; undefined: nothing is known to bring it about. */
  readonly momentOf: (level: Level) => number | undefined;
  /** False for a level of a row that the cycle no longer follows. */
  readonly isCurrent: boolean;
}

function explainLevel(clock: ClockState, row: ClockPolicy, level: Level, around: Around): LevelExplanation {
  const known = stateOf(clock, row.name, level.name);
  const moment = around.isCurrent ? around.momentOf(level) : undefined;
  const momentAt = moment === undefined ? null : new Date(moment).toISOString();
  const state =
    known?.state ??
    (clock.verdict === 'running' ? 'pending' : clock.verdict === 'cancelled' ? 'cancelled' : 'not-reached');
  return {
    policy: row.name,
    name: level.name,
    kind: level.kind,
    usedSeconds: usedSecondsOf(level, clock, moment),
    momentAt,
    state,
    stateAt: known?.at ?? null,
    why: whyOf(state, level, usedSecondsOf(level, clock, moment), momentAt, known?.at, around),
    effects: [...endedOf(clock, row, level, around), ...liveOf(clock, row, level, around)],
  };
}

function liveOf(clock: ClockState, row: ClockPolicy, level: Level, around: Around): EffectExplanation[] {
  return around.effects
    .filter((effect) => isOfClock(clock, effect) && effect.policy === row.name && effect.level === level.name)
    .map((effect) => explainEffect(effect, around.policy.timeZone));
}

function endedOf(clock: ClockState, row: ClockPolicy, level: Level, around: Around): EffectExplanation[] {
  const prefix = levelKeyPrefix(clock, row.name, level.name);
  return Object.entries(around.ended)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, ended]) => explainEnded(key, ended, around.policy.timeZone));
}

/** On an adopted SLA a level stands where the SLA's own target puts it. */
function usedSecondsOf(level: Level, clock: ClockState, moment: number | undefined): number {
  if (clock.kind !== 'adopted' || moment === undefined) return level.usedSeconds;
  return Math.max(0, Math.floor((moment - Date.parse(clock.startedAt)) / 1000));
}

function stateOf(clock: ClockState, policy: string, level: string): ClockState['levels'][string] | undefined {
  const key = levelKey(policy, level);
  return Object.hasOwn(clock.levels, key) ? clock.levels[key] : undefined;
}

function whyOf(
  state: LevelExplanation['state'],
  { kind }: Level,
  usedSeconds: number,
  momentAt: string | null,
  stateAt: string | undefined,
  { course, policy, now }: Around,
): Sentence {
  const at = (instant: string): string => instantWords(instant, policy.timeZone);
  const stands = lengthWords(usedSeconds * 1000);
  const used = lengthWords(usedIn(course));
  const reached = momentWords(kind, momentAt ?? now, policy.timeZone);
  switch (state) {
    case 'fired':
      return say(`${at(stateAt ?? now)} に発動しました。`, `It fired at ${at(stateAt ?? now)}.`);
    case 'skipped':
      return say(
        `このポリシーが適用された時点でもう過ぎていたので、発動せずに飛ばしました。`,
        `It was past already when the policy came to count, so it was skipped and nobody was told.`,
      );
    case 'cancelled':
      return say('ここに達する前に、この計測は取り消されました。', 'The clock was cancelled before it got there.');
    case 'not-reached':
      return say(
        `使用時間 ${stands.ja}で発動しますが、${used.ja}で対応されました。`,
        `It stands at ${stands.en} used; the answer came after ${used.en}.`,
      );
    case 'pending':
      if (momentAt === null)
        return say(
          `停止中です。使用時間は ${used.ja}で、発動は ${stands.ja}のときです。再開するまで進みません。`,
          `Paused at ${used.en} used; it stands at ${stands.en}, and nothing is counted until the clock runs again.`,
        );
      if (momentAt <= now)
        return say(
          `${at(momentAt)} に達しました。次の確認で発動します。`,
          `Reached at ${at(momentAt)}; it fires at the next look.`,
        );
      return say(
        `このまま何も変わらなければ ${reached.ja}に発動します (使用時間 ${stands.ja}のうち ${used.ja})。`,
        `It fires ${reached.en} if nothing changes (${used.en} used of ${stands.en}).`,
      );
    default:
      return state satisfies never;
  }
}
