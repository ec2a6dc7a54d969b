import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../lambda/contract/canonical-json.ts';
import { compiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { compilePolicy } from '../../../lib/policy/compile-policy.ts';
import { durationSeconds } from '../../../lib/policy/duration.ts';
import { ownFields } from '../../../lib/policy/own-fields.ts';
import { clockDesk, loadClocks, row, rows } from './clock-desk.ts';
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
      until: [{ fieldId: 'status', oneOf: ['in_progress'] }],
      targetSeconds: 1800,
      levels: [
        {
          name: 'breach',
          usedSeconds: 1800,
          actions: [
            { kind: 'reassign', team: 'second-line', pick: 'first' },
            { kind: 'email' },
            { kind: 'task' },
            { kind: 'slack', channel: 'C0SLA' },
          ],
        },
      ],
      native: { by: 'rule', slaName: 'first-response', fieldId: 'status', value: 'in_progress', isOwnField: false },
    },
  ]);
  expect(sinks.salesforce?.map).toEqual({ Subject: 'title', Status: 'status' });
  expect(people.map(({ name, displayName, email }) => [name, displayName, email])).toEqual([
    ['sato', '佐藤 花子', 'sato@example.co.jp'],
    ['suzuki', '鈴木 一郎', 'suzuki@example.co.jp'],
  ]);
});

test('what decides, what sinks map and what notices name are told apart', async () => {
  const policy = await compiled(exampleWith('Status: status', 'Status: category'));
  expect(policy.decidingFieldIds).toEqual(['status']);
  expect(policy.shadowFieldIds).toEqual(['title', 'field-4']);
  expect(policy.noticeFieldIds).toEqual(['reference_number', 'title', 'field-1']);
  expect(policy.fields).toMatchObject({
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

describe('clocks', () => {
  const clockIds = {
    casesDomainId: 'd',
    fieldIds: { priority: 'f-1', region: 'f-2', hidden: 'f-3', casewarden_answer: 'f-own' },
    templateIds: { request: 't-1', claim: 't-2' },
  };
  const clock = async (keys: Readonly<Record<string, string | undefined>>) => {
    const policy = compilePolicy(await loadClocks(clockDesk({ policies: rows(row('answer', keys)) })), clockIds);
    expect(compiledPolicy.parse(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
    return policy;
  };

  test('have their defaults', async () => {
    expect((await clock({})).policies[0]).toMatchObject({
      kind: 'first-response',
      start: [],
      reopen: 'continue',
      onChange: 'forward',
      for: { templateId: 't-1', where: [] },
    });
  });

  test('have each condition as tests in the order of the file, and every field of them decides', async () => {
    const policy = await clock({
      clock: 'update',
      for: '{ template: request, priority: { not: [low, normal] }, region: { set: true } }',
      start: '{ status: [working, waiting] }',
      cancel: '{ region: { set: false } }',
      reset: '{ priority: high, status: waiting }',
      pause: '{ when: { status: waiting }, resume: { status: { not: waiting } }, atMost: 3d }',
      renew: '{ changed: [hidden], comment: true }',
    });
    expect(policy.policies[0]).toMatchObject({
      kind: 'update',
      for: {
        where: [
          { fieldId: 'f-1', noneOf: ['low', 'normal'] },
          { fieldId: 'f-2', isSet: true },
        ],
      },
      start: [{ fieldId: 'status', oneOf: ['working', 'waiting'] }],
      until: [{ fieldId: 'status', oneOf: ['closed'] }],
      cancel: [{ fieldId: 'f-2', isSet: false }],
      reset: [
        { fieldId: 'f-1', oneOf: ['high'] },
        { fieldId: 'status', oneOf: ['waiting'] },
      ],
      pause: {
        when: [{ fieldId: 'status', oneOf: ['waiting'] }],
        resume: [{ fieldId: 'status', noneOf: ['waiting'] }],
        atMostSeconds: 259_200,
      },
      renew: { changedFieldIds: ['f-3'], comment: true, outbound: false },
    });
    expect(policy.decidingFieldIds).toEqual(['f-1', 'f-2', 'status', 'f-3']);
  });

  test('have their levels in the order in which they stand, each repeat by itself', async () => {
    const say = '[ { slack: { channel: C0SLA } } ]';
    const policy = await clock({
      within: '1m',
      warn: `[ { at: 50%, do: ${say} } ]`,
      escalate: `[ { after: 3m, do: ${say} }, { after: 1m, do: ${say}, repeat: { every: 5m, atMost: 2 } } ]`,
    });
    expect(policy.policies[0]?.levels.map(({ name, usedSeconds }) => [name, usedSeconds])).toEqual([
      ['warn-1', 30],
      ['breach', 60],
      ['escalate-2', 120],
      ['escalate-1', 240],
      ['escalate-2.2', 420],
      ['escalate-2.3', 720],
    ]);
  });

  test('leave out what a rule of Amazon Connect carries out', async () => {
    const breach = '[ { notify: { users: [sato], text: x, by: native } }, { slack: { channel: C0SLA } } ]';
    expect((await clock({ breach })).policies[0]?.levels[0]?.actions).toEqual([{ kind: 'slack', channel: 'C0SLA' }]);
  });

  test.each<[string, Record<string, string | undefined>, object | undefined]>([
    ['by a rule', {}, { by: 'rule', slaName: 'answer', fieldId: 'status', value: 'closed', isOwnField: false }],
    [
      'by a rule on updates, which our own field tells when',
      { start: '{ priority: high }' },
      { by: 'rule', fieldId: 'status', value: 'closed', isOwnField: false, markerFieldId: 'f-own' },
    ],
    [
      'by the mirror when no rule can ask for its start',
      { start: '{ priority: { set: true } }' },
      { by: 'mirror', fieldId: 'status', value: 'closed', isOwnField: false },
    ],
    [
      'by our own field, which no rule needs then',
      { start: '{ priority: high }', until: '{ status: [working, closed] }' },
      { by: 'mirror', fieldId: 'f-own', value: 'met', isOwnField: true },
    ],
    ['by the mirror with a calendar', { calendar: 'desk' }, { by: 'mirror', value: 'closed', isOwnField: false }],
    [
      'by our own field with two values',
      { until: '{ status: [working, closed] }' },
      { by: 'mirror', fieldId: 'f-own', value: 'met', isOwnField: true },
    ],
    [
      'by our own field with two fields',
      { until: '{ status: closed, region: x }' },
      { by: 'mirror', fieldId: 'f-own', isOwnField: true },
    ],
    [
      'by our own field without an end',
      { clock: 'next-response', until: undefined },
      { by: 'mirror', fieldId: 'f-own', isOwnField: true },
    ],
    ['not at all', { native: 'false', until: '{ status: [working, closed] }' }, undefined],
  ])('are shown to agents %s', async (_how, keys, native) => {
    const [first] = (await clock(keys)).policies;
    if (native === undefined) expect(first).not.toHaveProperty('native');
    else {
      expect(first?.native).toMatchObject(native);
      expect(first?.native?.markerFieldId !== undefined).toBe('markerFieldId' in native);
    }
  });

  test('have own fields for what Cases cannot see, in the language of the file', async () => {
    const { policy } = await loadClocks(
      clockDesk({
        policies: rows(
          row('later', { start: '{ priority: high }', for: '{ template: request, region: x }' }),
          row('hours', { start: '{ priority: high }', for: '{ template: request, region: y }', calendar: 'desk' }),
          row('overlaps', { start: '{ status: working }', for: '{ template: request, priority: low }' }),
          row('answer'),
          row('solve', { clock: 'resolution', until: '{ status: [working, closed] }' }),
          row('claim', { for: '{ template: claim }', until: '{ priority: { set: true } }' }),
          row('quiet', { clock: 'update', renew: '{ comment: true }', until: undefined, native: 'false' }),
        ),
      }),
    );
    expect(ownFields(policy).map(({ name }) => name)).toEqual([
      'casewarden_later',
      'casewarden_solve',
      'casewarden_claim',
    ]);
    expect(ownFields(policy, 'claim')).toEqual([{ name: 'casewarden_claim', label: 'Casewarden claim (automatic)' }]);
  });
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
