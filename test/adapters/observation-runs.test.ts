import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../lambda/adapters/ledger/attribute-values.ts';
import { fromCaseRow, toCaseRow } from '../../lambda/adapters/ledger/case-rows.ts';
import { fromRuns, toRuns } from '../../lambda/adapters/ledger/observation-runs.ts';
import type { CaseItem, FieldObservation } from '../../lambda/contract/case-item.ts';
import { addMilliseconds } from '../../lambda/domain/instants.ts';
import { step } from '../../lambda/domain/step.ts';
import { decodeValue, itemSizeBytes } from '../../sandbox/services/dynamodb/attribute-value.ts';
import { caseChange, createdAt, running } from '../support/desk-policy.ts';

const asJson = (observations: readonly FieldObservation[]): Json => [...observations] as Json;
const noIndex = { nextDueAt: undefined, ready: new Map() };

function itemWith(observations: readonly FieldObservation[]): CaseItem {
  const { item } = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), running(), createdAt);
  return { ...item!, observations: [...observations] };
}

/** As an item keeps them: by instant, then by field, each of a field and an instant once. */
const observationsOf = fc
  .uniqueArray(
    fc.record({
      after: fc.integer({ min: -5, max: 3_000_000_000 }),
      fieldId: fc.constantFrom('status', 'priority', '902575ca-a2dd-4bca-9f99-1d7ebf9d1cf5', '__proto__x'),
      value: fc.oneof(fc.constantFrom('open', 'closed', '', ' '), fc.integer(), fc.boolean(), fc.constant(null)),
      assumed: fc.boolean(),
    }),
    { selector: ({ after, fieldId }) => `${after} ${fieldId}`, maxLength: 60 },
  )
  .map((told) =>
    told
      .map(({ after, assumed, ...rest }): FieldObservation => ({
        at: addMilliseconds(createdAt, after),
        ...rest,
        ...(assumed ? { assumed } : {}),
      }))
      .toSorted((left, right) => (`${left.at} ${left.fieldId}` < `${right.at} ${right.fieldId}` ? -1 : 1)),
  );

describe('observations in a row', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(observationsOf, (observations) => {
        expect(fromRuns(toRuns(observations, createdAt), createdAt)).toEqual(asJson(observations));
        const item = itemWith(observations);
        expect(fromCaseRow(toCaseRow(item, noIndex))).toEqual(item);
      }),
    );
  });

  test('that stand as a list, as rows held them before, are left as they are', () => {
    const list = asJson([{ at: createdAt, fieldId: 'status', value: 'open' }]);
    expect(fromRuns(list, createdAt)).toBe(list);
  });

  test('that cannot be read are refused by name', () => {
    const row = toCaseRow(itemWith([]), noIndex);
    const broken = { ...row, observations: { M: { status: { L: [{ L: [{ S: 'open' }, { S: '?' }] }] } } } };
    expect(() => fromCaseRow(broken)).toThrow('observations.0.at');
  });

  test('of ten events that repeat two fields fit into one write unit with their item', () => {
    const fieldId = '902575ca-a2dd-4bca-9f99-1d7ebf9d1cf5';
    const observations = Array.from({ length: 10 }, (_unused, place) =>
      addMilliseconds(createdAt, place * 61_234),
    ).flatMap((at): FieldObservation[] => [
      { at, fieldId, value: 'low' },
      { at, fieldId: 'status', value: 'open' },
    ]);
    const item = { ...itemWith(observations), timeline: [] };
    const row = toCaseRow(item, { nextDueAt: createdAt, ready: new Map() });
    expect(itemSizeBytes(new Map(Object.entries(row).map(([name, value]) => [name, decodeValue(value)])))).toBeLessThan(
      1024,
    );
  });
});
