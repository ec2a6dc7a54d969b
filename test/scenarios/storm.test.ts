import { expect, test } from 'vitest';
import { counts, notHappened } from './play-clocks.ts';
import { playCrowd } from './play-crowd.ts';

/** Whole, the story has 5,000 cases. */
const cases = 200;

test('many deadlines are missed together, and every one is acted on once', async () => {
  const run = await playCrowd('storm', cases);
  expect(notHappened(run)).toEqual([]);
  expect(run.failures).toEqual([]);
  expect(counts(run, 'sla.breached', 'owner.changed', 'task.created', 'mail.sent', 'slack.posted')).toEqual({
    'sla.breached': cases,
    'owner.changed': cases,
    // Two urgent cases, and those whose number three divides and five does not.
    'task.created': 2 + 53,
    'mail.sent': 38,
    'slack.posted': 2,
  });
}, 900_000);
