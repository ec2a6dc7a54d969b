import { beforeAll, describe, expect, test } from 'vitest';
import { readyDesk, refusal, type OpenDesk } from './desk.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await readyDesk();
});

describe('a value that fits its field is kept as it is', () => {
  test.each([
    ['Text', { stringValue: '第1希望' }],
    ['Text', { stringValue: 'x'.repeat(4_100) }],
    ['Number', { doubleValue: 1.5 }],
    ['Boolean', { booleanValue: false }],
    ['DateTime', { stringValue: '2026-11-11T11:11:11.111111Z' }],
    ['SingleSelect', { stringValue: 'loan' }],
    ['Url', { stringValue: 'https://example.co.jp/a?b=c' }],
    ['User', { userArnValue: 'arn:aws:connect:ap-northeast-1:111122223333:instance/i/agent/u' }],
  ])('%s %j', (type, value) => {
    const id = desk.fields[type]!;
    const caseId = desk.newCase([[id, value]]);
    expect(desk.values(caseId, [id])).toEqual({ [id]: value });
  });
});

describe('a value that does not fit is refused', () => {
  test.each([
    ['Text', { doubleValue: 1 }, /takes stringValue, got doubleValue/],
    ['Text', { stringValue: 'x'.repeat(4_101) }, /at most 4100 characters, got 4101/],
    ['Text', {}, /exactly one of .* got none/],
    ['Text', { stringValue: 'a', doubleValue: 1 }, /exactly one of .* got stringValue, doubleValue/],
    ['Number', { stringValue: '1' }, /takes doubleValue/],
    ['Number', { doubleValue: '1' }, /wrong type/],
    ['Boolean', { stringValue: 'true' }, /takes booleanValue/],
    ['DateTime', { stringValue: 'tomorrow' }, /ISO-8601/],
    ['DateTime', { stringValue: '2026-11-11 11:11' }, /ISO-8601/],
    ['SingleSelect', { stringValue: 'Loan' }, /not an active option .* active are loan/],
    ['SingleSelect', { stringValue: 'old' }, /not an active option/],
    ['Url', { stringValue: 'example' }, /takes a URL/],
    ['User', { stringValue: 'sato' }, /takes userArnValue/],
  ])('%s %j', (type, value, message) => {
    const error = refusal(() => desk.newCase([[desk.fields[type]!, value]]));
    expect(error).toMatchObject({ code: 'ValidationException', statusCode: 400 });
    expect(error.message).toMatch(message);
  });

  test.each([
    ['summary', { stringValue: 'x'.repeat(3_001) }, /at most 3000/],
    ['status', { stringValue: 'waiting' }, /active are open, closed, in_progress/],
    ['reference_number', { stringValue: '12345678' }, /written by the service only/],
    ['created_datetime', { stringValue: '2026-11-11T11:11:11Z' }, /written by the service only/],
    ['next_sla_breach_datetime', { emptyValue: {} }, /written by the service only/],
    ['no-such-field', { stringValue: 'a' }, /no-such-field does not exist/],
    ['customer_id', { stringValue: 'someone' }, /must be the ARN of a profile/],
    [
      'customer_id',
      {
        stringValue:
          'arn:aws:profile:ap-northeast-1:111122223333:domains/first-desk-customers/profiles/00000000000000000000000000000000',
      },
      /does not exist/,
    ],
    [
      'customer_id',
      {
        stringValue:
          'arn:aws:profile:ap-northeast-1:111122223333:domains/elsewhere/profiles/00000000000000000000000000000000',
      },
      /does not exist/,
    ],
    ['title', { emptyValue: {} }, /required by the template and cannot be emptied/],
  ])('%s %j', (id, value, message) => {
    expect(refusal(() => desk.newCase([[id, value]])).message).toMatch(message);
  });
});

test('a field is given once only', () => {
  const field = { id: 'summary', value: { stringValue: 'a' } };
  expect(
    refusal(() => desk.inDomain('UpdateCase', { caseId: desk.newCase(), fields: [field, field] })).message,
  ).toMatch(/summary is given more than once/);
});

test('what the template requires must be there on create and cannot be emptied later', () => {
  const { templateId, customerId, fields } = desk;
  const missing = refusal(() =>
    desk.inDomain('CreateCase', { templateId, fields: [{ id: 'customer_id', value: { stringValue: customerId } }] }),
  );
  expect(missing.message).toContain(`needs values for title, ${fields['required']}`);
  for (const id of ['title', fields['required']!])
    expect(refusal(() => desk.newCase([[id, { stringValue: '' }]])).message).toContain(`needs values for ${id}`);
  const caseId = desk.newCase();
  for (const id of [fields['required']!, 'status', 'customer_id'])
    expect(refusal(() => desk.set(caseId, id, { emptyValue: {} })).message).toMatch(/cannot be emptied/);
});

test('a deleted field is refused on new cases, kept, changed and emptied where it has a value', () => {
  const fieldId = String(desk.inDomain('CreateField', { name: 'short-lived', type: 'Text' })['fieldId']);
  const withValue = desk.newCase([[fieldId, { stringValue: 'a' }]]);
  const without = desk.newCase();
  desk.inDomain('DeleteField', { fieldId });
  expect(refusal(() => desk.newCase([[fieldId, { stringValue: 'b' }]])).message).toMatch(/was deleted/);
  expect(refusal(() => desk.set(without, fieldId, { stringValue: 'b' })).message).toMatch(/was deleted/);
  desk.set(withValue, fieldId, { stringValue: 'b' });
  expect(desk.values(withValue, [fieldId])).toEqual({ [fieldId]: { stringValue: 'b' } });
  desk.set(withValue, fieldId, { emptyValue: {} });
  expect(desk.values(withValue, [fieldId])).toEqual({});
});
