import { beforeEach, describe, expect, test } from 'vitest';
import { flowOf } from '../flow/flow-steps.ts';
import { connectWorld, instanceArn, queueId, satoId, withCases, type ConnectWorld } from './connect-world.ts';

let at: ConnectWorld;
let flowId: string;
beforeEach(() => {
  at = connectWorld();
  flowId = at.flow(
    flowOf({
      wait: { type: 'Wait', parameters: { TimeLimitSeconds: '3600' }, next: 'end', errors: { NoMatchingError: 'end' } },
    }),
  );
});
const chat = (more: Record<string, unknown> = {}) =>
  at.call('StartChatContact', { ContactFlowId: flowId, ParticipantDetails: { DisplayName: '山本' }, ...more });
const task = (more: Record<string, unknown> = {}) =>
  at.call('StartTaskContact', { Name: 'a task', ContactFlowId: flowId, ...more });
const refusal = (code: string, message: string | RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('the instance as instance.yaml says', () => {
  test('users, with the names and ids of the file', () => {
    expect(at.call('ListUsers')['UserSummaryList'].map(({ Username }: { Username: string }) => Username)).toEqual([
      'sato',
      'suzuki',
      'tanaka',
    ]);
    expect(at.call('DescribeUser', { UserId: satoId })['User']).toMatchObject({
      Arn: `${instanceArn}/agent/${satoId}`,
      Username: 'sato',
      IdentityInfo: { FirstName: '花子', LastName: '佐藤', Email: 'sato@example.co.jp' },
    });
  });
  test('lists come in pages', () => {
    const first = at.call('ListUsers', { MaxResults: 2 });
    expect(first['UserSummaryList']).toHaveLength(2);
    const second = at.call('ListUsers', { MaxResults: 2, NextToken: first['NextToken'] });
    expect(second['UserSummaryList']).toHaveLength(1);
    expect(second['NextToken']).toBeUndefined();
  });
  test.each([
    ['a name', { StringCondition: { FieldName: 'Username', Value: 'suzuki', ComparisonType: 'EXACT' } }, ['suzuki']],
    [
      'part of a name, in any case',
      { StringCondition: { FieldName: 'Username', Value: 'TA', ComparisonType: 'STARTS_WITH' } },
      ['tanaka'],
    ],
    [
      'either',
      {
        OrConditions: ['sato', 'tanaka'].map((Value) => ({
          StringCondition: { FieldName: 'Username', Value, ComparisonType: 'EXACT' },
        })),
      },
      ['sato', 'tanaka'],
    ],
    [
      'both',
      {
        AndConditions: ['s', 'sa'].map((Value) => ({
          StringCondition: { FieldName: 'Username', Value, ComparisonType: 'STARTS_WITH' },
        })),
      },
      ['sato'],
    ],
    ['everybody', undefined, ['sato', 'suzuki', 'tanaka']],
  ])('SearchUsers by %s', (_why, SearchCriteria, names) => {
    expect(
      at.call('SearchUsers', { SearchCriteria })['Users'].map(({ Username }: { Username: string }) => Username),
    ).toEqual(names);
  });
  test('queues and hours', () => {
    expect(at.call('ListQueues', { QueueTypes: ['STANDARD'] })['QueueSummaryList']).toHaveLength(2);
    const { HoursOfOperationId } = at.call('DescribeQueue', { QueueId: queueId })['Queue'];
    expect(at.call('DescribeHoursOfOperation', { HoursOfOperationId })['HoursOfOperation']).toMatchObject({
      Name: '平日窓口',
      TimeZone: 'Asia/Tokyo',
      Config: expect.arrayContaining([
        { Day: 'MONDAY', StartTime: { Hours: 9, Minutes: 0 }, EndTime: { Hours: 18, Minutes: 0 } },
      ]),
    });
  });
  test.each([
    ['DescribeInstance', { InstanceId: 'other' }],
    ['DescribeUser', { UserId: 'nobody' }],
    ['DescribeQueue', { QueueId: 'x' }],
    ['DescribeContact', { ContactId: 'x' }],
    ['DescribeContactFlow', { ContactFlowId: 'x' }],
    ['DescribeRule', { RuleId: 'x' }],
    ['DeleteIntegrationAssociation', { IntegrationAssociationId: 'x' }],
  ])('%s of what is not there is ResourceNotFoundException', (operation, input) => {
    expect(() => at.call(operation, input)).toThrow(refusal('ResourceNotFoundException', ''));
  });
  test('who is on duty has current data', () => {
    expect(at.call('GetCurrentUserData', { Filters: { Agents: [satoId] } })['UserDataList']).toEqual([]);
    const [available] = at.call('ListAgentStatuses')['AgentStatusSummaryList'];
    at.call('PutUserStatus', { UserId: satoId, AgentStatusId: available.Id });
    expect(at.call('GetCurrentUserData', { Filters: { Queues: [queueId] } })['UserDataList']).toMatchObject([
      { User: { Id: satoId }, Status: { StatusName: 'Available' } },
    ]);
  });
});

describe('starting contacts', () => {
  test('a chat starts, with its answers as attributes and its first message', () => {
    const { ContactId, ParticipantToken } = chat({
      Attributes: { name: '山本' },
      InitialMessage: { ContentType: 'text/plain', Content: 'こんにちは' },
    });
    expect(ParticipantToken).toBeTruthy();
    expect(at.entries('contact.started')).toMatchObject([
      { contactId: ContactId, detail: { channel: 'CHAT', flowId, displayName: '山本', attributes: { name: '山本' } } },
    ]);
    expect(at.entries('contact.message')).toMatchObject([{ detail: { role: 'CUSTOMER', text: 'こんにちは' } }]);
    expect(at.service.access.describeContact(`${instanceArn}/contact/${ContactId}`)).toMatchObject({
      contactId: ContactId,
      channel: 'CHAT',
    });
  });
  test('a token starts one contact in seven days', async () => {
    const first = chat({ ClientToken: 't' });
    expect(chat({ ClientToken: 't' })).toEqual(first);
    expect(chat({ ClientToken: 'u' })['ContactId']).not.toBe(first['ContactId']);
    await at.run(7 * 86_400 + 1);
    expect(chat({ ClientToken: 't' })['ContactId']).not.toBe(first['ContactId']);
  });
  test('a token of a call that was refused is free', () => {
    expect(() => task({ ClientToken: 't', Name: '' })).toThrow();
    expect(task({ ClientToken: 't' })['ContactId']).toBeTruthy();
    expect(at.entries('task.started')).toHaveLength(1);
  });
  test('the same token of a task and of a chat are two', () => {
    expect(task({ ClientToken: 't' })['ContactId']).not.toBe(chat({ ClientToken: 't' })['ContactId']);
  });
  test('a chat that nobody ends ends by itself', async () => {
    const longer = at.flow(
      flowOf({
        wait: {
          type: 'Wait',
          parameters: { TimeLimitSeconds: '604800' },
          next: 'end',
          errors: { NoMatchingError: 'end' },
        },
      }),
      { name: 'long' },
    );
    chat({ ContactFlowId: longer, ChatDurationInMinutes: 60 });
    await at.run(3601);
    expect(at.entries('contact.ended')).toMatchObject([{ detail: { reason: 'EXPIRED' } }]);
  });

  test.each<[string, () => unknown, string, RegExp]>([
    ['no name', () => chat({ ParticipantDetails: {} }), 'InvalidParameterException', /DisplayName is required/],
    ['a flow that is not there', () => chat({ ContactFlowId: 'x' }), 'ResourceNotFoundException', /no flow "x"/],
    [
      'an attribute key with a space',
      () => chat({ Attributes: { 'a b': 'c' } }),
      'InvalidParameterException',
      /may hold only letters/,
    ],
    [
      'too many attributes',
      () => chat({ Attributes: { a: 'x'.repeat(32_768) } }),
      'InvalidParameterException',
      /32769 bytes; at most 32768/,
    ],
    [
      'a chat that lasts five minutes',
      () => chat({ ChatDurationInMinutes: 5 }),
      'InvalidParameterException',
      /from 60 to 10080/,
    ],
    [
      'what the sandbox lacks',
      () => chat({ PersistentChat: {} }),
      'InvalidParameterException',
      /does not support PersistentChat/,
    ],
    [
      'a task without a target',
      () => task({ ContactFlowId: undefined }),
      'InvalidParameterException',
      /Exactly one of .* got none/,
    ],
    [
      'a task with two targets',
      () => task({ QuickConnectId: 'q' }),
      'InvalidParameterException',
      /got ContactFlowId, QuickConnectId/,
    ],
    [
      'a quick connect',
      () => task({ ContactFlowId: undefined, QuickConnectId: 'q' }),
      'InvalidParameterException',
      /does not support QuickConnectId/,
    ],
    [
      'a name of 1,025 characters',
      () => task({ Name: 'x'.repeat(1025) }),
      'InvalidParameterException',
      /1 to 1024 characters/,
    ],
    [
      'a description of 4,097 characters',
      () => task({ Description: 'x'.repeat(4097) }),
      'InvalidParameterException',
      /4096/,
    ],
    [
      'an attachment as reference',
      () => task({ References: { a: { Type: 'ATTACHMENT', Value: 'x' } } }),
      'InvalidParameterException',
      /has type ATTACHMENT/,
    ],
    [
      'references of more than 4,096 bytes',
      () => task({ References: { a: { Type: 'URL', Value: 'x'.repeat(4096) } } }),
      'InvalidParameterException',
      /4100 bytes/,
    ],
    [
      'a task in a week',
      () => task({ ScheduledTime: new Date('2026-10-13T00:00:00Z') }),
      'InvalidParameterException',
      /within 6 days/,
    ],
    ['a token of 501 characters', () => task({ ClientToken: 'x'.repeat(501) }), 'InvalidParameterException', /500/],
    [
      'previous and related contact',
      () => task({ PreviousContactId: 'a', RelatedContactId: 'b' }),
      'InvalidParameterException',
      /must not both/,
    ],
  ])('refused: %s', (_why, act, code, message) => {
    expect(act).toThrow(refusal(code, message));
    expect(at.entries('contact.started')).toEqual([]);
    expect(at.entries('task.started')).toEqual([]);
  });

  test('a scheduled task starts its flow then', async () => {
    task({ ScheduledTime: new Date('2026-10-05T13:00:00Z') });
    await at.run(3590);
    expect(at.world.kernel.clock.upcoming(5).some(({ label }) => label.includes('starts'))).toBe(true);
    await at.run(11);
    expect(at.world.kernel.clock.upcoming(5).some(({ label }) => label.includes('starts'))).toBe(false);
  });
  test('a chain of tasks shares its attributes and holds twelve', () => {
    let id = String(task({ Attributes: { a: '1' } })['ContactId']);
    const first = id;
    for (let length = 2; length <= 12; length += 1)
      id = String(task({ PreviousContactId: id, Attributes: { [`b${length}`]: 'x' } })['ContactId']);
    expect(at.call('GetContactAttributes', { InitialContactId: first })['Attributes'].b12).toBe('x');
    expect(at.call('DescribeContact', { ContactId: id })['Contact'].InitialContactId).toBe(first);
    expect(() => task({ PreviousContactId: id })).toThrow(refusal('ServiceQuotaExceededException', /at most 12/));
  });
  test('a related task copies the attributes once', () => {
    const first = String(task({ Attributes: { a: '1' } })['ContactId']);
    const second = String(task({ RelatedContactId: first, Attributes: { b: '2' } })['ContactId']);
    at.call('UpdateContactAttributes', { InitialContactId: first, Attributes: { a: '9' } });
    expect(at.call('GetContactAttributes', { InitialContactId: second })['Attributes']).toEqual({ a: '1', b: '2' });
  });
  test('a contact is stopped once', () => {
    const { ContactId } = chat();
    at.call('StopContact', { ContactId });
    expect(() => at.call('StopContact', { ContactId })).toThrow(refusal('ContactNotFoundException', /has ended/));
  });
});

describe('integration associations', () => {
  const eventArn = 'arn:aws:app-integrations:ap-northeast-1:111122223333:event-integration/cases';
  const event = (more: Record<string, unknown> = {}) =>
    at.call('CreateIntegrationAssociation', {
      IntegrationType: 'EVENT',
      IntegrationArn: eventArn,
      SourceType: 'CASES',
      ...more,
    });
  const withEventIntegration = (): void => {
    at.world.appIntegrations = {
      eventIntegration: (arn) =>
        arn === eventArn ? { name: 'cases', source: 'aws.cases', eventBridgeBus: 'default' } : undefined,
    };
  };

  test('EVENT needs its event integration', () => {
    expect(event).toThrow(refusal('ResourceNotFoundException', /no event integration/));
    withEventIntegration();
    const { IntegrationAssociationId } = event();
    expect(at.service.access.integrationAssociations(instanceArn)).toMatchObject([
      { id: IntegrationAssociationId, integrationType: 'EVENT', integrationArn: eventArn, sourceType: 'CASES' },
    ]);
  });
  test('EVENT without CASES, and what the sandbox lacks, are refused', () => {
    withEventIntegration();
    expect(() => event({ SourceType: 'ZENDESK' })).toThrow(refusal('InvalidParameterException', /got ZENDESK/));
    expect(() => event({ IntegrationType: 'VOICE_ID' })).toThrow(
      refusal('InvalidParameterException', /CASES_DOMAIN, EVENT/),
    );
  });
  test('CASES_DOMAIN needs its domain and is there once', async () => {
    expect(() =>
      at.call('CreateIntegrationAssociation', {
        IntegrationType: 'CASES_DOMAIN',
        IntegrationArn: 'arn:aws:cases:ap-northeast-1:111122223333:domain/x',
      }),
    ).toThrow(refusal('ResourceNotFoundException', ''));
    const { domainArn } = await withCases(at);
    expect(() =>
      at.call('CreateIntegrationAssociation', { IntegrationType: 'CASES_DOMAIN', IntegrationArn: domainArn }),
    ).toThrow(refusal('DuplicateResourceException', /already/));
  });
  test('lists are filtered by type and ARN, and deleting removes', async () => {
    withEventIntegration();
    const { domainArn } = await withCases(at);
    const { IntegrationAssociationId } = event();
    const list = (filter: Record<string, unknown>) =>
      at.call('ListIntegrationAssociations', filter)['IntegrationAssociationSummaryList'];
    expect(list({})).toHaveLength(2);
    expect(list({ IntegrationType: 'CASES_DOMAIN' })).toMatchObject([{ IntegrationArn: domainArn }]);
    expect(list({ IntegrationType: 'EVENT', IntegrationArn: domainArn })).toEqual([]);
    at.call('DeleteIntegrationAssociation', { IntegrationAssociationId });
    expect(list({ IntegrationType: 'EVENT' })).toEqual([]);
  });
});
