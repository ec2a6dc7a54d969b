import { expect, test } from 'vitest';
import { createJournal } from '../../../sandbox/kernel/create-journal.ts';
import { createViews } from '../../../sandbox/control/views.ts';
import { caseId, contactId, journalOf, start, story } from './scripted-journal.ts';

const empty = () => {
  const journal = createJournal(() => start);
  return { journal, views: createViews(journal) };
};
const created = (id: string) => ({ kind: 'case.created', caseId: id, detail: { fields: { title: id } } });
const updated = (id: string, status: string) => ({
  kind: 'case.updated',
  caseId: id,
  detail: { changed: { status: { from: null, to: status } } },
});

test('only cases that changed after a position are told, with what they now are', () => {
  const { journal, views } = empty();
  for (const id of ['a', 'b', 'c']) journal.append(created(id));
  const seen = views.sequence();
  expect(views.cases.changedAfter(seen)).toEqual({ cases: [], removed: [] });
  journal.append(updated('b', 'closed'));
  expect(views.cases.changedAfter(seen)).toMatchObject({
    cases: [{ caseId: 'b', fields: { title: 'b', status: 'closed' } }],
    removed: [],
  });
  expect(views.cases.changedAfter(views.sequence()).cases).toEqual([]);
});

test('a case that was deleted is told as removed, and is gone', () => {
  const { journal, views } = empty();
  for (const id of ['a', 'b']) journal.append(created(id));
  const seen = views.sequence();
  journal.append({ kind: 'case.deleted', caseId: 'a' });
  expect(views.cases.changedAfter(seen)).toEqual({ cases: [], removed: ['a'] });
  expect(views.cases.all().map((one) => one.caseId)).toEqual(['b']);
  expect(views.cases.changedAfter(views.sequence()).removed).toEqual([]);
});

test.each<[string, Parameters<ReturnType<typeof createJournal>['append']>[0], boolean]>([
  ['its contact is linked', { kind: 'contact.message', caseId: 'a', contactId: 'chat', detail: { role: 'X' } }, true],
  [
    'an SLA is attached',
    {
      kind: 'related-item.created',
      caseId: 'a',
      detail: {
        type: 'Sla',
        content: { sla: { slaConfiguration: { name: 's', targetTime: '2026-11-26T14:00:00Z' } } },
      },
    },
    true,
  ],
  ['an event about it crosses a bus', { kind: 'event.delivered', caseId: 'a', detail: { rule: 'r' } }, false],
  ['an SLA that nobody attached changes', { kind: 'sla.changed', caseId: 'a', detail: { name: 'other' } }, false],
])('%s: that the case changed is told at once, not when the timeline gives it out', (_name, entry, changes) => {
  const { journal, views } = empty();
  journal.append({ kind: 'contact.started', contactId: 'chat', detail: { channel: 'CHAT', displayName: '山田' } });
  journal.append(created('a'));
  const seen = views.sequence();
  journal.append(entry);
  expect(views.cases.changedAfter(seen).cases.map((one) => one.caseId)).toEqual(changes ? ['a'] : []);
  const now = views.sequence();
  views.settle();
  expect(views.cases.changedAfter(now).cases).toEqual([]);
});

test('an SLA goes from running to overdue to met late', () => {
  const { journal, views } = empty();
  const sla = (name: string, relatedItemId: string, targetTime: string) => ({
    kind: 'related-item.created',
    caseId: 'a',
    detail: { type: 'Sla', relatedItemId, content: { sla: { slaConfiguration: { name, targetTime } } } },
  });
  journal.append(created('a'));
  journal.append(sla('twice', '1', '2026-11-26T14:00:00.000Z'));
  journal.append(sla('twice', '2', '2026-11-26T15:00:00.000Z'));
  journal.append({
    kind: 'sla.changed',
    caseId: 'a',
    detail: { relatedItemId: '2', name: 'twice', status: 'Overdue' },
  });
  expect(views.cases.get('a')!.slas).toMatchObject([
    { relatedItemId: '1', status: 'Active', targetTime: '2026-11-26T14:00:00.000Z' },
    { relatedItemId: '2', status: 'Overdue', targetTime: '2026-11-26T15:00:00.000Z' },
  ]);
});

test('a contact waits, is taken by an agent, and ends', () => {
  const { journal, views } = empty();
  const chat = () => views.contacts.get('chat')!;
  journal.append({ kind: 'contact.started', contactId: 'chat', detail: { channel: 'CHAT' } });
  journal.append({ kind: 'contact.queued', contactId: 'chat', detail: { queue: 'desk', queueId: 'q' } });
  expect(chat()).toMatchObject({ state: 'queued', waitsFor: { queue: 'desk' }, agentId: null });
  journal.append({ kind: 'contact.accepted', contactId: 'chat', detail: { userId: 'u' } });
  expect(chat()).toMatchObject({ state: 'accepted', waitsFor: null, agentId: 'u' });
  journal.append({ kind: 'contact.ended', contactId: 'chat', detail: { reason: 'AGENT_DISCONNECT' } });
  expect(chat()).toMatchObject({ state: 'ended', waitsFor: null, agentId: 'u' });
  expect(views.timeline().map(({ kind, facts }) => [kind, facts['agent']])).toEqual([
    ['contact.started', undefined],
    ['contact.queued', undefined],
    ['contact.accepted', 'u'],
    ['contact.ended', undefined],
  ]);
});

test('a task that an agent accepts and ends is told in the timeline of its case, even without a contact', () => {
  const { journal, views } = empty();
  journal.append(created('a'));
  journal.append({
    kind: 'task.started',
    contactId: 'task',
    detail: { name: 't', attributes: { casewarden_case_id: 'a', casewarden_owner: 'u' } },
  });
  journal.append({ kind: 'contact.queued', contactId: 'task', detail: { agent: 'sato', userId: 'u' } });
  expect(views.contacts.get('task')!.waitsFor).toEqual({ userId: 'u' });
  journal.append({ kind: 'contact.accepted', contactId: 'task', detail: { userId: 'u' } });
  journal.append({ kind: 'contact.ended', contactId: 'task', detail: { reason: 'AGENT_COMPLETED' } });
  views.settle();
  expect(views.timeline({ caseId: 'a' }).map(({ kind }) => kind)).toEqual([
    'case.created',
    'task.created',
    'task.accepted',
    'task.ended',
  ]);
  expect(views.timeline({ kind: 'task.accepted' })[0]!.facts).toEqual({ taskContactId: 'task', owner: 'u' });
});

test('tasks and cases are found by what they belong to', () => {
  const views = createViews(journalOf(story));
  views.settle();
  expect(views.contacts.tasksOfCase(caseId).map((task) => task.contactId)).toEqual(['task-1']);
  expect(views.contacts.tasksOfCase('other')).toEqual([]);
  expect(views.caseOfContact(contactId)).toBe(caseId);
  expect(views.caseOfContact('task-1')).toBe(caseId);
  expect(views.caseOfContact('unknown')).toBeNull();
});

test('any choice of events is what a search through all of them finds', () => {
  const { journal, views } = empty();
  for (let round = 0; round < 60; round += 1) {
    const contact = `chat-${round % 7}`;
    if (round < 7) journal.append({ kind: 'contact.started', contactId: contact, detail: { channel: 'CHAT' } });
    if (round < 5) journal.append({ ...created(`case-${round}`), contactId: contact });
    journal.append({ ...updated(`case-${round % 5}`, String(round)), contactId: contact });
  }
  views.settle();
  const all = views.timeline();
  expect(all.length).toBeGreaterThan(60);
  for (const after of [undefined, 0, 1, 30, 33, 71, 999])
    for (const byCase of [undefined, 'case-1', 'none'])
      for (const byContact of [undefined, 'chat-3'])
        for (const kind of [undefined, 'status.changed'] as const)
          expect(views.timeline({ after, caseId: byCase, contactId: byContact, kind })).toEqual(
            all.filter(
              (event) =>
                event.sequence > (after ?? 0) &&
                (byCase === undefined || event.caseId === byCase) &&
                (byContact === undefined || event.contactId === byContact) &&
                (kind === undefined || event.kind === kind),
            ),
          );
});

test('an update that changes nothing is no event', () => {
  const { journal, views } = empty();
  journal.append(created('a'));
  journal.append({ kind: 'case.updated', caseId: 'a', detail: { changed: {} } });
  views.settle();
  expect(views.timeline().map(({ kind }) => kind)).toEqual(['case.created']);
});

test('cases without a contact do not hold each other up', () => {
  const { journal, views } = empty();
  for (let index = 0; index < 3; index += 1) journal.append(created(`case-${index}`));
  expect(views.timeline()).toEqual([]);
  views.settle();
  views.settle();
  expect(views.timeline().map((event) => event.caseId)).toEqual(['case-0', 'case-1', 'case-2']);
});
