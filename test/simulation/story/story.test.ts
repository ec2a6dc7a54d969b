import { describe, expect, test } from 'vitest';
import { compiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { diceOf } from '../../domain/timelines/dice.ts';
import { expectedOf } from '../checks/oracle.ts';
import { createOutside } from '../outside/create-outside.ts';
import { policies } from './policies.ts';
import { randomStory } from './random-story.ts';
import { perform, type Story } from './story.ts';

const seeds = Array.from({ length: 400 }, (_, place) => place + 1);
const hour = 3_600_000;

/** The story as people play it when nobody else does anything. */
function played(story: Story) {
  let now = story.startsAt;
  const outside = createOutside(() => now, diceOf(1));
  for (const act of story.acts) {
    now = act.at;
    perform(act, outside.people);
  }
  return outside.histories();
}

test.each(policies)('policy "$name" is one that the contract reads', ({ policy }) => {
  expect(compiledPolicy.parse(policy)).toEqual(policy);
});

describe('stories', () => {
  test('are functions of their seed', () => {
    for (const seed of seeds.slice(0, 50)) expect(randomStory(seed)).toEqual(randomStory(seed));
    // Two cases that nobody ever answers may be made at one instant.
    expect(new Set(seeds.map((seed) => JSON.stringify(randomStory(seed).acts))).size).toBeGreaterThan(
      0.98 * seeds.length,
    );
  });

  test('have acts at instants of their own, begin each case by its creation, and settle after the last', () => {
    for (const seed of seeds) {
      const { acts, startsAt, lastActAt, settlesAt } = randomStory(seed);
      acts.forEach(({ at }, place) => expect(at).toBeGreaterThan(acts[place - 1]?.at ?? startsAt - 1));
      for (const caseId of new Set(acts.map((act) => act.caseId))) {
        expect(acts.find((act) => act.caseId === caseId)?.kind).toBe('create');
      }
      expect(acts.length).toBeLessThan(30);
      expect(settlesAt).toBeGreaterThan(lastActAt);
    }
  });

  test('are played within hours, some over a night', () => {
    const hours = seeds
      .map((seed) => (randomStory(seed).settlesAt - randomStory(seed).startsAt) / hour)
      .sort((a, b) => a - b);
    expect(hours[seeds.length / 2]).toBeLessThan(4);
    expect(hours.at(-1)).toBeGreaterThan(12);
    expect(hours.at(-1)).toBeLessThan(100);
  });

  test('bring about every verdict, every level, pauses, several cycles and take-overs', () => {
    const seen = new Set<string>();
    for (const seed of seeds) {
      const story = randomStory(seed);
      for (const history of played(story)) {
        for (const { number, cycle } of expectedOf(story.policy, history, story.settlesAt).cycles) {
          seen.add(cycle.verdict);
          for (const [name, { state }] of cycle.levels) seen.add(`${name} ${state}`);
          for (const { reason } of cycle.pauses) seen.add(`paused: ${reason}`);
          if (number > 1) seen.add('a later cycle');
          if (cycle.followed.length > 1) seen.add('taken over');
          if (cycle.endedBy === 'deleted') seen.add('deleted');
        }
      }
    }
    const ladders = ['first-response', 'urgent-first-response'].flatMap((row) =>
      ['warn-1', 'breach', 'escalate-1', 'escalate-1.2', 'escalate-1.3'].map((level) => `${row}:${level} fired`),
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'running',
        'met',
        'met-late',
        'cancelled',
        'deleted',
        'a later cycle',
        'taken over',
        'paused: condition',
        'paused: closed',
        'resolution:breach fired',
        'resolution:escalate-1 fired',
        ...ladders,
        'urgent-first-response:warn-1 skipped',
      ]),
    );
  });
});
