import type { FieldValue } from '../../../lambda/contract/case-item.ts';
import type { ClockPolicy, Condition } from '../../../lambda/contract/compiled-policy.ts';
import { flagsAround, spans } from './calendars.ts';
import { diceOf, type Dice } from './dice.ts';
import type { CaseFacts, Fact, Fields } from './facts.ts';
import { whatShouldHaveHappened } from './naive-model.ts';
import { fieldValues, randomRows, templateId } from './random-rows.ts';

const minute = 60_000;
const cell = 30 * minute;
const day = 24 * 60 * minute;

/** Until when a timeline is looked at. */
export const endOf = ({ createdAt }: CaseFacts): number => createdAt + 12 * day;

/** A value with which the condition holds, as far as one value can say. */
function satisfying(dice: Dice, condition: Condition): Fields {
  return Object.fromEntries(
    condition.map((test): [string, FieldValue] => {
      const values = fieldValues[test.fieldId] ?? [];
      if ('oneOf' in test) return [test.fieldId, dice.pick(test.oneOf)];
      if ('isSet' in test) return [test.fieldId, test.isSet ? dice.pick(values) : null];
      const others = values.filter((value) => !test.noneOf.includes(value));
      return [test.fieldId, others.length === 0 ? null : dice.pick(others)];
    }),
  );
}

function conditionsOf({ for: { where }, start, until, cancel, reset, pause }: ClockPolicy): Condition[] {
  const pausing = pause === undefined ? [] : 'while' in pause ? [pause.while] : [pause.when, pause.resume];
  return [where, start, until ?? [], until ?? [], cancel ?? [], reset ?? [], ...pausing].filter(
    (one) => one.length > 0,
  );
}

function randomFields(dice: Dice, rows: readonly ClockPolicy[]): Fields {
  const conditions = rows.flatMap(conditionsOf);
  if (conditions.length > 0 && dice.chance(0.5)) return satisfying(dice, dice.pick(conditions));
  const names = Object.keys(fieldValues);
  const fields = dice.chance(0.7) ? [dice.pick(names)] : [dice.pick(names), dice.pick(names)];
  return Object.fromEntries(
    fields.map((name) => [name, dice.chance(0.15) ? null : dice.pick(fieldValues[name] ?? [null])]),
  );
}

function randomFact(dice: Dice, rows: readonly ClockPolicy[], at: number): Fact {
  const listens = rows.some(({ kind, renew }) => kind === 'next-response' || renew !== undefined);
  if (!dice.chance(listens ? 0.45 : 0.05)) return { at, fields: randomFields(dice, rows) };
  const signal = dice.pick(['inbound', 'inbound', 'outbound', 'agent', 'comment'] as const);
  return { at, signal, id: `${signal}-${dice.below(8)}` };
}

function randomInstant(dice: Dice, createdAt: number, facts: readonly Fact[]): number {
  const known = dice.pick(facts).at;
  if (dice.chance(0.12)) return known;
  if (dice.chance(0.05)) return Math.max(createdAt, known + dice.pick([-1, 1]));
  if (dice.chance(0.01)) return createdAt - dice.below(4) * cell;
  if (dice.chance(0.05)) return createdAt + dice.below(9 * 48) * cell;
  return createdAt + dice.below(dice.chance(0.5) ? 12 : 120) * cell;
}

/** Something happens where it matters to the millisecond: at a deadline, at a level, at the end of a pause. */
function factAtAnEdge(dice: Dice, timeline: CaseFacts): Fact | undefined {
  const cycles = whatShouldHaveHappened(timeline, flagsAround(timeline.createdAt), endOf(timeline));
  const edges = cycles.flatMap(({ deadline, pauses, levels }) => [
    ...(deadline === undefined ? [] : [deadline, deadline]),
    ...pauses.map(({ to }) => to).filter((to) => to < Infinity),
    ...[...levels.values()].map(({ at }) => at),
  ]);
  const within = edges.filter((edge) => edge < endOf(timeline) - 2 * day);
  if (within.length === 0) return undefined;
  const at = Math.max(timeline.createdAt, dice.pick(within) + dice.pick([-1, 0, 0, 1]));
  return randomFact(dice, timeline.rows, at);
}

/** The first fact is that of the creation. Two thirds of the timelines have at most one fact at an instant. */
export function randomTimeline(seed: number): CaseFacts {
  const dice = diceOf(seed);
  const span = dice.pick(spans);
  const createdAt = span.from + cell * dice.below((span.lastCreation - span.from) / cell);
  const rows = randomRows(dice);
  const creation = Object.fromEntries(
    Object.entries(fieldValues)
      .filter(() => dice.chance(0.5))
      .map(([name, values]) => [name, dice.pick(values)]),
  );
  const facts: Fact[] = [{ at: createdAt, fields: creation }];
  const count = dice.below(dice.chance(0.2) ? 13 : 7);
  for (let index = 0; index < count; index += 1) {
    facts.push(randomFact(dice, rows, randomInstant(dice, createdAt, facts)));
  }
  if (dice.chance(0.12)) facts.push({ at: Math.max(createdAt, randomInstant(dice, createdAt, facts)), deleted: true });
  const edges = dice.chance(0.5) ? 1 + dice.below(2) : 0;
  for (let index = 0; index < edges; index += 1) {
    const fact = factAtAnEdge(dice, { templateId, createdAt, rows, facts });
    if (fact !== undefined) facts.push(fact);
  }
  const isAlone = (fact: Fact, index: number): boolean => !facts.slice(0, index).some(({ at }) => at === fact.at);
  return { templateId, createdAt, rows, facts: dice.chance(0.67) ? facts.filter(isAlone) : facts };
}
