import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseEvent } from '../../lambda/contract/case-event.ts';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import type { InboxMessage } from '../../lambda/contract/inbox-message.ts';
import { claimEffect, endEffect, failEffect, mapEffects } from '../../lambda/domain/claims.ts';
import { hasEnded } from '../../lambda/domain/effects.ts';
import { OutcomeUnknownError, RequestRefusedError, ThrottledError } from '../../lambda/domain/errors.ts';
import { indexAttributes, readyEffects } from '../../lambda/domain/index-attributes.ts';
import { addSeconds, millisecondsBetween } from '../../lambda/domain/instants.ts';
import { laneNames } from '../../lambda/contract/primitives.ts';
import { step } from '../../lambda/domain/step.ts';
import { caseChange, clockOnlyPolicy, createdAt, running } from '../support/desk-policy.ts';

const pinned = running({ ...clockOnlyPolicy, shadowFieldIds: ['status', 'title'] });
const at = (seconds: number): string => addSeconds(createdAt, seconds);

const fields = fc.record(
  {
    status: fc.constantFrom('open', 'in_progress', 'closed', null),
    title: fc.constantFrom('a', 'b', null),
  },
  { requiredKeys: [] },
);
const change = fc.record({
  type: fc.oneof(
    { weight: 6, arbitrary: fc.constant('CASE.UPDATED') },
    { weight: 1, arbitrary: fc.constant('CASE.DELETED') },
  ),
  // Before and after the deadline, often in the same second.
  seconds: fc.integer({ min: 1, max: 3600 }).map((seconds) => Math.ceil(seconds / 200) * 200),
  fields,
});
const history = fc
  .tuple(fc.constantFrom('open', 'in_progress'), fc.array(change, { maxLength: 8 }))
  .map(([status, changes]): CaseEvent[] => [
    caseChange('CASE.CREATED', createdAt, { status }),
    ...changes.map(({ type, seconds, fields }) => caseChange(type, at(seconds), fields)),
  ]);

function lasting(item: CaseItem | undefined): unknown {
  return item && { shadow: item.shadow, clocks: item.clocks, deleted: item.deleted };
}

test('the order of events does not matter', () => {
  const shuffled = history.chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length, maxLength: events.length })),
  );
  fc.assert(
    fc.property(shuffled, ([events, reordered]) => {
      const fold = (inputs: readonly CaseEvent[]): CaseItem | undefined =>
        inputs.reduce<CaseItem | undefined>((item, event) => step(item, event, pinned, at(60)).item, undefined);
      expect(lasting(fold(reordered))).toEqual(lasting(fold(events)));
    }),
    { numRuns: 500 },
  );
});

test('an input that comes twice changes nothing the second time', () => {
  fc.assert(
    fc.property(history, (events) => {
      let item: CaseItem | undefined;
      for (const event of events) {
        item = step(item, event, pinned, at(60)).item;
        expect(step(item, event, pinned, at(60)).changed).toBe(false);
      }
    }),
  );
});

/** What may happen to an item, as `advance` and the lanes do it, at growing times. */
const happening = fc.record({
  pauseSeconds: fc.integer({ min: 0, max: 900 }),
  input: fc.oneof(
    fc.constant('due' as const),
    fc.constant('claim' as const),
    fc.constant('done' as const),
    fc.constant('throttled' as const),
    fc.constant('unknown' as const),
    fc.constant('refused' as const),
    fields.map((value) => ({ fields: value })),
  ),
});
const life = fc.array(happening, { maxLength: 40 });

function live(
  steps: readonly (typeof happening extends fc.Arbitrary<infer T> ? T : never)[],
  look: (item: CaseItem, now: string, before: CaseItem) => void,
): void {
  let now = at(1);
  let item = step(undefined, caseChange('CASE.CREATED', createdAt, { status: 'open' }), pinned, now).item!;
  for (const { pauseSeconds, input } of steps) {
    const before = item;
    now = addSeconds(now, pauseSeconds);
    if (typeof input === 'object') item = advance(item, caseChange('CASE.UPDATED', now, input.fields), now);
    else if (input === 'due') item = advance(item, { kind: 'due', caseId: 'case-1', dueAt: now }, now);
    else item = lane(item, input, now);
    look(item, now, before);
  }
}

function advance(item: CaseItem, message: InboxMessage, now: string): CaseItem {
  return { ...step(item, message, pinned, now).item!, outbox: [] };
}

function lane(item: CaseItem, event: 'claim' | 'done' | 'throttled' | 'unknown' | 'refused', now: string): CaseItem {
  if (event === 'claim') {
    const ready = laneNames.flatMap((name) => readyEffects(item, name, now)).at(0);
    return ready === undefined
      ? item
      : mapEffects(item, (effect) =>
          effect.key === ready.key ? claimEffect(effect, `claim-${now}`, now, addSeconds(now, 65)) : effect,
        );
  }
  const errors = {
    throttled: new ThrottledError('x'),
    unknown: new OutcomeUnknownError('x'),
    refused: new RequestRefusedError('x'),
  };
  return mapEffects(item, (effect) => {
    if (effect.status !== 'claimed') return effect;
    return event === 'done'
      ? endEffect(effect, { status: 'done', outcome: { at: now } })
      : failEffect(effect, errors[event], now);
  });
}

const isUnfinished = (effect: Effect): boolean => !hasEnded(effect) || !effect.noted;

test('the index never loses pending work: it comes up again by itself within the hour', () => {
  fc.assert(
    fc.property(life, (steps) => {
      live(steps, (item, now) => {
        const { nextDueAt } = indexAttributes(item, now);
        const unfinished = Object.values(item.effects).some(isUnfinished);
        const running = item.clocks.some(
          ({ verdict, breachedAt }) => verdict === 'running' && breachedAt === undefined,
        );
        expect(nextDueAt !== undefined).toBe(unfinished || running);
        if (unfinished) expect(millisecondsBetween(now, nextDueAt!)).toBeLessThanOrEqual(3_600_000);
      });
    }),
    { numRuns: 300 },
  );
});

test('an index that is looked at again moves on: no moment stays due for ever', () => {
  fc.assert(
    fc.property(life, (steps) => {
      live(steps, (item, now) => {
        const { nextDueAt } = indexAttributes(item, now);
        if (nextDueAt === undefined) return;
        const then = nextDueAt > now ? nextDueAt : now;
        const looked = advance(item, { kind: 'due', caseId: 'case-1', dueAt: nextDueAt }, then);
        const after = indexAttributes(looked, then).nextDueAt;
        expect(after === undefined || after > then).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});

test('a case breaches at most once, and what is owed stays owed exactly once', () => {
  fc.assert(
    fc.property(life, (steps) => {
      let breachedAt: string | undefined;
      live(steps, (item, _now, before) => {
        breachedAt ??= item.clocks[0]?.breachedAt;
        expect(item.clocks[0]?.breachedAt).toBe(breachedAt);
        for (const key of Object.keys(before.effects)) expect(item.effects[key]).toBeDefined();
        expect(Object.keys(item.effects).length).toBeLessThanOrEqual(4);
      });
    }),
  );
});

test('an effect that has ended does not come back', () => {
  fc.assert(
    fc.property(life, (steps) => {
      live(steps, (item, _now, before) => {
        for (const effect of Object.values(before.effects).filter(hasEnded)) {
          expect(item.effects[effect.key]).toMatchObject({ status: effect.status, outcome: effect.outcome });
        }
      });
    }),
  );
});

test('a verdict once given never changes by what happens later', () => {
  fc.assert(
    fc.property(life, (steps) => {
      live(steps, (item, _now, before) => {
        const [clock] = before.clocks;
        if (clock !== undefined && clock.verdict !== 'running') expect(item.clocks[0]).toEqual(clock);
      });
    }),
  );
});
