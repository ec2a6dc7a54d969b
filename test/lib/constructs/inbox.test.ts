import { Token } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { Inbox } from '../../../lib/constructs/inbox/inbox.ts';
import { watchedChanges, watchedFieldIds } from '../../../lib/constructs/inbox/watched-changes.ts';
import { parsePattern } from '../../../sandbox/services/eventbridge/pattern/compile-pattern.ts';
import { matchesEvent } from '../../../sandbox/services/eventbridge/pattern/match-event.ts';
import { clockOnlyPolicy } from '../../support/desk-policy.ts';
import { templateOf } from '../support/test-stack.ts';

const casesDomainArn = 'arn:aws:cases:ap-northeast-1:111122223333:domain/d1';
const custom = '902575ca-a2dd-4bca-9f99-1d7ebf9d1cf5';

describe('the fields whose changes are watched', () => {
  test('are custom fields and system fields, but not texts and times that no condition names', () => {
    const watched = watchedFieldIds(clockOnlyPolicy, [custom]);
    expect(watched).toEqual(
      expect.arrayContaining([custom, 'status', 'assigned_user', 'assigned_queue', 'customer_id', 'case_reason']),
    );
    expect(watched).not.toEqual(expect.arrayContaining(['title']));
    expect(watched).not.toEqual(expect.arrayContaining(['summary']));
    expect(watched).not.toEqual(expect.arrayContaining(['last_updated_datetime']));
  });

  test('are texts and times, too, where a condition or a sink names them', () => {
    const policy = { ...clockOnlyPolicy, decidingFieldIds: ['title'], shadowFieldIds: ['last_closed_datetime'] };
    expect(watchedFieldIds(policy, [])).toEqual(expect.arrayContaining(['title', 'last_closed_datetime']));
  });

  test('are all where rules of the console may name any, and where no pattern has room for their ids', () => {
    expect(watchedFieldIds({ ...clockOnlyPolicy, adopt: [{ slaName: '*', policy: 'any' }] }, [])).toBeUndefined();
    const many = Array.from({ length: 40 }, () => Token.asString({ Ref: 'Field' }));
    expect(watchedFieldIds(clockOnlyPolicy, many.slice(0, 1))).toBeDefined();
    expect(
      watchedFieldIds(
        clockOnlyPolicy,
        many.map((_token, place) => `${custom}${place}`),
      ),
    ).toBeUndefined();
  });
});

describe('the rule of the inbox', () => {
  const pattern = parsePattern(JSON.stringify({ detail: watchedChanges(['status', custom]) }));
  const hears = (detail: Readonly<Record<string, unknown>>): boolean => matchesEvent(pattern, { detail });

  test.each([
    ['a watched field among others', { eventType: 'CASE.UPDATED', changedFieldIds: ['title', 'status'] }],
    ['a custom field', { eventType: 'CASE.UPDATED', changedFieldIds: [custom] }],
    ['a change that names no fields', { eventType: 'CASE.UPDATED' }],
    ['a new case', { eventType: 'CASE.CREATED', changedFieldIds: ['title'] }],
    ['a deleted case', { eventType: 'CASE.DELETED' }],
    ['a related item', { eventType: 'RELATED_ITEM.CREATED', changedAttributes: ['comment.body'] }],
    ['a type that AWS adds later', { eventType: 'CASE.MERGED', changedFieldIds: ['title'] }],
  ])('hears of %s', (_what, detail) => expect(hears(detail)).toBe(true));

  test('does not hear of changes of nothing that is watched', () => {
    expect(hears({ eventType: 'CASE.UPDATED', changedFieldIds: ['title', 'last_updated_datetime'] })).toBe(false);
  });

  test('has a pattern within the 2,048 characters of EventBridge with as many fields as it takes', () => {
    const most = Array.from({ length: 40 }, (_unused, place) => `${custom.slice(0, -2)}${10 + place}`);
    const fits = most.findLast(
      (_id, place) => watchedFieldIds(clockOnlyPolicy, most.slice(0, place + 1)) !== undefined,
    );
    const watched = watchedFieldIds(clockOnlyPolicy, most.slice(0, most.indexOf(fits!) + 1))!;
    const template = templateOf((stack) => {
      new Inbox(stack, 'Inbox', { casesDomainArn, watchedFieldIds: watched });
    });
    const [rule] = Object.values(template.findResources('AWS::Events::Rule')) as {
      Properties: { EventPattern: unknown };
    }[];
    const text = JSON.stringify(rule!.Properties.EventPattern);
    expect(() => parsePattern(text)).not.toThrow();
    expect(watched.length).toBeGreaterThan(30);
  });
});
