import { describe, expect, test } from 'vitest';
import { runEnsureCaseSchema } from '../../../lambda/handlers/ensure-case-schema/run.ts';
import { createDeploymentWorld, request, takeAnswer, type DeploymentWorld } from '../../support/deployment-world.ts';

async function run(world: DeploymentWorld, event: unknown) {
  await runEnsureCaseSchema(world, event);
  return takeAnswer(world);
}

describe('field options', () => {
  const type = 'Custom::CaseFieldOptions';
  const wanted = [
    { Value: 'in_progress', Name: '対応中' },
    { Value: 'waiting', Name: '回答待ち' },
  ];
  const properties = { DomainId: 'd-1', FieldId: 'status', Options: wanted };
  const option = (value: string, name: string, active = true) => ({ value, name, active });
  const ours = [option('in_progress', '対応中'), option('waiting', '回答待ち')];

  test.each([
    ['nothing is there', [], ['put in_progress,waiting']],
    ['everything is there', ours, []],
    ['half of it is there', [option('in_progress', '対応中')], ['put waiting']],
    ['one has another label', [option('in_progress', 'doing'), option('waiting', '回答待ち')], ['put in_progress']],
    [
      'one was switched off',
      [option('in_progress', '対応中', false), option('waiting', '回答待ち')],
      ['put in_progress'],
    ],
  ])('when %s', async (_state, present, changes) => {
    const world = createDeploymentWorld();
    world.state.options.set('d-1/status', [...present]);
    expect(await run(world, request(type, properties))).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'merged:d-1/status',
    });
    expect(world.state.changes).toEqual(changes);
    expect(world.state.options.get('d-1/status')).toEqual(expect.arrayContaining(ours));
  });

  test('options of others, and those that the policy no longer has, stay', async () => {
    const world = createDeploymentWorld();
    world.state.options.set('d-1/status', [option('open', 'Open'), option('theirs', 'Theirs', false)]);
    await run(world, request(type, properties));
    await run(
      world,
      request(
        type,
        { ...properties, Options: wanted.slice(1) },
        { RequestType: 'Update', PhysicalResourceId: 'merged:d-1/status' },
      ),
    );
    expect(world.state.options.get('d-1/status')).toEqual([
      option('open', 'Open'),
      option('theirs', 'Theirs', false),
      ...ours,
    ]);
  });

  test('deletion changes nothing, because cases hold the values', async () => {
    const world = createDeploymentWorld();
    world.state.options.set('d-1/status', ours);
    const gone = request(type, {}, { RequestType: 'Delete', PhysicalResourceId: 'merged:d-1/status' });
    expect(await run(world, gone)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'merged:d-1/status' });
    expect(world.state.changes).toEqual([]);
  });
});

describe('the event configuration', () => {
  const type = 'Custom::CaseEventConfiguration';
  const properties = { DomainId: 'd-1', FieldIds: ['status', 'title'] };
  const full = { enabled: true, fieldIds: ['status', 'title'], includesRelatedItemContent: true };

  test.each([
    [
      'nothing is there',
      { enabled: false, fieldIds: [], includesRelatedItemContent: false },
      true,
      ['status', 'title'],
    ],
    ['everything is there', full, false, ['status', 'title']],
    [
      'more than everything is there',
      { ...full, fieldIds: ['theirs', 'title', 'status'] },
      false,
      ['theirs', 'title', 'status'],
    ],
    [
      'half of it is there, and something of others',
      { ...full, fieldIds: ['theirs', 'title'] },
      true,
      ['theirs', 'title', 'status'],
    ],
    ['it is switched off', { ...full, enabled: false }, true, ['status', 'title']],
    ['related items come without content', { ...full, includesRelatedItemContent: false }, true, ['status', 'title']],
  ])('when %s', async (_state, present, isChanged, fieldIds) => {
    const world = createDeploymentWorld();
    world.state.eventConfiguration = present;
    expect(await run(world, request(type, properties))).toMatchObject({
      Status: 'SUCCESS',
      PhysicalResourceId: 'merged:d-1',
    });
    expect(world.state.eventConfiguration).toEqual({ ...full, fieldIds });
    expect(world.state.changes).toEqual(isChanged ? ['put event configuration'] : []);
  });

  test('deletion changes nothing, because others may read the events', async () => {
    const world = createDeploymentWorld();
    world.state.eventConfiguration = full;
    await run(world, request(type, properties, { RequestType: 'Delete', PhysicalResourceId: 'merged:d-1' }));
    expect(world.state.eventConfiguration).toEqual(full);
  });
});
