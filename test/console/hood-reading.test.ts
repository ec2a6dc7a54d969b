import { describe, expect, test, vi } from 'vitest';
import { readActivity, type Entry } from '../../console/src/pages/hood/activity.ts';
import { bucketsOf, spans } from '../../console/src/pages/hood/buckets.ts';
import { caseIdIn } from '../../console/src/pages/hood/case-id-in.ts';
import { groupFaults } from '../../console/src/parts/fault-groups.ts';
import { readLogLine } from '../../console/src/pages/hood/log-line.ts';
import { keepsDeadLetters, nameOfFunction, nameOfQueue } from '../../console/src/pages/hood/plain-names.ts';
import { ruleInWords, type DeployedRule } from '../../console/src/pages/hood/rule-in-words.ts';
import type { Fault } from '../../sandbox/control/schema.ts';

describe('seconds with calls become bars', () => {
  const now = Date.parse('2026-11-26T13:30:30.000Z');

  test('the bar of now comes last, and each holds the busiest second of its minute', () => {
    const bars = bucketsOf(
      [
        { at: '2026-11-26T13:29:59.000Z', calls: 3, refused: 0 },
        { at: '2026-11-26T13:30:03.000Z', calls: 1, refused: 0 },
        { at: '2026-11-26T13:30:04.000Z', calls: 2, refused: 1 },
      ],
      now,
      spans[0],
    );
    expect(bars).toHaveLength(15);
    expect(bars.at(-1)).toEqual({
      at: Date.parse('2026-11-26T13:30:00.000Z'),
      peak: 2,
      refusedPeak: 1,
      calls: 3,
      refused: 1,
    });
    expect(bars.at(-2)).toMatchObject({ peak: 3, refused: 0 });
    expect(bars.slice(0, -2).every(({ calls }) => calls === 0)).toBe(true);
  });

  test('a refusal is not lost in a busier second beside it', () => {
    const seconds = [
      { at: '2026-11-26T13:30:03.000Z', calls: 5, refused: 0 },
      { at: '2026-11-26T13:30:04.000Z', calls: 1, refused: 1 },
    ];
    expect(bucketsOf(seconds, now, spans[1]).at(-1)).toMatchObject({ peak: 5, refusedPeak: 1 });
  });

  test.each(spans.map((span) => [span.id, span] as const))('%s minutes are covered whole', (_id, span) => {
    const bars = bucketsOf([], now, span);
    const size = span.bucketMinutes * 60_000;
    expect(bars.every(({ at }) => at % size === 0)).toBe(true);
    expect(bars[0]!.at).toBeLessThanOrEqual(now - span.minutes * 60_000 + size);
    expect(bars.length).toBeLessThanOrEqual(72);
  });

  test('seconds from before the first bar, or from after now, are left out', () => {
    const seconds = [
      { at: '2026-11-26T12:00:00.000Z', calls: 9, refused: 9 },
      { at: '2026-11-26T14:00:00.000Z', calls: 9, refused: 9 },
    ];
    expect(bucketsOf(seconds, now, spans[0]).some(({ calls }) => calls > 0)).toBe(false);
  });
});

describe('lines of a log', () => {
  test('structured ones are taken apart', () => {
    const line = '{"caseId":"c1","attempt":2,"level":"ERROR","function":"advance","message":"message failed"}';
    expect(readLogLine(line)).toMatchObject({
      level: 'error',
      message: 'message failed',
      fields: [
        { name: 'caseId', value: 'c1' },
        { name: 'attempt', value: '2' },
      ],
    });
  });

  test.each(['REPORT RequestId: 1', '{"broken"', '[1]', '"text"', '{"level":"INFO"}'])(
    '%s is shown as it is',
    (line) => {
      expect(readLogLine(line)).toMatchObject({ level: 'plain', message: line, fields: [] });
    },
  );
});

describe('names of what is deployed', () => {
  test.each([
    ['InboxQueue1C8C0F3E', 'Inbox', false],
    ['InboxQueueDeadLettersDF8AF31F', 'Inbox: dead letters', true],
    ['TickDeadLetters14337824', 'Look of every minute: dead letters', true],
    ['BillingSinkQueue80BC10DF', 'Billing Sink', false],
  ])('queue %s is %s', (logicalId, expected, dead) => {
    expect(nameOfQueue(logicalId).name.en).toBe(expected);
    expect(keepsDeadLetters(logicalId)).toBe(dead);
  });

  test('a function that the page does not know keeps its name in the template', () => {
    expect(nameOfFunction('LanesMailFunction6C164F0E').name.en).toBe('Send mail');
    expect(nameOfFunction('ExportToBillingFunction6C164F0E')).toMatchObject({
      name: { en: 'Export To Billing' },
      purpose: null,
    });
  });
});

const fault = (sequence: number, more: Partial<Fault> = {}): Fault => ({
  sequence,
  at: `2026-11-26T13:00:0${sequence}.000Z`,
  kind: 'function.invoked',
  title: { ja: '失敗', en: 'failed' },
  detail: 'Error: no',
  look: { ja: `${sequence}`, en: `${sequence}` },
  about: { type: 'function', name: 'f' },
  caseId: null,
  ...more,
});

test('a fault that comes again and again is told once, at its latest', () => {
  const groups = groupFaults([fault(4), fault(3, { detail: 'other' }), fault(2), fault(1, { caseId: 'c' })]);
  expect(groups.map(({ latest, count, firstAt }) => [latest.sequence, count, firstAt.slice(18, 19)])).toEqual([
    [4, 2, '2'],
    [3, 1, '3'],
    [1, 1, '1'],
  ]);
});

describe('what happened with events and rules', () => {
  const entry = (sequence: number, kind: string, detail: Entry['detail']): Entry => ({
    sequence,
    at: '2026-11-26T13:00:00.000Z',
    kind,
    detail,
  });
  const activity = readActivity([
    entry(1, 'event.received', { id: 'e1', detailType: 'Change', detail: { eventType: 'CASE.CREATED' } }),
    entry(2, 'event.received', { id: 'e2', detailType: 'SLA Ended', detail: {} }),
    entry(3, 'event.delivered', { id: 'e1', rule: 'inbox' }),
    entry(4, 'event.dropped', { id: 'e1', rule: 'other', reason: 'gone' }),
    entry(5, 'rule.fired', { rule: 'sla', actions: [{ type: 'ASSIGN_SLA', ok: false, error: 'no' }] }),
    entry(6, 'something.else', {}),
  ]);

  test('it is told newest first, and other entries are left out', () => {
    expect(activity.map(({ sequence, kind }) => [sequence, kind])).toEqual([
      [5, 'failed'],
      [4, 'dropped'],
      [3, 'delivered'],
      [2, 'received'],
      [1, 'received'],
    ]);
  });

  test('an event knows the rules that took it, and what becomes of it knows the event', () => {
    expect(activity.find(({ sequence }) => sequence === 1)).toMatchObject({ rules: ['inbox', 'other'] });
    expect(activity.find(({ sequence }) => sequence === 2)).toMatchObject({ rules: [], what: 'SLA Ended' });
    expect(activity.find(({ sequence }) => sequence === 3)).toMatchObject({ what: 'CASE.CREATED' });
  });
});

// The words of the page ask the browser for its language as soon as they are there.
vi.stubGlobal('navigator', { languages: [] });
vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) });
const { ruleSentences } = await import('../../console/src/pages/hood/rules-words.ts');

describe('rules in words', () => {
  const rule = (type: string, properties: DeployedRule['properties']): DeployedRule => ({
    name: 'r',
    type,
    stack: 's',
    logicalId: 'R12345678',
    properties,
    fired: 0,
    lastFiredAt: null,
  });
  const inWords = (one: DeployedRule) => ruleInWords(one, ruleSentences.en, (arn) => arn);

  test.each([
    [
      {
        EventPattern: {
          source: ['a'],
          'detail-type': ['X', 'Y'],
          detail: { sink: ['s'], n: { m: [{ exists: true }] } },
        },
      },
      'When “X or Y” comes from a, where sink is s and n.m fits its pattern, nothing is done: the rule has no target.',
    ],
    [
      { EventPattern: { resources: ['arn'] }, Targets: [{ Arn: 'q1' }, { Arn: 'q2' }] },
      'When “any event” comes from anywhere about one named resource, it is handed to q1 and q2.',
    ],
    [
      { ScheduleExpression: 'rate(1 minute)', Targets: [{ Arn: 'f' }] },
      'On the schedule rate(1 minute), it is handed to f.',
    ],
  ])('an EventBridge rule %#', (properties, expected) => {
    expect(inWords(rule('AWS::Events::Rule', properties))).toBe(expected);
  });

  test('a Contact Lens rule', () => {
    const sla = { CaseSlaConfiguration: { Name: 'first-response', TargetSlaMinutes: 30 } };
    const properties = {
      TriggerEventSource: { EventSourceName: 'OnCaseCreate' },
      Function: '{"RuleFunction":{"Operands":[{"ComparisonValue":"$.Case.TemplateId"}]}}',
      Actions: { AssignSlaActions: [sla], SendNotificationActions: [{}] },
    };
    expect(inWords(rule('AWS::Connect::Rule', properties))).toBe(
      'When a case is created, if its template fits, it gets the SLA “first-response” of 30 minutes and a notification is sent.',
    );
  });

  test('a trigger and an action that are called like something of every object', () => {
    const properties = {
      TriggerEventSource: { EventSourceName: 'constructor' },
      Actions: { valueOf: [{}] },
    };
    expect(inWords(rule('AWS::Connect::Rule', properties))).toMatch(/^On constructor.*valueOf is carried out/);
  });
});

test.each([
  [{ detail: { case: { caseId: 'c1' } } }, 'c1'],
  [[{ a: 1 }, { caseId: 'c2' }], 'c2'],
  [{ caseId: 7 }, undefined],
  ['text', undefined],
  [null, undefined],
])('the case that %j speaks of', (value, expected) => {
  expect(caseIdIn(value)).toBe(expected);
});
