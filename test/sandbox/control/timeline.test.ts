import { expect, test } from 'vitest';
import { createTimelineReader, timelineOf } from '../../../sandbox/control/timeline.ts';
import { caseId, contactId, journalOf, owner, story } from './scripted-journal.ts';

const events = timelineOf(journalOf(story).entries());
const only = (kind: string) => events.filter((event) => event.kind === kind);

test('a whole run reads as the story it was, in order', () => {
  expect(events.map(({ kind }) => kind)).toEqual([
    'contact.started',
    'chat.message',
    'case.created',
    'contact.linked',
    'contact.ended',
    'sla.attached',
    'crm.upserted',
    'sla.breached',
    'owner.changed',
    'mail.sent',
    'task.created',
    'task.linked',
    'slack.posted',
  ]);
});

test('every event knows the contact, and the case from its creation on', () => {
  expect(events.filter((event) => event.contactId !== contactId)).toEqual([]);
  expect(events.slice(2).filter((event) => event.caseId !== caseId)).toEqual([]);
});

test.each([
  ['sla.attached', { name: 'first-response', targetTime: '2026-11-26T13:30:03.000Z', origin: 'rule' }],
  ['sla.breached', { policy: 'first-response' }],
  ['owner.changed', { from: null, to: owner, by: 'casewarden' }],
  ['task.created', { taskContactId: 'task-1', name: '期限超過' }],
  ['task.linked', { taskContactId: 'task-1' }],
  ['mail.sent', { to: ['sato@example.co.jp'] }],
  ['crm.upserted', { object: 'Case', created: true, fields: { Subject: '面談予約' } }],
])('%s tells its facts', (kind, facts) => {
  expect(only(kind)).toHaveLength(1);
  expect(only(kind)[0]!.facts).toMatchObject(facts);
});

test('a case that nobody links to a contact comes through without one', () => {
  const reader = createTimelineReader();
  const [created, later] = journalOf([
    [0, { kind: 'case.created', caseId, detail: { fields: {} } }],
    [
      10,
      {
        kind: 'case.updated',
        caseId,
        detail: { changed: { status: { from: 'open', to: { stringValue: 'closed' } } } },
      },
    ],
  ]).entries();
  expect(reader.push(created!)).toEqual([]);
  const both = reader.push(later!);
  expect(both.map(({ kind }) => kind)).toEqual(['case.created', 'status.changed']);
  expect(both[0]!.contactId).toBeUndefined();
  expect(both[1]!.facts).toMatchObject({ from: 'open', to: 'closed' });
});

test('what is held back comes out when nothing is under way any more', () => {
  const reader = createTimelineReader();
  expect(
    journalOf([[0, { kind: 'case.created', caseId, detail: {} }]])
      .entries()
      .flatMap((entry) => reader.push(entry)),
  ).toEqual([]);
  expect(reader.flush()).toMatchObject([{ kind: 'case.created', caseId }]);
});

test("an event on somebody else's behalf or of another kind is no announcement of ours", () => {
  const foreign = journalOf([
    [
      0,
      {
        kind: 'event.received',
        detail: { bus: 'default', source: 'someone', detailType: 'SLA Breached', detail: { caseId } },
      },
    ],
    [
      0,
      {
        kind: 'event.received',
        detail: { bus: 'casewarden', source: 'casewarden', detailType: 'Sink Ready', detail: { caseId } },
      },
    ],
  ]);
  expect(timelineOf(foreign.entries())).toEqual([]);
});
