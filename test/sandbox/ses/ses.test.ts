import { describe, expect, test } from 'vitest';
import { createSesService } from '../../../sandbox/services/ses/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';

const setType = 'AWS::SES::ConfigurationSet';
const simple = {
  Simple: { Subject: { Data: '[期限超過] C-1' }, Body: { Text: { Data: '佐藤 さん、…' } } },
};
const mail = {
  FromEmailAddress: 'desk@example.co.jp',
  Destination: { ToAddresses: ['sato@example.com'] },
  Content: simple,
};

async function ses(options: { inSandbox?: boolean } = {}) {
  const world = testWorld();
  const instance = testInstance();
  const service = createSesService(world, {
    ...instance,
    mail: { ...instance.mail, inSandbox: options.inSandbox ?? false },
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have the SDK's shapes, which tests spell out
  const call = (operation: string, input: Record<string, unknown>): any =>
    service.api!.operations[operation]!(input, callContext('ses', operation));
  const provide = (type: string, properties: Record<string, unknown>) =>
    service.resources[type]!.create(resourceRequest(type, properties));
  await provide(setType, {
    Name: 'casewarden-dev',
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    ReputationOptions: { ReputationMetricsEnabled: true },
    SendingOptions: { SendingEnabled: true },
  });
  const sent = () => world.kernel.journal.entries().filter(({ kind }) => kind === 'mail.sent');
  return { world, service, call, provide, sent };
}

test('a mail stands in the mailbox and in the journal, with its case', async () => {
  const { service, call, sent } = await ses();
  const { MessageId: messageId } = call('SendEmail', {
    ...mail,
    FromEmailAddress: '窓口 <desk@example.co.jp>',
    ConfigurationSetName: 'casewarden-dev',
    EmailTags: [
      { Name: 'casewarden-case', Value: 'c-1' },
      { Name: 'casewarden-effect', Value: 'e@3a.1' },
    ],
  });
  expect(messageId).toEqual(expect.stringMatching(/.{20,}/));
  expect(sent()).toEqual([
    expect.objectContaining({
      caseId: 'c-1',
      detail: {
        messageId,
        from: '窓口 <desk@example.co.jp>',
        to: ['sato@example.com'],
        cc: [],
        bcc: [],
        subject: '[期限超過] C-1',
        body: '佐藤 さん、…',
        tags: { 'casewarden-case': 'c-1', 'casewarden-effect': 'e@3a.1' },
        configurationSet: 'casewarden-dev',
      },
    }),
  ]);
  expect(service.snapshot().mailbox).toMatchObject([{ messageId, to: ['sato@example.com'] }]);
});

describe('who may send', () => {
  test.each<[string, string, boolean]>([
    ['an address of a verified domain', 'desk@example.co.jp', true],
    ['an address of a domain below it', 'desk@mail.example.co.jp', true],
    ['an address of another domain', 'desk@example.com', false],
    ['an address of a domain that ends alike', 'desk@notexample.co.jp', false],
  ])('%s', async (_who, from, allowed) => {
    const { call, sent } = await ses();
    const send = () => call('SendEmail', { ...mail, FromEmailAddress: from });
    if (allowed) send();
    else
      expect(send).toThrow(
        expect.objectContaining({
          code: 'MessageRejected',
          message: `Email address is not verified. The following identities failed the check in region AP-NORTHEAST-1: ${from}`,
        }),
      );
    expect(sent()).toHaveLength(allowed ? 1 : 0);
  });
});

test('in the sandbox of SES the recipient must be verified too, or be the simulator', async () => {
  const { call } = await ses({ inSandbox: true });
  expect(() => call('SendEmail', mail)).toThrow('failed the check in region AP-NORTHEAST-1: sato@example.com');
  call('SendEmail', {
    ...mail,
    Destination: { ToAddresses: ['sato@example.co.jp'], CcAddresses: ['success@simulator.amazonses.com'] },
  });
  expect(call('GetAccount', {})).toMatchObject({
    ProductionAccessEnabled: false,
    SendQuota: { Max24HourSend: 200, SentLast24Hours: 2 },
  });
});

describe('a mail is refused', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'with a configuration set that is not there',
      { ConfigurationSetName: 'nope' },
      'NotFoundException',
      'Configuration set <nope> does not exist.',
    ],
    [
      'with a tag that SES does not take',
      { EmailTags: [{ Name: 'x', Value: '期限' }] },
      'BadRequestException',
      'Invalid tag value <期限>',
    ],
    [
      'with a tag twice',
      {
        EmailTags: [
          { Name: 'x', Value: '1' },
          { Name: 'x', Value: '2' },
        ],
      },
      'BadRequestException',
      'Duplicate tag names',
    ],
    [
      'with raw content',
      { Content: { Raw: { Data: new Uint8Array() } } },
      'BadRequestException',
      'Content.Raw is not supported by the sandbox',
    ],
    [
      'with a template',
      { Content: { Template: { TemplateName: 'x' } } },
      'BadRequestException',
      'Content.Template is not supported by the sandbox',
    ],
    ['to nobody', { Destination: {} }, 'BadRequestException', 'at least one recipient'],
    [
      'to 51 people',
      { Destination: { ToAddresses: Array.from({ length: 51 }, (_, index) => `a${index}@example.com`) } },
      'BadRequestException',
      'Recipient count exceeds 50.',
    ],
    ['to no address', { Destination: { ToAddresses: ['sato'] } }, 'BadRequestException', "Missing final '@domain'"],
    [
      'with a line break in its subject',
      { Content: { Simple: { ...simple.Simple, Subject: { Data: 'a\nBcc: x' } } } },
      'BadRequestException',
      'line breaks',
    ],
    ['without a sender', { FromEmailAddress: undefined }, 'BadRequestException', 'FromEmailAddress is required'],
  ])('%s', async (_why, change, code, message) => {
    const { call, sent } = await ses();
    expect(() => call('SendEmail', { ...mail, ...change })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
    expect(sent()).toEqual([]);
  });

  test('by a configuration set that may not send', async () => {
    const { call, provide } = await ses();
    await provide(setType, { Name: 'paused', SendingOptions: { SendingEnabled: false } });
    expect(() => call('SendEmail', { ...mail, ConfigurationSetName: 'paused' })).toThrow(
      expect.objectContaining({ code: 'SendingPausedException' }),
    );
  });
});

test('a mail to a suppressed address is accepted and not sent', async () => {
  const { service, call, sent } = await ses();
  call('PutSuppressedDestination', { EmailAddress: 'sato@example.com', Reason: 'BOUNCE' });
  expect(call('SendEmail', mail).MessageId).toBeTruthy();
  expect(sent()).toEqual([]);
  expect(service.snapshot().mailbox).toMatchObject([{ suppressed: ['sato@example.com'] }]);
  call('DeleteSuppressedDestination', { EmailAddress: 'sato@example.com' });
  call('SendEmail', mail);
  expect(sent()).toHaveLength(1);
});

test('an event destination tells the default bus that a mail was sent and delivered', async () => {
  const { world, call, provide } = await ses();
  await provide('AWS::SES::ConfigurationSetEventDestination', {
    ConfigurationSetName: 'casewarden-dev',
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['send', 'DELIVERY', 'renderingFailure'],
      EventBridgeDestination: { EventBusArn: 'arn:aws:events:ap-northeast-1:111122223333:event-bus/default' },
    },
  });
  call('SendEmail', {
    ...mail,
    ConfigurationSetName: 'casewarden-dev',
    EmailTags: [{ Name: 'casewarden-effect', Value: 'e1' }],
  });
  call('SendEmail', mail);
  await world.kernel.clock.runUntil(world.kernel.clock.now() + 2_000);
  expect(world.recorded.events.map(({ busName, event }) => [busName, event.source, event.detailType])).toEqual([
    ['default', 'aws.ses', 'Email Sent'],
    ['default', 'aws.ses', 'Email Delivered'],
  ]);
  expect(world.recorded.events[0]?.event.detail).toMatchObject({
    eventType: 'Send',
    mail: {
      destination: ['sato@example.com'],
      tags: { 'ses:configuration-set': ['casewarden-dev'], 'casewarden-effect': ['e1'] },
    },
  });
});

test('identities and configuration sets can be looked at; one from a template waits for a person', async () => {
  const { call, provide } = await ses();
  await provide('AWS::SES::EmailIdentity', { EmailIdentity: 'new.example' });
  expect(call('GetEmailIdentity', { EmailIdentity: 'example.co.jp' })).toMatchObject({
    IdentityType: 'DOMAIN',
    VerifiedForSendingStatus: true,
  });
  expect(call('GetEmailIdentity', { EmailIdentity: 'new.example' })).toMatchObject({ VerifiedForSendingStatus: false });
  expect(call('ListEmailIdentities', {}).EmailIdentities).toHaveLength(2);
  expect(() => call('SendEmail', { ...mail, FromEmailAddress: 'a@new.example' })).toThrow('not verified');
  call('CreateConfigurationSet', { ConfigurationSetName: 'mine' });
  expect(call('GetConfigurationSet', { ConfigurationSetName: 'casewarden-dev' })).toMatchObject({
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    SendingOptions: { SendingEnabled: true },
  });
  expect(() => call('CreateConfigurationSet', { ConfigurationSetName: 'mine' })).toThrow(
    expect.objectContaining({ code: 'AlreadyExistsException' }),
  );
  expect(() => call('GetEmailIdentity', { EmailIdentity: 'nope.example' })).toThrow(
    expect.objectContaining({ code: 'NotFoundException', statusCode: 404 }),
  );
});
