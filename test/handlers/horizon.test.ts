import { describe, expect, test } from 'vitest';
import type { InboxMessage } from '../../lambda/contract/inbox-message.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { createdAt } from '../support/desk-policy.ts';
import { createDesk, type Desk } from '../support/desk-simulation.ts';

/*
 * Dead letters live for fourteen days and are redriven when somebody has time; an event log may be replayed by mistake. Whatever
 * of a finished case comes again, however late and in whatever order, owes nothing again.
 */

const day = 86_400;
const at = (seconds: number): string => addSeconds(createdAt, seconds);

interface Recorded {
  readonly desk: Desk;
  /** Everything that came to the inbox, in order. */
  readonly heard: readonly InboxMessage[];
}

/** A case that is breached, acted upon, answered, and reopened; over when the function returns. */
async function finished(end: 'answered' | 'deleted' = 'answered'): Promise<Recorded> {
  const desk = createDesk();
  const heard: InboxMessage[] = [];
  const { deliver } = desk;
  desk.deliver = async (message) => {
    heard.push(message);
    await deliver(message);
  };
  desk.change({ status: 'open', title: '面談予約' });
  await desk.runUntil(at(2 * 3600));
  desk.change({ status: 'in_progress' });
  await desk.runUntil(at(3 * 3600));
  desk.change({ status: 'open' });
  await desk.runUntil(at(4 * 3600));
  desk.change({ status: 'in_progress' });
  if (end === 'deleted') {
    desk.state.cases.delete('case-1');
    desk.change({}, 'CASE.DELETED');
    desk.state.cases.delete('case-1');
  }
  await desk.runUntil(at(5 * 3600));
  await waitUntil(desk, at(3 * day));
  desk.deliver = deliver;
  return { desk, heard };
}

/** Lets time pass in which nothing happens: ticks of a day would only find nothing. */
async function waitUntil(desk: Desk, until: string): Promise<void> {
  desk.state.now = addSeconds(until, -600);
  await desk.runUntil(until);
}

/** What people and records outside have seen, and which effects the ledger knows. */
const seen = ({ state, item }: Desk) => ({
  mails: state.mails.length,
  tasks: state.tasks.size,
  posts: state.slack.length,
  updates: state.updates.length,
  effects: [...Object.keys(item().effects), ...Object.keys(item().ended)].toSorted(),
  verdicts: item().clocks.map(({ kind, cycle, verdict, breachedAt }) => [kind, cycle, verdict, breachedAt]),
});

describe.each(['answered', 'deleted'] as const)('a finished case that was %s', (end) => {
  test.each([28, 45, 80])('owes nothing when all that was heard comes again after %i days', async (days) => {
    const { desk, heard } = await finished(end);
    const before = seen(desk);
    expect(before).toMatchObject({ mails: 1, tasks: 1, posts: 1 });
    await waitUntil(desk, at(days * day));
    for (const message of heard.toReversed()) await desk.deliver(message);
    await desk.runUntil(at(days * day + 3600));
    expect(seen(desk)).toEqual(before);
    expect(desk.failed).toEqual([]);
  });

  test('owes nothing when two weeks of events come twice more', async () => {
    const { desk, heard } = await finished(end);
    const before = seen(desk);
    await waitUntil(desk, at(14 * day));
    for (const message of [...heard, ...heard]) await desk.deliver(message);
    await desk.runUntil(at(14 * day + 3600));
    expect(seen(desk)).toEqual(before);
  });
});

test('the item of a deleted case stays for longer than anything may come again', async () => {
  const { desk } = await finished('deleted');
  const { expiresAt } = desk.state.items.get('case-1')!;
  expect(expiresAt! * 1000 - Date.parse(desk.item().deletedAt!)).toBeGreaterThanOrEqual(45 * day * 1000);
});
