import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { caseEvent, type CaseEvent } from '../../lambda/contract/case-event.ts';
import { inboxMessage } from '../../lambda/contract/inbox-message.ts';
import { readCaseEvent } from '../../lambda/domain/fold-event.ts';

/* Events of the shape that AWS documents, with made-up values. Old shapes stay here when new ones come. */

const folder = new URL('events/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const event = (name: string): CaseEvent => z.parse(caseEvent, JSON.parse(readFileSync(new URL(name, folder), 'utf8')));

test.each(names)('%s may stand in the inbox, and nothing of it is lost', (name) => {
  const raw: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  expect(z.parse(inboxMessage, raw)).toEqual(raw);
});

describe('reading', () => {
  test('a creation: every kind of value, and a named field without a value is empty', () => {
    const news = readCaseEvent(event('case-created.json'));

    expect(news).toMatchObject({
      caseId: 'c-1',
      at: '2026-11-24T12:40:00.402Z',
      kind: 'created',
      templateId: 'template-consultation',
      createdAt: '2026-11-24T12:40:00.120Z',
    });
    expect(Object.fromEntries(news!.fields)).toEqual({
      status: 'open',
      title: '面談予約',
      customer_id: null,
      created_datetime: '2026-11-24T12:40:00.120Z',
      summary: null,
      last_updated_user: 'arn:aws:connect:ap-northeast-1:111122223333:instance/i/agent/u',
      rank: 3,
      vip: false,
    });
  });

  test('an update: a field that is named as changed and absent was cleared', () => {
    const news = readCaseEvent(event('case-updated-with-cleared-field.json'));
    expect(Object.fromEntries(news!.fields)).toEqual({ assigned_user: null, status: 'waiting_customer' });
  });

  test('an update that carries no fields says nothing about them, and its time gets milliseconds', () => {
    const news = readCaseEvent(event('case-updated-metadata-only.json'));
    expect(news).toMatchObject({ kind: 'updated', at: '2026-11-24T12:46:00.000Z' });
    expect(news!.fields.size).toBe(0);
  });

  test('a deletion', () => {
    expect(readCaseEvent(event('case-deleted.json'))).toMatchObject({
      kind: 'deleted',
      at: '2026-11-24T12:50:00.000Z',
    });
  });

  test('an event about a related item says nothing about the case itself', () => {
    expect(readCaseEvent(event('related-item-created-sla.json'))).toBeUndefined();
  });

  test('a type that AWS adds later is read as an update', () => {
    const later = event('case-updated-with-cleared-field.json');
    const news = readCaseEvent({ ...later, detail: { ...later.detail, eventType: 'CASE.MERGED' } });
    expect(news).toMatchObject({ kind: 'updated', caseId: 'c-1' });
  });
});

test.each([
  ['another source', { source: 'aws.connect' }],
  ['a call recorded by CloudTrail', { 'detail-type': 'AWS API Call via CloudTrail' }],
  ['no time of change', { detail: { eventType: 'CASE.UPDATED' } }],
])('%s is refused', (_why, change) => {
  expect(z.safeParse(inboxMessage, { ...event('case-created.json'), ...change }).success).toBe(false);
});
