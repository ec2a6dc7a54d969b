import { expect, test } from 'vitest';
import { canonicalJson } from '../../../lambda/contract/canonical-json.ts';
import { compiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { compilePolicy } from '../../../lib/policy/compile-policy.ts';
import { durationSeconds } from '../../../lib/policy/duration.ts';
import { examplePolicy, exampleWith, load } from './policy-folder.ts';

const ids = {
  casesDomainId: 'domain-1',
  fieldIds: {
    preferred_slot_1: 'field-1',
    preferred_slot_2: 'field-2',
    preferred_slot_3: 'field-3',
    category: 'field-4',
  },
  templateIds: { consultation: 'template-1' },
};
const compiled = async (policy = examplePolicy) => compilePolicy(await load({ policy }), ids);

test('what is compiled follows the contract of the functions', async () => {
  const policy = await compiled();
  expect(compiledPolicy.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
});

test('names have become ids, in policies, actions and sinks', async () => {
  const { policies, sinks, people } = await compiled();
  expect(policies).toMatchObject([
    {
      name: 'first-response',
      for: { templateId: 'template-1' },
      until: { fieldId: 'status', values: ['in_progress'] },
      targetSeconds: 1800,
      breach: [
        { kind: 'reassign', team: 'second-line', pick: 'first' },
        { kind: 'email' },
        { kind: 'task' },
        { kind: 'slack', channel: 'C0SLA' },
      ],
    },
  ]);
  expect(sinks.salesforce?.map).toEqual({ Subject: 'title', Status: 'status' });
  expect(people.map(({ name, displayName, email }) => [name, displayName, email])).toEqual([
    ['sato', '佐藤 花子', 'sato@example.co.jp'],
    ['suzuki', '鈴木 一郎', 'suzuki@example.co.jp'],
  ]);
});

test('the shadow holds what decides and what sinks map; what only notices name is read and not kept', async () => {
  const { shadowFieldIds, noticeFieldIds, fields } = await compiled(exampleWith('Status: status', 'Status: category'));
  expect(shadowFieldIds).toEqual(['status', 'title', 'field-4']);
  expect(noticeFieldIds).toEqual(['reference_number', 'title', 'field-1']);
  expect(fields).toMatchObject({
    preferred_slot_2: { id: 'field-2', label: '面談希望日時(第2希望)' },
    title: { id: 'title', label: 'タイトル' },
  });
});

test.each([
  ['ja', 'Asia/Tokyo'],
  ['en', 'UTC'],
])('without a time zone, language %s reads times in %s', async (language, timeZone) => {
  const policy = exampleWith('timeZone: Asia/Tokyo\n', '').replace('language: ja', `language: ${language}`);
  expect((await compiled(policy)).timeZone).toBe(timeZone);
});

test('statuses hold the built-in ones too', async () => {
  expect((await compiled()).statuses).toEqual({
    open: 'Open',
    closed: 'Closed',
    in_progress: '対応中',
    waiting_customer: 'お客様回答待ち',
  });
});

test.each([
  ['1m', 60],
  ['4h', 14_400],
  ['2d', 172_800],
])('%s is %i seconds', (duration, seconds) => {
  expect(durationSeconds(duration)).toBe(seconds);
});

test('equal policies have equal texts, whatever the order of their keys', async () => {
  const policy = await compiled();
  const shuffled = Object.fromEntries(Object.entries(policy).reverse());
  expect(canonicalJson(shuffled)).toBe(canonicalJson(policy));
  expect(JSON.parse(canonicalJson(policy))).toEqual(policy);
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: '"' })).toBe('{"a":"\\"","b":[1,{"d":null}]}');
});
