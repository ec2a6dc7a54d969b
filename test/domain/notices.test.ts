import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { withEffect } from '../../lambda/domain/claims.ts';
import {
  caseUrl,
  formatInstant,
  mailNotice,
  slackNotice,
  taskNotice,
  type NoticeSubject,
} from '../../lambda/domain/notices.ts';
import { step } from '../../lambda/domain/step.ts';
import { limitText, singleLine } from '../../lambda/domain/text-limits.ts';
import { caseChange, clockOnlyPolicy, createdAt, running, sato } from '../support/desk-policy.ts';

const late = '2026-11-24T13:10:01.000Z';

interface Over {
  readonly policy?: Partial<CompiledPolicy>;
  readonly fields?: NoticeSubject['fresh']['fields'];
  readonly reassign?: Effect['status'];
}

function subject(over: Over = {}): NoticeSubject {
  const policy = { ...clockOnlyPolicy, ...over.policy };
  const pinned = running(policy);
  const event = caseChange('CASE.CREATED', createdAt, { status: 'open' });
  const breached = step(undefined, event, pinned, late).item as CaseItem;
  const reassign = Object.values(breached.effects)[0]!;
  const item = withEffect(breached, { ...reassign, status: over.reassign ?? 'done', outcome: { at: late } });
  const fields = {
    status: 'open',
    title: '面談予約',
    reference_number: '00000017',
    assigned_user: sato.userArn,
    'field-slot-1': '11/25 10:00',
    created_datetime: createdAt,
    ...over.fields,
  };
  return {
    item,
    effect: Object.values(item.effects)[1]!,
    policy,
    fresh: { caseId: 'case-1', templateId: item.templateId, fields },
    caseUrl: caseUrl('https://desk.example/cases/{caseId}', 'case-1'),
  };
}

const mail = (body: string, over?: Parameters<typeof subject>[0]): string =>
  mailNotice(subject(over), { subject: 's', body }).body;

describe('a placeholder', () => {
  test.each([
    ['{case.title}', '面談予約'],
    ['{case.preferred_slot_1}', '11/25 10:00'],
    ['{case.status}', 'Open'],
    ['{case.assigned_user}', '佐藤 花子'],
    ['{case.created_datetime}', '2026/11/24 21:40 JST'],
    ['{case.url}', 'https://desk.example/cases/case-1'],
    ['{owner.name}', '佐藤 花子'],
    ['{deadline}', '2026/11/24 22:10 JST'],
    ['{policy}', 'first-response'],
    ['{severity}', '高'],
    ['{case.summary}', '-'],
    ['{unknown}', '{unknown}'],
    ['{ not one }', '{ not one }'],
  ])('%s becomes %s', (placeholder, expected) => {
    expect(mail(placeholder)).toBe(expected);
  });

  test('in a value is not filled in again', () => {
    expect(mail('{case.title}', { fields: { title: '{owner.name}' } })).toBe('{owner.name}');
  });

  test.each([
    [null, '未割り当て'],
    ['arn:aws:connect:x:1:instance/i/agent/user-9', 'user-9'],
  ])('for the owner %s becomes %s', (assigned_user, expected) => {
    expect(mail('{owner.name}', { fields: { assigned_user } })).toBe(expected);
  });
});

test.each([
  ['pending', '佐藤 花子'],
  ['claimed', '佐藤 花子'],
  ['parked', '未割り当て'],
] as const)('the owner whom the level is setting (%s) is told as %s', (reassign, expected) => {
  expect(mail('{owner.name}', { reassign, fields: { assigned_user: null } })).toBe(expected);
});

describe('a mail', () => {
  test('has a subject of one line, whatever the case is called', () => {
    const notice = mailNotice(subject({ fields: { title: 'a\r\nBcc: someone@example.com' } }), {
      subject: '[期限超過] {case.title}',
      body: '',
    });
    expect(notice.subject).toBe('[期限超過] a Bcc: someone@example.com');
  });

  test('has a subject that is not longer than a header may be', () => {
    expect(
      mailNotice(subject({ fields: { title: 'x'.repeat(5000) } }), { subject: '{case.title}', body: '' }).subject,
    ).toHaveLength(250);
  });
});

describe('a task', () => {
  test('keeps within what StartTaskContact takes', () => {
    const { name, description } = taskNotice(subject({ fields: { title: '面'.repeat(5000) } }));
    expect([name.length, description.length]).toEqual([512, 4096]);
  });

  test('tells deadline and case', () => {
    const { name, description } = taskNotice(subject());
    expect(name).toBe('【期限超過】面談予約');
    expect(description).toContain('期限 2026/11/24 22:10 JST');
    expect(description).toContain('https://desk.example/cases/case-1');
  });
});

describe('a Slack message', () => {
  test('is in the language of the policy', () => {
    expect(slackNotice(subject(), undefined)).toBe(
      [
        '*期限超過* 重要度: 高 (first-response)',
        '00000017 面談予約',
        '期限: 2026/11/24 22:10 JST 担当: 佐藤 花子 状態: Open',
        '<https://desk.example/cases/case-1|ケースを開く>',
      ].join('\n'),
    );
    expect(slackNotice(subject({ policy: { language: 'en' } }), undefined)).toContain('*Overdue* severity: high');
  });

  test.each([
    ['channel', '<!channel>\n'],
    ['here', '<!here>\n'],
  ] as const)('mentions %s', (mention, start) => {
    expect(slackNotice(subject(), mention).startsWith(start)).toBe(true);
  });

  test('cannot be made to mention anybody by a customer', () => {
    const text = slackNotice(subject({ fields: { title: '<!channel> & <@U1|x>\n<https://evil|ok>' } }), undefined);
    expect(text).toContain('&lt;!channel&gt; &amp; &lt;@U1|x&gt; &lt;https://evil|ok&gt;');
    expect(text.match(/<[^|>]*/g)).toEqual(['<https://desk.example/cases/case-1']);
  });

  test('keeps its link however long the title is', () => {
    const text = slackNotice(subject({ fields: { title: '&'.repeat(50_000) } }), 'channel');
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text.endsWith('|ケースを開く>')).toBe(true);
  });
});

test.each([
  ['Asia/Tokyo', 'ja', '2026/11/24 22:10 JST'],
  ['Europe/London', 'en', '2026/11/24 13:10 GMT'],
  ['UTC', 'ja', '2026/11/24 13:10 UTC'],
] as const)('an instant in %s is written for people as in %s', (zone, language, expected) => {
  expect(formatInstant('2026-11-24T13:10:00.000Z', zone, language)).toBe(expected);
});

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['面𠮷𠮷𠮷', 5, '面𠮷…'],
])('%s limited to %i is %s', (text, maximum, expected) => {
  expect(limitText(text, maximum)).toBe(expected);
});

test('a line separator and a tab are no part of one line', () => {
  expect(singleLine('a\tb\u2028c\u0000d')).toBe('a b c d');
});

describe('our own words', () => {
  const ofKind = (kind: 'warn' | 'breach' | 'escalate', language: 'ja' | 'en'): string => {
    const [row] = clockOnlyPolicy.policies;
    const levels = row!.levels.map((level) => ({ ...level, kind }));
    const of = subject({ policy: { language, policies: [{ ...row!, levels }] } });
    return [taskNotice(of).name, taskNotice(of).description.split('\n')[0], slackNotice(of, undefined)].join('\n');
  };

  test.each([
    ['warn', 'ja', ['【期限間近】面談予約', '期限 2026/11/24 22:10 JST が近づいているケースです。', '*期限間近*']],
    ['breach', 'ja', ['【期限超過】面談予約', 'までに対応されなかったケースです。', '*期限超過*']],
    ['escalate', 'ja', ['期限超過 (引き上げ)', 'を過ぎても対応されていないケースです。']],
    ['warn', 'en', ['[Due soon] 面談予約', 'This case is due at 2026/11/24', '*Due soon*']],
    ['breach', 'en', ['[Overdue] 面談予約', 'Nobody has answered this case by', '*Overdue*']],
    ['escalate', 'en', ['Overdue, escalated', 'which was due at']],
  ] as const)('say of %s in %s what has happened', (kind, language, parts) => {
    for (const part of parts) expect(ofKind(kind, language)).toContain(part);
    expect(ofKind(kind, language)).not.toMatch(/\{about\}|\{opening\}/);
  });
});
