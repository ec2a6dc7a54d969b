import type { ClockPolicy, Condition, ConditionTest, Level } from '../../../lambda/contract/compiled-policy.ts';
import { definitions } from './calendars.ts';
import type { Dice } from './dice.ts';

/* Rows of a policy, by chance: few fields with few values, so that conditions meet each other. */

export const templateId = 'template-1';

export const fieldValues: Readonly<Record<string, readonly (string | number | boolean)[]>> = {
  status: ['open', 'waiting', 'closed', ''],
  priority: ['low', 'high'],
  vip: [true, false],
  rank: [1, 2],
};

function randomTest(dice: Dice): ConditionTest {
  const fieldId = dice.pick(['status', 'status', 'priority', 'vip', 'rank']);
  const values = (fieldValues[fieldId] ?? []).filter((value) => value !== '');
  const some = dice.chance(0.3) ? values.slice(dice.below(values.length)) : [dice.pick(values)];
  const form = dice.below(10);
  if (form < 6) return { fieldId, oneOf: some };
  if (form < 8) return { fieldId, noneOf: some };
  return { fieldId, isSet: form === 8 };
}

function randomCondition(dice: Dice): Condition {
  if (dice.chance(0.02)) return [];
  return dice.chance(0.8) ? [randomTest(dice)] : [randomTest(dice), randomTest(dice)];
}

const targets = [60, 600, 1800, 3600, 5400, 7200, 10_800, 14_400, 28_800];

function randomLevels(dice: Dice, target: number): Level[] {
  const levels: Level[] = [];
  const add = (name: string, kind: Level['kind'], usedSeconds: number): void => {
    levels.push({ name, kind, usedSeconds, actions: [] });
  };
  const warns = dice.below(3);
  for (let index = 1; index <= warns; index += 1) {
    const at = Math.floor((target * dice.pick([10, 33, 50, 75, 100])) / 100);
    const before = target - Math.min(target, dice.pick([60, 600, 1800, 28_800]));
    add(`warn-${index}`, 'warn', dice.chance(0.5) ? at : before);
  }
  add('breach', 'breach', target);
  const rungs = dice.below(3);
  for (let index = 1; index <= rungs; index += 1) {
    const after = dice.pick([0, 60, 1800, 7200]);
    add(`escalate-${index}`, 'escalate', target + after);
    const every = dice.pick([600, 3600]);
    const repeats = dice.chance(0.3) ? 2 : 0;
    for (let turn = 1; turn <= repeats; turn += 1) {
      add(`escalate-${index}.${turn + 1}`, 'escalate', target + after + turn * every);
    }
  }
  return levels.sort((a, b) => a.usedSeconds - b.usedSeconds);
}

function randomCap(dice: Dice): { atMostSeconds?: number } {
  return dice.chance(0.5) ? { atMostSeconds: dice.pick([600, 1800, 3600, 7200, 43_200, 172_800]) } : {};
}

function randomPause(dice: Dice): NonNullable<ClockPolicy['pause']> {
  const cap = randomCap(dice);
  if (dice.chance(0.5)) return { while: randomCondition(dice), ...cap };
  return { when: randomCondition(dice), resume: randomCondition(dice), ...cap };
}

/** Rows of one desk often pause and end by the same conditions, and differ in their caps and targets. */
function alike(dice: Dice, row: ClockPolicy, first: ClockPolicy | undefined): ClockPolicy {
  if (first === undefined || dice.chance(0.5)) return row;
  const { pause, until } = first;
  const paused = pause === undefined ? row : { ...row, pause: { ...pause, ...randomCap(dice) } };
  return until === undefined || dice.chance(0.5) ? paused : { ...paused, until };
}

function randomRow(dice: Dice, name: string, kind: ClockPolicy['kind'], where: Condition): ClockPolicy {
  const targetSeconds = dice.chance(0.01) ? 0 : dice.pick(targets);
  const needsUntil = kind === 'first-response' || kind === 'resolution';
  return {
    name,
    kind,
    severity: 'medium',
    for: { templateId: dice.chance(0.97) ? templateId : 'template-2', where },
    start: dice.chance(0.75) ? [] : randomCondition(dice),
    ...(needsUntil || dice.chance(0.5) ? { until: randomCondition(dice) } : {}),
    ...(dice.chance(0.25) ? { cancel: randomCondition(dice) } : {}),
    ...(dice.chance(0.25) ? { reset: randomCondition(dice) } : {}),
    ...(dice.chance(0.6) ? { pause: randomPause(dice) } : {}),
    ...(kind === 'update' && dice.chance(0.85)
      ? {
          renew: {
            changedFieldIds: dice.chance(0.5) ? [dice.pick(Object.keys(fieldValues))] : [],
            comment: dice.chance(0.6),
            outbound: dice.chance(0.4),
          },
        }
      : {}),
    targetSeconds,
    ...(dice.chance(0.6) ? { calendar: dice.pick(Object.keys(definitions)) } : {}),
    reopen: dice.pick(['continue', 'reset']),
    onChange: dice.pick(['forward', 'retroactive', 'reset']),
    levels: randomLevels(dice, targetSeconds),
  };
}

/** One to four rows of one or two kinds, so that rows of one kind take clocks over from each other. */
export function randomRows(dice: Dice): ClockPolicy[] {
  const all = ['first-response', 'resolution', 'update', 'next-response'] as const;
  const kinds = dice.chance(0.7) ? [dice.pick(all)] : [dice.pick(all), dice.pick(all)];
  const count = 1 + dice.below(4);
  const rows: ClockPolicy[] = [];
  for (let index = 1; index <= count; index += 1) {
    const isWide = index === count ? dice.chance(0.6) : dice.chance(0.2);
    const row = randomRow(dice, `row-${index}`, dice.pick(kinds), isWide ? [] : randomCondition(dice));
    rows.push(
      alike(
        dice,
        row,
        rows.find(({ kind }) => kind === row.kind),
      ),
    );
  }
  return rows;
}
