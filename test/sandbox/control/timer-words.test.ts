import { expect, test } from 'vitest';
import type { DeployedResource, DeployedStack } from '../../../sandbox/assembly/deployed-stack.ts';
import { repetition } from '../../../sandbox/control/repetition.ts';
import { timerWords } from '../../../sandbox/control/timer-words.ts';
import { createViews } from '../../../sandbox/control/views.ts';
import { testWorld } from '../../support/sandbox-kernel.ts';

const { kernel } = testWorld();
kernel.journal.append({
  kind: 'contact.started',
  contactId: 'chat-1',
  detail: { channel: 'CHAT', flowId: 'f', displayName: '山田 太郎', attributes: {} },
});
kernel.journal.append({
  kind: 'task.started',
  contactId: 'task-1',
  detail: { name: '折り返し', attributes: { casewarden_case_id: 'case-1' } },
});

const schedule = (logicalId: string, physicalId: string, properties: Record<string, unknown>) =>
  [
    logicalId,
    { stackName: 's', logicalId, type: 'AWS::Scheduler::Schedule', physicalId, properties, attributes: {} },
  ] as unknown as [string, DeployedResource];
const stack = {
  resources: new Map([
    schedule('Tick6513F4AE', 'Stack-Tick6513F4AE-BF52', { ScheduleExpression: 'rate(1 minute)' }),
    schedule('Report', 'nightly', { Name: 'nightly', ScheduleExpression: 'cron(0 3 * * ? *)' }),
  ]),
} as unknown as DeployedStack;
const parts = { views: createViews(kernel.journal), stacks: () => new Map([['s', stack]]) };

test.each<[label: string, kind: string, en: string, caseId: string | null]>([
  ['schedule Stack-Tick6513F4AE-BF52', 'schedule', 'The schedule “Tick” fires (each minute)', null],
  ['schedule nightly', 'schedule', 'The schedule “nightly” fires (cron(0 3 * * ? *))', null],
  ['schedule gone', 'schedule', 'The schedule “gone” fires', null],
  ['schedule nightly, again', 'other', 'The schedule nightly is tried again', null],
  ['rule first-response on case case-1', 'other', 'The rule first-response acts on a case', 'case-1'],
  ['message visible in inbox', 'other', 'A message in the queue inbox becomes visible', null],
  ['poll inbox', 'other', 'Messages are taken from the queue inbox', null],
  ['mail m-1 delivered', 'other', 'A mail reaches its reader', null],
  ['invoke tick', 'other', 'The function tick is run', null],
  ['function lane wakes up', 'other', 'The function lane goes on after a pause', null],
  ['answer of arn:aws:lambda:r:a:function:f', 'other', 'The function f answers the flow', null],
  ['event SLA Breached to arn:aws:sqs:r:a:inbox', 'other', 'The event “SLA Breached” reaches inbox', null],
  ['contact chat-1 expires', 'other', 'The chat of 山田 太郎 runs out of time', null],
  ['contact task-1 expires', 'other', 'The task “折り返し” expires', 'case-1'],
  ['flow "intake" starts', 'other', 'The flow intake starts', null],
  ['flow intake: Wait ends', 'other', 'The flow intake goes on (Wait)', null],
  ['flow intake: CreateCase', 'other', 'The flow intake goes on (CreateCase)', null],
  ['a timer that nobody knows', 'other', 'a timer that nobody knows', null],
])('%s is told in words', (label, kind, en, caseId) => {
  const words = timerWords(label, parts)!;
  expect([words.kind, words.label.en, words.caseId]).toEqual([kind, en, caseId]);
  expect(words.label.ja).not.toBe('');
});

test.each([
  'SLA first-response of case case-1',
  'function lane times out',
  'time limit of arn:aws:lambda:r:a:function:f',
])('%s is no moment of its own', (label) => expect(timerWords(label, parts)).toBeUndefined());

test('contacts that expire are one family, schedules and queues are not', () => {
  const familyOf = (label: string) => timerWords(label, parts)!.family;
  expect(familyOf('contact chat-1 expires')).toBe(familyOf('contact chat-2 expires'));
  expect(familyOf('schedule nightly')).not.toBe(familyOf('schedule gone'));
  expect(familyOf('message visible in a')).not.toBe(familyOf('message visible in b'));
});

test.each([
  ['rate(1 minute)', '1分ごと', 'each minute'],
  ['rate(5 minutes)', '5分ごと', 'every 5 minutes'],
  ['rate(2 hours)', '2時間ごと', 'every 2 hours'],
  ['at(2026-12-01T09:00:00)', '一度だけ', 'once'],
  ['cron(0 3 * * ? *)', 'cron(0 3 * * ? *)', 'cron(0 3 * * ? *)'],
])('%s in words', (expression, ja, en) => expect(repetition(expression)).toEqual({ ja, en }));
