import {
  ConnectClient,
  CreateRuleCommand,
  DeleteIntegrationAssociationCommand,
  DescribeContactCommand,
  DescribeRuleCommand,
  ListUsersCommand,
  ResourceNotFoundException,
  StartChatContactCommand,
  StartTaskContactCommand,
  UpdateRuleCommand,
} from '@aws-sdk/client-connect';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCredentials } from '../../../sandbox/gateway/credentials.ts';
import { createGateway, type Gateway } from '../../../sandbox/gateway/gateway.ts';
import { partnerHostHeader } from '../../../sandbox/partners/partner-header.ts';
import { createSlack } from '../../../sandbox/partners/slack/slack.ts';
import { testInstance } from '../../support/sandbox-kernel.ts';
import { flowOf } from '../flow/flow-steps.ts';
import { connectWorld, instanceArn, instanceId as InstanceId, type ConnectWorld } from './connect-world.ts';

let at: ConnectWorld;
let gateway: Gateway;
let client: ConnectClient;
let endpoint: string;

beforeEach(async () => {
  at = connectWorld();
  const { kernel } = at.world;
  gateway = createGateway({
    kernel,
    services: [at.service.api!],
    partners: [createSlack(at.world, testInstance())],
    hooks: [],
    credentials: createCredentials(kernel.identifiers),
  });
  ({ endpoint } = await gateway.listen(0));
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'made-up' };
  client = new ConnectClient({ endpoint, region: 'ap-northeast-1', credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await gateway.close();
});

test('a chat over the wire: started, run, and described with real dates', async () => {
  const ContactFlowId = at.flow(
    flowOf({
      say: { type: 'MessageParticipant', parameters: { Text: 'こんばんは、$.Attributes.name様' }, next: 'end' },
    }),
  );
  const { ContactId } = await client.send(
    new StartChatContactCommand({
      InstanceId,
      ContactFlowId,
      ParticipantDetails: { DisplayName: '山本' },
      Attributes: { name: '山本' },
    }),
  );
  await at.run(30);
  const { Contact } = await client.send(new DescribeContactCommand({ InstanceId, ContactId }));
  expect(Contact).toMatchObject({
    Arn: `${instanceArn}/contact/${ContactId}`,
    Channel: 'CHAT',
    InitiationTimestamp: new Date('2026-10-05T12:00:00.000Z'),
    DisconnectReason: 'FLOW_DISCONNECTED',
  });
  expect(at.entries('contact.message')[0]!.detail['text']).toBe('こんばんは、山本様');
});

test('a task over the wire: the token that the SDK fills in differs each time, a given one does not', async () => {
  const ContactFlowId = at.flow(flowOf({ end: { type: 'DisconnectParticipant' } }));
  const task = {
    InstanceId,
    ContactFlowId,
    Name: '期限超過',
    References: { Case: { Type: 'URL', Value: 'https://a.example/c' } },
  } as const;
  const ids = [];
  for (const ClientToken of [undefined, undefined, 'mine', 'mine'])
    ids.push((await client.send(new StartTaskContactCommand({ ...task, ClientToken }))).ContactId);
  expect(new Set(ids).size).toBe(3);
  expect(ids[2]).toBe(ids[3]);
  expect(at.entries('task.started')[0]!.detail['references']).toEqual({
    Case: { type: 'URL', value: 'https://a.example/c' },
  });
});

test('a rule over the wire comes back as it went in', async () => {
  const rule = {
    Name: 'cases.from-api',
    PublishStatus: 'PUBLISHED',
    TriggerEventSource: { EventSourceName: 'OnCaseCreate' },
    Function: JSON.stringify({
      Version: '2022-11-25',
      RuleFunction: {
        Operator: 'AND',
        Operands: [{ Operator: 'CONTAINS_ANY', Operands: ['t'], ComparisonValue: '$.Case.TemplateId', Negate: false }],
      },
    }),
    Actions: [
      {
        ActionType: 'ASSIGN_SLA',
        AssignSlaAction: {
          SlaAssignmentType: 'CASES',
          CaseSlaConfiguration: {
            Name: 'first',
            Type: 'CaseField',
            FieldId: 'status',
            TargetFieldValues: [{ StringValue: 'closed' }],
            TargetSlaMinutes: 30,
          },
        },
      },
    ],
  } as const;
  const { RuleId } = await client.send(
    new CreateRuleCommand({
      InstanceId,
      ...rule,
      Actions: rule.Actions.map(({ AssignSlaAction, ...action }) => ({
        ...action,
        AssignSlaAction: {
          ...AssignSlaAction,
          CaseSlaConfiguration: {
            ...AssignSlaAction.CaseSlaConfiguration,
            TargetFieldValues: [{ StringValue: 'closed' }],
          },
        },
      })),
    }),
  );
  const { Rule } = await client.send(new DescribeRuleCommand({ InstanceId, RuleId }));
  expect(Rule).toMatchObject(rule);

  const { Name, Function: before, Actions } = Rule!;
  const change = {
    InstanceId,
    RuleId,
    Name,
    Function: before?.replace('"t"', '"u"'),
    Actions,
    PublishStatus: 'DRAFT',
  } as const;
  await client.send(new UpdateRuleCommand(change));
  const { Rule: changed } = await client.send(new DescribeRuleCommand({ InstanceId, RuleId }));
  expect(changed).toMatchObject({ ...rule, Function: change.Function, PublishStatus: 'DRAFT' });
  await expect(client.send(new UpdateRuleCommand({ ...change, Name: 'another' }))).rejects.toThrow(/cannot be renamed/);
  await expect(client.send(new UpdateRuleCommand({ ...change, Function: '{}' }))).rejects.toThrow(/was refused/);
  await expect(client.send(new UpdateRuleCommand({ ...change, RuleId: 'x' }))).rejects.toThrow(
    ResourceNotFoundException,
  );
});

test('errors are the exceptions of the SDK', async () => {
  const missing = new DeleteIntegrationAssociationCommand({ InstanceId, IntegrationAssociationId: 'x' });
  await expect(client.send(missing)).rejects.toThrow(ResourceNotFoundException);
  await expect(client.send(new ListUsersCommand({ InstanceId, MaxResults: 0 }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('Slack answers for slack.com', async () => {
  const response = await fetch(`${endpoint}/api/chat.postMessage`, {
    method: 'POST',
    headers: {
      [partnerHostHeader]: 'slack.com',
      authorization: 'Bearer xoxb-made-up-token',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ channel: 'C0SLA', text: '期限超過' }),
  });
  expect(await response.json()).toMatchObject({ ok: true, channel: 'C0SLA' });
  expect(at.entries('slack.posted')[0]!.detail['text']).toBe('期限超過');
});
