import { expect, test } from 'vitest';
import { checkNative } from '../../../lib/policy/checks/check-native.ts';
import type { CheckInput } from '../../../lib/policy/checks/check-input.ts';
import type { Draft } from '../../../lib/policy/draft.ts';
import type { LockFile } from '../../../lambda/contract/lock-file.ts';

const user = { id: 'u', arn: 'arn:u', displayName: 'U' };
const lock = {
  users: Object.fromEntries(['sato', 'suzuki', 'tanaka', 'kato', 'ito', 'abe'].map((name) => [name, user])),
  queues: { 二次対応: { id: 'q', arn: 'arn:q', hoursOfOperationId: 'h' } },
} as Partial<LockFile> as LockFile;

type Row = NonNullable<NonNullable<Draft['policies']>[string]>;

/** `<path>: <message>` of what is found in a file with this policy `reply` and others. */
function findingsOf(row: Row, others: Record<string, Row> = {}): string[] {
  const input = { draft: { policies: { reply: row, ...others } }, lock, resolveCommand: 'casewarden resolve' };
  return checkNative(input as Partial<CheckInput> as CheckInput).map(({ message }) => message);
}

const email = (changes: object = {}) => ({
  email: { to: ['sato'], subject: 'Late', body: 'A case is late.', by: 'native', ...changes } as never,
});
const task = (changes: object = {}) => ({
  task: { queue: '二次対応', name: 'Look at it', by: 'native', ...changes } as never,
});
const notify = (changes: object = {}) => ({
  notify: { users: ['sato'], text: 'Late', by: 'native', ...changes } as never,
});

test('a mail, a task and a notice by Amazon Connect are taken, beside what Casewarden does', () => {
  const slack = { slack: { channel: 'C0SLA' } };
  const breach = [slack, email(), task({ description: 'x'.repeat(4096) }), notify({ text: 'x'.repeat(3000) }), slack];
  expect(findingsOf({ breach }, { other: { breach: [slack] } })).toEqual([]);
});

test.each<[string, Row, RegExp]>([
  [
    'six users',
    { breach: [email({ to: ['sato', 'suzuki', 'tanaka', 'kato', 'ito', 'abe'] })] },
    /found 6 users; allowed: 1 to 5/,
  ],
  ['a user twice', { breach: [notify({ users: ['sato', 'sato'] })] }, /found "sato" twice/],
  [
    'an unknown user',
    { breach: [email({ to: ['satou'] })] },
    /user "satou" is not in the lock file.*did you mean "sato"/,
  ],
  ['an unknown queue', { breach: [task({ queue: '一次対応' })] }, /queue "一次対応" is not in the lock file/],
  [
    'a long subject',
    { breach: [email({ subject: 'x'.repeat(201) })] },
    /subject: found 201 characters; allowed: 1 to 200/,
  ],
  ['a subject of two lines', { breach: [email({ subject: 'a\nb' })] }, /line break/],
  ['a long mail', { breach: [email({ body: 'x'.repeat(1025) })] }, /body: found 1025 characters; allowed: 1 to 1024/],
  ['a long task name', { breach: [task({ name: 'x'.repeat(513) })] }, /allowed: 1 to 512/],
  ['a long description', { breach: [task({ description: 'x'.repeat(4097) })] }, /allowed: 1 to 4096/],
  ['a long notice', { breach: [notify({ text: 'x'.repeat(3001) })] }, /allowed: 1 to 3000/],
  ['a placeholder', { breach: [email({ body: '{owner.name} …' })] }, /placeholder \{owner\.name\}.*as it is/],
  [
    'two mails',
    { breach: [email(), email()] },
    /breach\[1\]\.email: a rule in Amazon Connect has one email, and breach\[0\] is it/,
  ],
  [
    'two executors of one thing',
    { breach: [{ email: { to: 'owner', subject: 's', body: 'b' } }, email()] },
    /breach\[1\]\.email: email by Amazon Connect and by Casewarden.*one executor/,
  ],
  ['a warning', { warn: [{ at: '50%', do: [notify()] }] }, /warn\[0\]\.do\[0\]\.notify: .*at the breach only/],
  [
    'an escalation',
    { escalate: [{ after: '1h', do: [task()] }] },
    /escalate\[0\]\.do\[0\]\.task: .*at the breach only/,
  ],
  ['no native SLA', { native: false, breach: [notify()] }, /breach\[0\]\.notify: by: native needs the native SLA/],
])('is refused for %s', (_what, row, message) => {
  expect(findingsOf(row)).toEqual([expect.stringMatching(message)]);
});

test('is refused for a name that is part of another, whose SLA the rule could take for its own', () => {
  const others = { 'first-reply-high': { breach: [] }, plain: { breach: [] } };
  expect(findingsOf({ breach: [notify()] }, others)).toEqual([
    expect.stringMatching(/^policies\.reply: its name is part of "first-reply-high"/),
  ]);
  expect(findingsOf({ breach: [notify()] }, { 'reply-high': { native: false } })).toEqual([]);
});
