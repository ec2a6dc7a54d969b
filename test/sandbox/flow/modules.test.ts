import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { resourceRequest } from '../../support/sandbox-kernel.ts';
import { connectWorld, withProfile, type ConnectWorld } from '../connect/connect-world.ts';
import { flowOf, moduleOf, type Step } from './flow-steps.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/flows/${name}`, import.meta.url), 'utf8');

let at: ConnectWorld;
beforeEach(() => {
  at = connectWorld();
});
const messages = (): unknown[] => at.entries('contact.message').map(({ detail }) => detail['text']);
const saying = (text: string): Step => ({ type: 'MessageParticipant', parameters: { Text: text }, next: 'end' });
const invoking = (moduleId: string, next = 'end'): Step => ({
  type: 'InvokeFlowModule',
  parameters: { FlowModuleId: moduleId },
  next,
  errors: { NoMatchingError: 'end' },
});

describe('a module that finds or creates the customer', () => {
  const chat = async (email: string) => {
    const { id } = at.module(
      JSON.parse(fixture('find-or-create-customer.module.json')),
      JSON.parse(fixture('find-or-create-customer.settings.json')),
    );
    const contactId = at.startChat(
      at.flow(JSON.parse(fixture('reception.flow.json').replace('MODULE', `${id}:$LATEST`))),
      { name: '花', email },
    );
    await at.run(30);
    return contactId;
  };
  const arn = (profileId: string) =>
    `arn:aws:profile:ap-northeast-1:111122223333:domains/first-desk-customers/profiles/${profileId}`;
  const settle = () => at.run(60); // search follows creation after a while

  test('found: the profile speaks, and the caller gets its ARN', async () => {
    const profileId = withProfile(at, {
      FirstName: '花子',
      EmailAddress: 'a@example.com',
      Attributes: { tier: 'gold' },
    });
    await settle();
    const contactId = await chat('a@example.com');
    expect(messages()).toEqual(['Welcome back, 花子 (gold).', `known: ${arn(profileId)}`]);
    await settle();
    const { Items } = at.profiles('SearchProfiles', {
      DomainName: 'first-desk-customers',
      KeyName: '_ctrContactId',
      Values: [contactId],
    });
    expect(Items).toMatchObject([{ ProfileId: profileId }]);
  });

  test('not found: a profile is created from attributes and input', async () => {
    await chat('new@example.com');
    const profileId = String(at.entries('profile.created')[0]!.detail['profileId']);
    expect(messages()).toEqual([`created: ${arn(profileId)}`]);
    const { Profiles } = at.profiles('BatchGetProfile', {
      DomainName: 'first-desk-customers',
      ProfileIds: [profileId],
    });
    expect(Profiles[0]).toMatchObject({
      FirstName: '花',
      EmailAddress: 'new@example.com',
      Address: { City: 'Tokyo' },
      Attributes: { tier: 'new' },
    });
  });

  test('several found: the branch for it, and $.Customer stays inside the module', async () => {
    for (const name of ['花子', '花江']) withProfile(at, { FirstName: name, EmailAddress: 'two@example.com' });
    await settle();
    await chat('two@example.com');
    expect(messages()).toEqual(['ambiguous, and nothing leaks: []']);
  });

  test('no address: the module ends without a result and the caller takes NoMatchingCondition', async () => {
    await chat('');
    expect(messages()).toEqual(['failed: []']);
  });

  test('Customer Profiles not enabled: the error branch', async () => {
    at.world.profiles = { ...at.world.profiles, domainOfInstance: () => undefined };
    await chat('a@example.com');
    expect(messages()).toEqual(['failed: []']);
    expect(at.lastAction('find')).toMatchObject({
      result: 'NoMatchingError',
      reason: 'Customer Profiles is not enabled for the instance',
    });
  });
});

describe('what crosses the boundary', () => {
  test('contact attributes do, flow attributes and cases do not', async () => {
    const inside = moduleOf({
      say: { ...saying('in: $.FlowAttributes.own/$.Attributes.shared'), next: 'set' },
      set: {
        type: 'UpdateContactAttributes',
        parameters: { Attributes: { shared: 'from inside' } },
        next: 'own',
        errors: { NoMatchingError: 'end' },
      },
      own: {
        type: 'UpdateFlowAttributes',
        parameters: { FlowAttributes: { own: { Value: 'inside' } } },
        next: 'end',
        errors: { NoMatchingError: 'end' },
      },
    });
    const { id } = at.module(inside);
    const flow = flowOf({
      own: {
        type: 'UpdateFlowAttributes',
        parameters: { FlowAttributes: { own: { Value: 'outside' } } },
        next: 'call',
        errors: { NoMatchingError: 'end' },
      },
      call: invoking(id, 'say'),
      say: saying('out: $.FlowAttributes.own/$.Attributes.shared'),
    });
    at.startChat(at.flow(flow), { shared: 'from outside' });
    await at.run(30);
    expect(messages()).toEqual(['in: /from outside', 'out: outside/from inside']);
  });

  test('five modules deep works, the sixth takes the error branch', async () => {
    let inner = at.module(moduleOf({ say: saying('deepest') }), undefined, 'module 0').id;
    for (let depth = 1; depth <= 5; depth += 1)
      inner = at.module(
        moduleOf({
          call: { ...invoking(inner), errors: { NoMatchingError: 'say' } },
          say: saying(`too deep at ${depth}`),
        }),
        undefined,
        `module ${depth}`,
      ).id;
    at.startChat(at.flow(flowOf({ call: invoking(inner) })));
    await at.run(30);
    expect(messages()).toEqual(['too deep at 1']);
  });

  test('an action that the calling flow does not allow takes its error branch', async () => {
    const { id } = at.module(
      moduleOf({
        wait: { type: 'Wait', parameters: { TimeLimitSeconds: '5' }, next: 'say', errors: { NoMatchingError: 'end' } },
        say: saying('waited'),
      }),
    );
    const flowId = at.flow(flowOf({ call: invoking(id) }), { type: 'AGENT_TRANSFER' });
    at.startChat(flowId);
    await at.run(30);
    expect(messages()).toEqual([]);
    expect(at.lastAction('wait')).toMatchObject({ reason: 'Wait does not work in flows of type AGENT_TRANSFER' });
  });

  test('a module that disconnects ends the contact', async () => {
    const { id } = at.module(moduleOf({ bye: { type: 'DisconnectParticipant' } }));
    at.startChat(at.flow(flowOf({ call: invoking(id, 'say'), say: saying('never') })));
    await at.run(30);
    expect(messages()).toEqual([]);
    expect(at.entries('contact.ended')).toHaveLength(1);
  });
});

describe('versions and aliases', () => {
  const saying1 = moduleOf({ say: saying('one') });
  const saying2 = moduleOf({ say: saying('two') });
  const update = (moduleArn: string, document: unknown): void => {
    const provider = at.service.resources['AWS::Connect::ContactFlowModule']!;
    const properties = {
      InstanceArn: at.call('DescribeInstance')['Instance'].Arn,
      Name: 'a module',
      Content: JSON.stringify(document),
    };
    void provider.update(resourceRequest('AWS::Connect::ContactFlowModule', properties), {
      physicalId: moduleArn,
      properties,
    });
  };

  test.each([
    ['the alias', ':live', 'one'],
    ['the version', ':1', 'one'],
    ['$LATEST', ':$LATEST', 'two'],
    ['nothing', '', 'two'],
  ])('after a change, %s runs as it should', async (_why, qualifier, said) => {
    const { arn, id } = at.module(saying1);
    const { Version } = at.provide('AWS::Connect::ContactFlowModuleVersion', {
      ContactFlowModuleId: arn,
      Description: 'hash 1',
    });
    at.provide('AWS::Connect::ContactFlowModuleAlias', {
      ContactFlowModuleId: arn,
      ContactFlowModuleVersion: Version,
      Name: 'live',
    });
    update(arn, saying2);
    at.startChat(at.flow(flowOf({ call: invoking(`${id}${qualifier}`) })));
    await at.run(30);
    expect(messages()).toEqual([said]);
  });

  test('an alias that moves to a new version is followed by flows that exist', async () => {
    const { arn, id } = at.module(saying1);
    const first = at.provide('AWS::Connect::ContactFlowModuleVersion', { ContactFlowModuleId: arn });
    const properties = { ContactFlowModuleId: arn, ContactFlowModuleVersion: first['Version'], Name: 'live' };
    const alias = at.provide('AWS::Connect::ContactFlowModuleAlias', properties);
    const flowId = at.flow(flowOf({ call: invoking(`${id}:live`) }));
    update(arn, saying2);
    const second = at.provide('AWS::Connect::ContactFlowModuleVersion', {
      ContactFlowModuleId: arn,
      Description: 'hash 2',
    });
    const moved = { ...properties, ContactFlowModuleVersion: second['Version'] };
    void at.service.resources['AWS::Connect::ContactFlowModuleAlias']!.update(
      resourceRequest('AWS::Connect::ContactFlowModuleAlias', moved),
      { physicalId: alias.ref, properties },
    );
    at.startChat(flowId);
    await at.run(30);
    expect(messages()).toEqual(['two']);
  });

  test.each([
    ['a version that is not there', (id: string) => `${id}:7`],
    ['an alias that is not there', (id: string) => `${id}:live`],
    ['an alias behind an ARN, which is not documented', (_id: string, arn: string) => `${arn}:1`],
  ])('a flow that names %s is refused', (_why, reference) => {
    const { arn, id } = at.module(saying1);
    at.provide('AWS::Connect::ContactFlowModuleVersion', { ContactFlowModuleId: arn });
    expect(() => at.flow(flowOf({ call: invoking(reference(id, arn)) }))).toThrow('does not exist');
  });

  test('an alias of a version that is not there is refused', () => {
    const { arn } = at.module(saying1);
    expect(() =>
      at.provide('AWS::Connect::ContactFlowModuleAlias', {
        ContactFlowModuleId: arn,
        ContactFlowModuleVersion: 3,
        Name: 'live',
      }),
    ).toThrow('There is no version');
  });
});
