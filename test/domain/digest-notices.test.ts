import { expect, test } from 'vitest';
import type { Effect } from '../../lambda/contract/case-item.ts';
import { mailDigest, slackDigest } from '../../lambda/domain/digest-notices.ts';
import { mostInDigest } from '../../lambda/domain/digest.ts';
import type { NoticeSubject } from '../../lambda/domain/notices.ts';
import { breachedCases, slackRow } from '../support/breached-cases.ts';
import { clockOnlyPolicy } from '../support/desk-policy.ts';

function subjects(
  language: 'ja' | 'en',
  url: string,
  mention?: 'here' | 'channel',
): [NoticeSubject, ...NoticeSubject[]] {
  const { state } = breachedCases({ 'case-1': [{ ...slackRow, severity: 'low' }] });
  const item = JSON.parse(state.items.get('case-1')!.json) as NoticeSubject['item'];
  const [effect] = Object.values(item.effects) as [Effect];
  const subject = (place: number): NoticeSubject => ({
    item: { ...item, caseId: `00000000-0000-0000-0000-${String(place).padStart(12, '0')}` },
    effect: { ...effect, action: { kind: 'slack', channel: 'C0', ...(place === 3 && mention ? { mention } : {}) } },
    policy: { ...clockOnlyPolicy, policies: [slackRow], language, timeZone: 'Asia/Tokyo' },
    fresh: { caseId: item.caseId, templateId: item.templateId, fields: { title: 'secret', assigned_user: 'secret' } },
    caseUrl: url,
  });
  return [subject(0), ...Array.from({ length: mostInDigest - 1 }, (_unused, place) => subject(place + 1))];
}

test.each([
  ['ja', 'お知らせのまとめ: ケース10件', '期限超過'],
  ['en', 'Digest: 10 cases', 'Overdue'],
] as const)('in %s, it says how many, why, and what each case is about', (language, heading, about) => {
  const given = subjects(language, 'https://x.example/case?id=1&b=2|3', 'here');
  const slack = slackDigest(given);
  expect(slack).toContain(heading);
  expect(slack.startsWith('<!here>\n')).toBe(true);
  expect(slack.split('\n').filter((line) => line.includes(about) && /JST|GMT\+9/.test(line))).toHaveLength(10);
  expect(slack).toContain('<https://x.example/case?id=1&amp;b=2%7C3|00000000-0000-0000-0000-000000000009>');

  const mail = mailDigest(given);
  expect(mail.subject).toBe(heading);
  expect(mail.body.match(/00000000-/g)).toHaveLength(10);
  expect(`${slack}${mail.body}`).not.toContain('secret');
});

test('however long the links are, every id stands in it and Slack takes it', () => {
  const slack = slackDigest(subjects('ja', `https://x.example/${'a'.repeat(900)}`));
  expect(slack.length).toBeLessThan(4000);
  expect(new Set(slack.match(/00000000-0000-0000-0000-\d{12}/g)).size).toBe(10);
});
