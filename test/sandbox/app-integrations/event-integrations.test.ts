import { expect, test } from 'vitest';
import { createAppIntegrationsService } from '../../../sandbox/services/app-integrations/service.ts';
import { callContext, resourceRequest, testInstance, testWorld } from '../../support/sandbox-kernel.ts';
import { refusal } from '../cases/desk.ts';

const integration = { Name: 'case-events', EventFilter: { Source: 'aws.cases' }, EventBridgeBus: 'default' };
const arn = 'arn:aws:app-integrations:ap-northeast-1:111122223333:event-integration/case-events';

function start() {
  const world = testWorld();
  const service = createAppIntegrationsService(world, testInstance());
  world.appIntegrations = service.access;
  const call = (operation: string, input: object = {}) =>
    service.api!.operations[operation]!(input, callContext('app-integrations', operation)) as Record<string, unknown>;
  return { world, service, call };
}

test('an event integration is created, read, listed and deleted', () => {
  const { call, service } = start();
  expect(call('CreateEventIntegration', { ...integration, Tags: { stage: 'dev' } })).toEqual({
    EventIntegrationArn: arn,
  });
  const described = { ...integration, Description: undefined, EventIntegrationArn: arn, Tags: { stage: 'dev' } };
  expect(call('GetEventIntegration', { Name: 'case-events' })).toEqual(described);
  expect(call('ListEventIntegrations')).toEqual({ EventIntegrations: [described], NextToken: undefined });
  expect(service.access.eventIntegration(arn)).toEqual({
    name: 'case-events',
    source: 'aws.cases',
    eventBridgeBus: 'default',
  });
  expect(call('DeleteEventIntegration', { Name: 'case-events' })).toEqual({});
  expect(service.access.eventIntegration(arn)).toBeUndefined();
  expect(refusal(() => call('GetEventIntegration', { Name: 'case-events' }))).toMatchObject({ statusCode: 404 });
});

test.each([
  [{ EventFilter: { Source: 'aws.connect' } }, 'InvalidRequestException', /EventFilter.Source must match/],
  [{ EventFilter: undefined }, 'InvalidRequestException', /EventFilter.Source is required/],
  [{ Name: 'with space' }, 'InvalidRequestException', /Name must match/],
  [{ EventBridgeBus: '' }, 'InvalidRequestException', /1 to 255 characters/],
])('%j is refused', (wrong, code, message) => {
  const error = refusal(() => start().call('CreateEventIntegration', { ...integration, ...wrong }));
  expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
});

test('names are unique and ten are allowed', () => {
  const { call } = start();
  for (let number = 0; number < 10; number += 1)
    call('CreateEventIntegration', { ...integration, Name: `n-${number}` });
  expect(refusal(() => call('CreateEventIntegration', { ...integration, Name: 'n-0' }))).toMatchObject({
    statusCode: 409,
  });
  expect(refusal(() => call('CreateEventIntegration', integration))).toMatchObject({
    code: 'ResourceQuotaExceededException',
  });
});

test('one that an instance is associated with cannot be deleted', () => {
  const { call, world } = start();
  call('CreateEventIntegration', integration);
  world.connect = {
    ...world.connect,
    integrationAssociations: () => [{ id: 'a', integrationType: 'EVENT', integrationArn: arn, sourceType: 'CASES' }],
  };
  expect(refusal(() => call('DeleteEventIntegration', { Name: 'case-events' })).message).toMatch(
    /delete the association first/,
  );
});

test('CloudFormation makes one, describes it in place, and replaces it for another name', async () => {
  const { service } = start();
  const provider = service.resources['AWS::AppIntegrations::EventIntegration']!;
  const request = (properties: object) =>
    resourceRequest('AWS::AppIntegrations::EventIntegration', { ...integration, ...properties });
  const made = await provider.create(request({ Tags: [{ Key: 'stage', Value: 'dev' }] }));
  expect(made).toEqual({ physicalId: 'case-events', attributes: { EventIntegrationArn: arn } });
  const before = { physicalId: made.physicalId, properties: integration };
  expect(await provider.update(request({ Description: 'new' }), before)).toEqual(made);
  expect(await provider.update(request({ Name: 'renamed' }), before)).toMatchObject({ physicalId: 'renamed' });
  await provider.delete(request({}), 'case-events');
  await provider.delete(request({}), 'case-events');
  expect(service.snapshot()).toMatchObject({ eventIntegrations: [{ name: 'renamed' }] });
  expect(() => provider.create(request({ Surprise: 1 }))).toThrow(/EventIntegration .*Resource.*Surprise/);
});
