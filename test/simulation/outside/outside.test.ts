import { describe, expect, test } from 'vitest';
import { caseEvent, type CaseEvent } from '../../../lambda/contract/case-event.ts';
import { RequestRefusedError, ThrottledError } from '../../../lambda/domain/errors.ts';
import { readCaseEvent } from '../../../lambda/domain/fold-event.ts';
import { readRelatedItem } from '../../../lambda/domain/related-item.ts';
import { diceOf } from '../../domain/timelines/dice.ts';
import { defaultRates } from './buckets.ts';
import { createOutside } from './create-outside.ts';

const start = Date.parse('2026-11-24T00:00:00Z');
const minute = 60_000;

function begin(rates = {}, seed = 1) {
  const time = { now: start };
  const outside = createOutside(() => time.now, diceOf(seed), rates);
  const events: CaseEvent[] = [];
  outside.onEvent((event) => void events.push(event));
  return { time, outside, events, ports: outside.portsFor('run-1'), people: outside.people };
}

const sla = { name: 'first', targetMinutes: 30, fieldId: 'answered', value: 'met' };

describe('cases', () => {
  test('tell every change in the form that the contract reads, with who made it', () => {
    const { time, ports, people, events } = begin();
    people.create('case-1', 'template-1', { priority: 'urgent' });
    time.now += minute;
    people.edit('case-1', { priority: null, title: 'A' });
    ports.caseWriter.setFields('case-1', { assigned_user: 'arn:sato' });
    ports.slas.attach('case-1', sla);
    people.delete('case-1');

    for (const event of events) expect(() => caseEvent.parse(event)).not.toThrow();
    expect(events.map(({ detail }) => [detail.eventType, detail.changedFieldIds, detail.performedBy?.user])).toEqual([
      ['CASE.CREATED', ['status', 'priority'], { userArn: expect.stringContaining('agent') }],
      ['CASE.UPDATED', ['priority', 'title'], { userArn: expect.stringContaining('agent') }],
      ['CASE.UPDATED', ['assigned_user'], { customEntity: 'casewarden' }],
      ['RELATED_ITEM.CREATED', undefined, { customEntity: 'casewarden' }],
      ['CASE.DELETED', undefined, { userArn: expect.stringContaining('agent') }],
    ]);
    // A cleared field is named and absent; every other one is told with its value.
    expect(readCaseEvent(events[1]!)?.fields).toEqual(
      new Map([
        ['priority', null],
        ['title', 'A'],
        ['status', 'open'],
      ]),
    );
    expect(readRelatedItem(events[3]!)).toMatchObject({ kind: 'sla', sla: { slaName: 'first', status: 'Active' } });
    expect(readCaseEvent(events[4]!)?.kind).toBe('deleted');
  });

  test('keep their true history, and what runs have read and done', () => {
    const { time, outside, ports, people } = begin();
    people.create('case-1', 'template-1', {});
    expect(ports.cases.read('case-1', ['status', 'priority', 'created_datetime'])).toEqual({
      caseId: 'case-1',
      templateId: 'template-1',
      fields: { status: 'open', created_datetime: '2026-11-24T00:00:00.000Z' },
    });
    time.now += minute;
    outside.portsFor('run-2').caseWriter.setFields('case-1', { assigned_user: 'arn:sato' });
    people.edit('case-1', { assigned_user: 'arn:sato' });
    people.delete('case-1');
    expect(ports.cases.read('case-1', ['status'])).toBeUndefined();
    expect(outside.reads.map(({ runId, truth }) => [runId, truth?.fields['status']])).toEqual([
      ['run-1', 'open'],
      ['run-1', undefined],
    ]);
    expect(outside.deeds).toEqual([
      {
        at: start + minute,
        runId: 'run-2',
        kind: 'set',
        caseId: 'case-1',
        what: '{"assigned_user":"arn:sato"}',
        truth: { caseId: 'case-1', templateId: 'template-1', fields: { status: 'open', assigned_user: 'arn:sato' } },
      },
    ]);
    // What was set to the value that it had is told, too.
    expect(outside.histories()).toMatchObject([
      {
        changes: [{ by: 'people' }, { by: 'casewarden', at: start + minute }, { by: 'people', at: start + minute + 1 }],
        deletedAt: start + minute + 2,
      },
    ]);
  });

  test('refuse what is asked of a deleted case, but the removal of an SLA that is gone', () => {
    const { ports, people } = begin();
    people.create('case-1', 'template-1', {});
    people.delete('case-1');
    people.reopen('case-1');
    expect(people.present()).toEqual([]);
    expect(() => ports.caseWriter.setFields('case-1', {})).toThrow(RequestRefusedError);
    expect(() => ports.caseWriter.linkContact('case-1', 'arn')).toThrow(RequestRefusedError);
    expect(() => ports.slas.attach('case-1', sla)).toThrow(RequestRefusedError);
    expect(() => ports.slas.list('case-1')).toThrow(RequestRefusedError);
    expect(() => ports.slas.remove('case-1', 'sla-1')).not.toThrow();
  });
});

describe('native SLAs', () => {
  test('run out by time, end by their field, and stay ended', () => {
    const { time, outside, ports, people } = begin();
    people.create('case-1', 'template-1', {});
    people.create('case-2', 'template-1', {});
    ports.slas.attach('case-1', sla);
    ports.slas.attach('case-2', sla);
    const statuses = (): unknown => [...outside.slas().values()].flat().map(({ status }) => status);
    expect(statuses()).toEqual(['Active', 'Active']);
    time.now += 29 * minute;
    ports.caseWriter.setFields('case-1', { answered: 'met' });
    time.now += minute;
    expect(statuses()).toEqual(['Met', 'Overdue']);
    ports.caseWriter.setFields('case-2', { answered: 'met' });
    ports.caseWriter.setFields('case-1', { answered: 'open' });
    expect(statuses()).toEqual(['Met', 'NotMet']);
  });

  test('are shown by searches up to a minute late, and removed ones stay as long', () => {
    const late = { shown: 0, hidden: 0, stays: 0 };
    for (let seed = 1; seed <= 40; seed += 1) {
      const { time, ports, people } = begin({}, seed);
      people.create('case-1', 'template-1', {});
      const id = ports.slas.attach('case-1', sla);
      late[ports.slas.list('case-1').length === 0 ? 'hidden' : 'shown'] += 1;
      time.now += minute;
      expect(ports.slas.list('case-1')).toHaveLength(1);
      expect(ports.slaSearch.page({ status: 'Active', newestFirst: true }).slas).toMatchObject([{ slaName: 'first' }]);
      ports.slas.remove('case-1', id);
      late.stays += ports.slas.list('case-1').length;
      time.now += minute;
      expect(ports.slas.list('case-1')).toEqual([]);
    }
    expect(late.hidden).toBeGreaterThan(30);
    expect(late.stays).toBeGreaterThan(30);
  });

  test('are ten of one case at most, and found page by page', () => {
    const { time, ports, people } = begin();
    for (const caseId of ['case-1', 'case-2', 'case-3']) {
      people.create(caseId, 'template-1', {});
      for (let place = 0; place < 10; place += 1) ports.slas.attach(caseId, sla);
      expect(() => ports.slas.attach(caseId, sla)).toThrow('402');
    }
    time.now += minute;
    const first = ports.slaSearch.page({ status: 'Active', newestFirst: false });
    const second = ports.slaSearch.page({ status: 'Active', newestFirst: false, from: first.next! });
    expect([first.slas.length, second.slas.length, second.next]).toEqual([25, 5, undefined]);
  });
});

describe('notices', () => {
  const task = { token: 'case-1:p:1:breach:0-task', userId: 'sato', name: 'N', description: '', caseUrl: '' };
  const mail = { from: 'a', to: 'b', subject: 's', body: 't', effectKey: 'p:1:breach:1-email' };

  test('of one token are one task as long as the token lives', () => {
    const { time, outside, ports, people } = begin();
    people.create('case-1', 'template-1', {});
    const contactId = ports.tasks.start({ ...task, caseId: 'case-1' });
    time.now += 6 * 24 * 60 * minute;
    expect(ports.tasks.start({ ...task, caseId: 'case-1' })).toBe(contactId);
    expect(outside.deeds).toMatchObject([{ kind: 'task', effectKey: 'p:1:breach:0-task', what: 'sato: N' }]);
    time.now += 2 * 24 * 60 * minute;
    expect(ports.tasks.start({ ...task, caseId: 'case-1' })).not.toBe(contactId);
    expect(outside.deeds).toHaveLength(2);
  });

  test('by mail and Slack are sent as often as they are asked for, also for a case that is gone', () => {
    const { outside, ports } = begin();
    ports.mailer.send({ ...mail, caseId: 'case-1' });
    ports.mailer.send({ ...mail, caseId: 'case-1' });
    ports.slack.post({ channel: 'C1', text: 'T', caseId: 'case-1', effectKey: 'k' });
    expect(outside.deeds.map(({ kind, truth }) => [kind, truth])).toEqual([
      ['mail', undefined],
      ['mail', undefined],
      ['slack', undefined],
    ]);
  });

  test('a record is made once and then changed', () => {
    const { ports } = begin();
    const record = { object: 'Case', key: 'Id__c', caseId: 'case-1', fields: { Status: 'open' } };
    expect([ports.crm.upsert(record), ports.crm.upsert(record)]).toEqual(['created', 'updated']);
  });
});

describe('quotas', () => {
  test('let a burst through, then as many as come back with time, and count what they refuse', () => {
    const { time, outside, ports, people } = begin(defaultRates);
    people.create('case-1', 'template-1', {});
    const tries = (count: number): number => {
      let done = 0;
      for (let place = 0; place < count; place += 1) {
        try {
          ports.caseWriter.setFields('case-1', { n: place });
          done += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(ThrottledError);
        }
      }
      return done;
    };
    expect(tries(5)).toBe(2);
    time.now += 500;
    expect(tries(5)).toBe(1);
    time.now += 60_000;
    expect(tries(5)).toBe(2);
    expect(outside.throttled).toEqual(new Map([['Cases UpdateCase', 10]]));
    // What was refused was not done.
    expect(outside.deeds).toHaveLength(5);
  });

  test('without rates nothing is refused', () => {
    const { outside, ports, people } = begin();
    people.create('case-1', 'template-1', {});
    for (let place = 0; place < 50; place += 1) ports.cases.read('case-1', ['status']);
    expect(outside.throttled.size).toBe(0);
  });
});
