import type { Mutant } from '../mutant.ts';

const effects = 'lambda/domain/effects.ts';
const act = 'lambda/domain/clock/act.ts';

/** What is owed, under which key, and for how long that is known. */
export const effectMutants: readonly Mutant[] = [
  {
    name: 'effect-key-without-cycle',
    says: 'The key of an effect does not say to which cycle it belongs.',
    file: effects,
    find: '`${clockId(clock)}:${level.name}:${index}-${action.kind}`',
    replace: '`${clockId({ ...clock, cycle: 1 })}:${level.name}:${index}-${action.kind}`',
  },
  {
    name: 'effect-key-without-repeat',
    says: 'The repeats of a rung share their keys with the rung.',
    file: effects,
    find: '`${clockId(clock)}:${level.name}:${index}-${action.kind}`',
    replace: "`${clockId(clock)}:${level.name.split('.')[0]}:${index}-${action.kind}`",
  },
  {
    name: 'effect-ended-owed-again',
    says: 'A level that fires once more owes what it owed before, done or not.',
    file: act,
    find: "return effect !== undefined && effect.status !== 'cancelled';",
    replace: "return effect !== undefined && effect.status === 'claimed';",
  },
  {
    name: 'effect-attempts-count-as-begun',
    says: 'What was withdrawn after failed attempts is not owed again when its level comes.',
    file: act,
    find: "function isBegun(effect: Pick<Effect, 'status'> | undefined): boolean {\n  return effect !== undefined && effect.status !== 'cancelled';",
    replace:
      "function isBegun(effect: Pick<Effect, 'status' | 'attempt'> | undefined): boolean {\n  return effect !== undefined && !(effect.status === 'cancelled' && effect.attempt === 0);",
  },
  {
    name: 'effect-horizon-one-hour',
    says: 'What has ended is forgotten an hour later.',
    file: 'lambda/domain/step.ts',
    find: '  const unnoted = Object.values(item.effects)',
    replace: `  const last = Math.max(...Object.values(item.effects).map(({ outcome }) => Date.parse(outcome?.at ?? '2000-01-01')));
  const kept = Object.entries(item.effects).filter(
    ([, { noted, outcome }]) => !noted || Date.parse(outcome?.at ?? '') > last - 3_600_000,
  );
  item = { ...item, effects: Object.fromEntries(kept) };
  const unnoted = Object.values(item.effects)`,
  },
  {
    name: 'effect-waits-for-ignored',
    says: 'Mail and task to the owner do not wait until the level has set one.',
    file: effects,
    find: 'return awaited !== undefined && !hasEnded(awaited);',
    replace: 'return false && awaited !== undefined;',
  },
  {
    name: 'effect-withdrawn-level-stays-fired',
    says: 'A level of which late news says that it had not come does not come again.',
    file: act,
    find: '!Object.values(next.effects).some((effect) => isOfLevel(effect) && isBegun(effect)) &&',
    replace: 'Object.values(next.effects).every((effect) => isOfLevel(effect) && isBegun(effect)) &&',
  },
  {
    name: 'effect-not-owed-again-after-pause',
    says: 'What a lane cancelled over a pause that nobody had told of stays cancelled, although its level had come before.',
    file: 'lambda/domain/clock/owe-again.ts',
    find: "if (effect.status !== 'cancelled' || ",
    replace: "if (effect.status === 'cancelled' || ",
  },
  {
    name: 'effect-outlives-its-clock',
    says: 'What is owed is not cancelled when its clock ends.',
    file: act,
    find: "    if (effect.status !== 'pending' || effect.level === nativeLevel) return effect;",
    replace: '    if (effect.level !== nativeLevel) return effect;',
  },
];
