import { describe, expect, test } from 'vitest';
import { ThrottledError } from '../../../lambda/domain/errors.ts';
import { MadeMeanwhileError } from '../../../lambda/domain/deployment-errors.ts';
import type { ConnectAssociations } from '../../../lambda/domain/deployment-ports.ts';
import { runEnsureInstance } from '../../../lambda/handlers/ensure-instance/run.ts';
import {
  createDeploymentWorld,
  instanceArn,
  request,
  takeAnswer,
  type DeploymentWorld,
} from '../../support/deployment-world.ts';

const eventIntegrationArn = 'arn:aws:app-integrations:ap-northeast-1:111122223333:event-integration/ours';
const domainArn = (id: string): string => `arn:aws:cases:ap-northeast-1:111122223333:domain/${id}`;

async function run(world: DeploymentWorld, event: unknown) {
  await runEnsureInstance(world, event);
  return takeAnswer(world);
}

function withDomain(
  world: DeploymentWorld,
  domainId: string,
  name: string,
  status: 'Active' | 'CreationInProgress' | 'CreationFailed' = 'Active',
): void {
  world.state.domains.set(domainId, { domainId, domainArn: domainArn(domainId), name, status });
}

function withAssociation(
  world: DeploymentWorld,
  associationId: string,
  type: 'CASES_DOMAIN' | 'EVENT',
  integrationArn: string,
  sourceType?: string,
): void {
  world.state.associations.set(associationId, { associationId, type, integrationArn, sourceType });
}

describe('the Customer Profiles association', () => {
  const type = 'Custom::CustomerProfilesAssociation';
  const properties = { InstanceArn: instanceArn, DomainName: 'casewarden-dev' };

  test.each([
    ['nothing is there', () => undefined, ['create profiles domain', 'associate profiles'], 'created:casewarden-dev'],
    [
      'the domain is there and not associated',
      (world: DeploymentWorld) => world.state.profilesDomains.set('casewarden-dev', []),
      ['associate profiles'],
      'adopted:casewarden-dev',
    ],
    [
      'the instance has another domain',
      (world: DeploymentWorld) => world.state.profilesDomains.set('theirs', [instanceArn]),
      [],
      'adopted:theirs',
    ],
  ])('when %s', async (_state, prepare, changes, physicalId) => {
    const world = createDeploymentWorld();
    prepare(world);
    const answer = await run(world, request(type, properties));
    const [origin, name] = physicalId.split(':');
    expect(answer).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: physicalId,
      Data: {
        DomainName: name,
        DomainArn: `arn:aws:profile:ap-northeast-1:111122223333:domains/${name}`,
        Origin: origin,
      },
    });
    expect(world.state.changes).toEqual(changes);
  });

  test('a second deployment changes nothing and keeps what was said', async () => {
    const world = createDeploymentWorld();
    const { PhysicalResourceId } = await run(world, request(type, properties));
    world.state.changes.length = 0;
    const again = await run(world, request(type, properties, { RequestType: 'Update', PhysicalResourceId }));
    expect(again).toMatchObject({ PhysicalResourceId: 'created:casewarden-dev', Data: { Origin: 'created' } });
    expect(world.state.changes).toEqual([]);
  });

  test('deletion leaves customers where they are', async () => {
    const world = createDeploymentWorld();
    const { PhysicalResourceId } = await run(world, request(type, properties));
    world.state.changes.length = 0;
    expect(await run(world, request(type, properties, { RequestType: 'Delete', PhysicalResourceId }))).toMatchObject({
      Status: 'SUCCESS',
    });
    expect(world.state.changes).toEqual([]);
  });
});

describe('the Cases domain', () => {
  const type = 'Custom::CasesDomain';
  const properties = { InstanceArn: instanceArn, DomainName: 'desk' };

  test.each([
    ['nothing is there', () => undefined, 'created:domain-1', ['create domain']],
    ['a domain has the name', (world: DeploymentWorld) => withDomain(world, 'd-1', 'desk'), 'adopted:d-1', []],
    [
      'another domain is in use',
      (world: DeploymentWorld) => {
        withDomain(world, 'd-2', 'theirs');
        withAssociation(world, 'a-1', 'CASES_DOMAIN', domainArn('d-2'));
      },
      'adopted:d-2',
      [],
    ],
  ])('when %s', async (_state, prepare, physicalId, changes) => {
    const world = createDeploymentWorld();
    prepare(world);
    const answer = await run(world, request(type, properties));
    const [origin = '', id = ''] = physicalId.split(':');
    expect(answer).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: physicalId,
      Data: { DomainId: id, DomainArn: domainArn(id), Origin: origin },
    });
    expect(world.state.changes).toEqual(changes);
  });

  test('a new domain is answered for once it is active', async () => {
    const world = createDeploymentWorld();
    world.state.looksUntilActive = 5;
    expect(await run(world, request(type, properties))).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'created:domain-1',
    });
    expect(world.state.now > '2026-11-26T13:00:05').toBe(true);
  });

  test('a domain that never becomes active is a failure within the time of the function', async () => {
    const world = createDeploymentWorld();
    world.state.looksUntilActive = 10_000;
    const answer = await run(world, request(type, properties));
    expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'failed:Thing' });
    expect(answer.Reason).toContain('still being made');
    expect(answer.Reason).toContain('deploy again');
    expect(world.state.now < '2026-11-26T13:04:50').toBe(true);
    expect(world.state.changes).toEqual(['create domain']);
  });

  test.each([
    [
      'its creation failed',
      (world: DeploymentWorld) => withDomain(world, 'd-1', 'desk', 'CreationFailed'),
      'delete it',
    ],
    [
      'the instance uses another one than the one named',
      (world: DeploymentWorld) => {
        withDomain(world, 'd-1', 'desk');
        withDomain(world, 'd-2', 'theirs');
        withAssociation(world, 'a-1', 'CASES_DOMAIN', domainArn('d-2'));
      },
      'set connect.casesDomain',
    ],
    [
      'the one in use has been deleted',
      (world: DeploymentWorld) => withAssociation(world, 'a-1', 'CASES_DOMAIN', domainArn('d-9')),
      'no longer exists',
    ],
  ])('when %s, a person must decide', async (_state, prepare, words) => {
    const world = createDeploymentWorld();
    prepare(world);
    const answer = await run(world, request(type, properties));
    expect(answer.Status).toBe('FAILED');
    expect(answer.Reason).toContain(words);
    expect(world.state.changes).toEqual([]);
  });

  test('deletion never deletes a domain, not even our own', async () => {
    const world = createDeploymentWorld();
    const { PhysicalResourceId } = await run(world, request(type, properties));
    await run(world, request(type, properties, { RequestType: 'Delete', PhysicalResourceId }));
    expect([...world.state.domains.keys()]).toEqual(['domain-1']);
  });
});

describe.each([
  [
    'Custom::CasesAssociation',
    { InstanceArn: instanceArn, DomainArn: domainArn('d-1') },
    'CASES_DOMAIN',
    domainArn('d-1'),
    undefined,
  ],
  [
    'Custom::CaseEventsAssociation',
    { InstanceArn: instanceArn, EventIntegrationArn: eventIntegrationArn },
    'EVENT',
    eventIntegrationArn,
    'CASES',
  ],
] as const)('%s', (type, properties, kind, integrationArn, sourceType) => {
  test('is created when it is missing, and deleted again', async () => {
    const world = createDeploymentWorld();
    const answer = await run(world, request(type, properties));
    expect(answer).toMatchObject({
      PhysicalResourceId: 'created:association-1',
      Data: { IntegrationAssociationId: 'association-1', IntegrationArn: integrationArn, Origin: 'created' },
    });
    await run(
      world,
      request(type, properties, { RequestType: 'Delete', PhysicalResourceId: answer.PhysicalResourceId }),
    );
    expect(world.state.associations.size).toBe(0);
  });

  test('is adopted when it is there, and outlives the stack', async () => {
    const world = createDeploymentWorld();
    withAssociation(world, 'a-1', kind, integrationArn, sourceType);
    const answer = await run(world, request(type, properties));
    expect(answer).toMatchObject({ PhysicalResourceId: 'adopted:a-1', Data: { Origin: 'adopted' } });
    await run(
      world,
      request(type, properties, { RequestType: 'Delete', PhysicalResourceId: answer.PhysicalResourceId }),
    );
    expect([...world.state.associations.keys()]).toEqual(['a-1']);
    expect(world.state.changes).toEqual([]);
  });

  test('a second deployment changes nothing; what was created stays ours', async () => {
    const world = createDeploymentWorld();
    const { PhysicalResourceId } = await run(world, request(type, properties));
    expect(await run(world, request(type, properties, { RequestType: 'Update', PhysicalResourceId }))).toMatchObject({
      PhysicalResourceId: 'created:association-1',
      Data: { Origin: 'created' },
    });
    expect(world.state.changes).toEqual(['create association']);
  });

  test('a deletion that is told twice is fine', async () => {
    const world = createDeploymentWorld();
    const gone = request(type, properties, { RequestType: 'Delete', PhysicalResourceId: 'created:association-9' });
    expect(await run(world, gone)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'created:association-9' });
  });

  test('when somebody else is faster, theirs is adopted', async () => {
    const world = createDeploymentWorld();
    world.state.failures.set('create association', [new MadeMeanwhileError('it exists by now')]);
    const racing = {
      ...world,
      associations: {
        ...world.associations,
        create: (...given: Parameters<ConnectAssociations['create']>) => {
          withAssociation(world, 'theirs', kind, integrationArn, sourceType);
          return world.associations.create(...given);
        },
      },
    };
    await runEnsureInstance(racing, request(type, properties));
    expect(takeAnswer(world)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'adopted:theirs' });
  });

  test('a throttle is waited out', async () => {
    const world = createDeploymentWorld();
    world.state.failures.set('list associations', [new ThrottledError('slow down'), new ThrottledError('slow down')]);
    expect(await run(world, request(type, properties))).toMatchObject({ Status: 'SUCCESS' });
    expect(world.state.now).toBe('2026-11-26T13:00:03.000Z');
  });
});

test('an event association that somebody else made for cases serves us too; one for another source does not', async () => {
  const world = createDeploymentWorld();
  withAssociation(world, 'crm', 'EVENT', 'arn:other', 'SALESFORCE');
  const properties = { InstanceArn: instanceArn, EventIntegrationArn: eventIntegrationArn };
  expect(await run(world, request('Custom::CaseEventsAssociation', properties))).toMatchObject({
    PhysicalResourceId: 'created:association-1',
  });
  world.state.associations.delete('association-1');
  withAssociation(world, 'theirs', 'EVENT', 'arn:theirs', 'CASES');
  expect(await run(world, request('Custom::CaseEventsAssociation', properties))).toMatchObject({
    PhysicalResourceId: 'adopted:theirs',
    Data: { IntegrationArn: 'arn:theirs' },
  });
});

test('our own event association is followed by a new one when its event integration was replaced', async () => {
  const world = createDeploymentWorld();
  withAssociation(world, 'old', 'EVENT', 'arn:old', 'CASES');
  const event = request(
    'Custom::CaseEventsAssociation',
    { InstanceArn: instanceArn, EventIntegrationArn: eventIntegrationArn },
    { RequestType: 'Update', PhysicalResourceId: 'created:old' },
  );
  expect(await run(world, event)).toMatchObject({ PhysicalResourceId: 'created:association-1' });
});

test('an instance that uses another Cases domain is not touched', async () => {
  const world = createDeploymentWorld();
  withAssociation(world, 'a-1', 'CASES_DOMAIN', domainArn('theirs'));
  const answer = await run(
    world,
    request('Custom::CasesAssociation', { InstanceArn: instanceArn, DomainArn: domainArn('d-1') }),
  );
  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason).toContain('set connect.casesDomain');
  expect(world.state.changes).toEqual([]);
});
