import {
  ConnectCasesClient,
  CreateCaseCommand,
  CreateRelatedItemCommand,
  GetCaseCommand,
  ListFieldsCommand,
  ListTagsForResourceCommand,
  SearchCasesCommand,
  SearchRelatedItemsCommand,
  UpdateCaseCommand,
  ValidationException,
} from '@aws-sdk/client-connectcases';
import {
  BadRequestException,
  CreateProfileCommand,
  CustomerProfilesClient,
  ListAccountIntegrationsCommand,
  SearchProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCredentials } from '../../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../../sandbox/gateway/gateway.ts';
import { createIdentifiers } from '../../../sandbox/kernel/create-identifiers.ts';
import { readyDesk, type OpenDesk } from './desk.ts';

let desk: OpenDesk;
let gateway: Gateway;
let endpoint: string;
let cases: ConnectCasesClient;
let profiles: CustomerProfilesClient;

beforeAll(async () => {
  desk = await readyDesk();
  gateway = createGateway({
    kernel: desk.world.kernel,
    services: [desk.cases.api!, desk.profiles.api!, desk.appIntegrations.api!],
    partners: [],
    hooks: [],
    credentials: createCredentials(createIdentifiers('keys')),
  });
  ({ endpoint } = await gateway.listen());
  const config = {
    endpoint,
    region: 'ap-northeast-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  cases = new ConnectCasesClient(config);
  profiles = new CustomerProfilesClient(config);
});

afterAll(async () => {
  cases.destroy();
  profiles.destroy();
  await gateway.close();
});

test('the clients of the SDK make, change, find and read a case', async () => {
  const { domainId, templateId, customerId, fields } = desk;
  const created = await cases.send(
    new CreateCaseCommand({
      domainId,
      templateId,
      fields: [
        { id: 'customer_id', value: { stringValue: customerId } },
        { id: 'title', value: { stringValue: '面談予約' } },
        { id: fields['required']!, value: { stringValue: 'x' } },
        { id: fields['Boolean']!, value: { booleanValue: false } },
        { id: fields['Number']!, value: { doubleValue: 0 } },
      ],
      performedBy: { customEntity: 'casewarden' },
    }),
  );
  const caseId = created.caseId!;
  await cases.send(
    new UpdateCaseCommand({ domainId, caseId, fields: [{ id: 'title', value: { stringValue: '面談' } }] }),
  );
  await cases.send(
    new CreateRelatedItemCommand({
      domainId,
      caseId,
      type: 'Sla',
      content: {
        sla: {
          slaInputConfiguration: {
            name: 'Reply',
            type: 'CaseField',
            fieldId: 'status',
            targetFieldValues: [{ stringValue: 'closed' }],
            targetSlaMinutes: 1,
          },
        },
      },
    }),
  );
  const attached = desk.world.kernel.clock.now();
  await desk.pass(5);
  const items = await cases.send(new SearchRelatedItemsCommand({ domainId, caseId }));
  expect(items.relatedItems?.[0]?.content?.sla?.slaConfiguration).toMatchObject({
    name: 'Reply',
    status: 'Active',
    targetTime: new Date(attached + 60_000),
  });
  const found = await cases.send(
    new SearchCasesCommand({
      domainId,
      filter: { field: { equalTo: { id: 'title', value: { stringValue: '面談' } } } },
      fields: [{ id: 'status' }],
    }),
  );
  expect(found).toMatchObject({
    totalCount: 1,
    cases: [{ caseId, fields: [{ id: 'status', value: { stringValue: 'open' } }] }],
  });
  const ids = ['title', fields['Boolean']!, fields['Number']!];
  const read = await cases.send(new GetCaseCommand({ domainId, caseId, fields: ids.map((id) => ({ id })) }));
  expect(read.fields?.map(({ value }) => value)).toEqual([
    { stringValue: '面談' },
    { booleanValue: false },
    { doubleValue: 0 },
  ]);
  expect(await cases.send(new ListTagsForResourceCommand({ arn: created.caseArn }))).toMatchObject({ tags: {} });
  expect((await cases.send(new ListFieldsCommand({ domainId }))).fields).toHaveLength(23);
});

test('an error arrives as the exception of the SDK', async () => {
  const { domainId } = desk;
  const update = new UpdateCaseCommand({
    domainId,
    caseId: desk.newCase(),
    fields: [{ id: 'nowhere', value: { stringValue: 'x' } }],
  });
  await expect(cases.send(update)).rejects.toThrow(ValidationException);
  await expect(
    cases.send(new GetCaseCommand({ domainId, caseId: 'nowhere', fields: [{ id: 'title' }] })),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    resourceId: 'nowhere',
    resourceType: 'Case',
  });
});

test('the client of Customer Profiles creates and searches', async () => {
  const DomainName = 'first-desk-customers';
  const { ProfileId } = await profiles.send(new CreateProfileCommand({ DomainName, EmailAddress: 'a@example.com' }));
  await desk.pass(2);
  const found = await profiles.send(
    new SearchProfilesCommand({ DomainName, KeyName: '_email', Values: ['a@example.com'] }),
  );
  expect(found.Items).toMatchObject([{ ProfileId, EmailAddress: 'a@example.com' }]);
  const integrations = await profiles.send(new ListAccountIntegrationsCommand({ Uri: desk.instanceArn }));
  expect(integrations.Items).toMatchObject([{ DomainName, CreatedAt: expect.any(Date) }]);
  const wrong = new CreateProfileCommand({ DomainName, EmailAddress: 'x'.repeat(256) });
  await expect(profiles.send(wrong)).rejects.toThrow(BadRequestException);
});

test('AppIntegrations speaks by the table that was written by hand', async () => {
  const send = (method: string, path: string, body?: object) =>
    fetch(`${endpoint}${path}`, {
      method,
      headers: {
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20261005/ap-northeast-1/app-integrations/aws4_request, SignedHeaders=host, Signature=0',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const integration = { Name: 'case-events', EventFilter: { Source: 'aws.cases' }, EventBridgeBus: 'default' };
  expect(await (await send('POST', '/eventIntegrations', integration)).json()).toEqual({
    EventIntegrationArn: 'arn:aws:app-integrations:ap-northeast-1:111122223333:event-integration/case-events',
  });
  expect(await (await send('GET', '/eventIntegrations/case-events')).json()).toMatchObject(integration);
  expect(await (await send('GET', '/eventIntegrations?maxResults=5')).json()).toMatchObject({
    EventIntegrations: [integration],
  });
  const twice = await send('POST', '/eventIntegrations', integration);
  expect([twice.status, twice.headers.get('x-amzn-errortype')]).toEqual([409, 'DuplicateResourceException']);
  expect((await send('DELETE', '/eventIntegrations/case-events')).status).toBe(200);
});
