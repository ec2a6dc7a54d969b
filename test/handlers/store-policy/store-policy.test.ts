import { expect, test } from 'vitest';
import { canonicalJson } from '../../../lambda/contract/canonical-json.ts';
import { ConflictingSetupError } from '../../../lambda/domain/deployment-errors.ts';
import { runStorePolicy } from '../../../lambda/handlers/store-policy/run.ts';
import { createDeploymentWorld, request, takeAnswer } from '../../support/deployment-world.ts';
import { deskPolicy } from '../../support/desk-policy.ts';

const type = 'Custom::CompiledPolicy';
const policy = JSON.stringify(deskPolicy);

test('a policy is stored as canonical text under its hash', async () => {
  const world = createDeploymentWorld();
  await runStorePolicy(world, request(type, { Policy: policy }));
  const { Data, PhysicalResourceId } = takeAnswer(world);
  expect(PhysicalResourceId).toBe('policy-row:Thing');
  expect([...world.state.policies]).toEqual([[Data?.['Hash'], canonicalJson(deskPolicy)]]);
});

test('the order of keys changes neither hash nor row', async () => {
  const world = createDeploymentWorld();
  await runStorePolicy(world, request(type, { Policy: policy }));
  const shuffled = JSON.stringify(Object.fromEntries(Object.entries(deskPolicy).reverse()));
  await runStorePolicy(
    world,
    request(type, { Policy: shuffled }, { RequestType: 'Update', PhysicalResourceId: 'policy-row:Thing' }),
  );
  expect(world.state.policies.size).toBe(1);
  expect(world.state.answers[1]?.Data).toEqual(world.state.answers[0]?.Data);
});

test('a new policy is a new row beside the old one, and no replacement', async () => {
  const world = createDeploymentWorld();
  await runStorePolicy(world, request(type, { Policy: policy }));
  const changed = JSON.stringify({ ...deskPolicy, timeZone: 'Europe/London' });
  await runStorePolicy(
    world,
    request(type, { Policy: changed }, { RequestType: 'Update', PhysicalResourceId: 'policy-row:Thing' }),
  );
  expect(world.state.policies.size).toBe(2);
  expect(world.state.answers.map(({ PhysicalResourceId }) => PhysicalResourceId)).toEqual([
    'policy-row:Thing',
    'policy-row:Thing',
  ]);
});

test('deletion keeps every row, because clocks that run read them', async () => {
  const world = createDeploymentWorld();
  await runStorePolicy(world, request(type, { Policy: policy }));
  await runStorePolicy(
    world,
    request(type, { Policy: policy }, { RequestType: 'Delete', PhysicalResourceId: 'policy-row:Thing' }),
  );
  expect(world.state.policies.size).toBe(1);
});

test.each([
  ['is no JSON', '{', 'must be JSON'],
  ['is no compiled policy', JSON.stringify({ ...deskPolicy, policies: 1 }), 'policies'],
])('a policy that %s is refused', async (_state, text, words) => {
  const world = createDeploymentWorld();
  await runStorePolicy(world, request(type, { Policy: text }));
  const answer = takeAnswer(world);
  expect(answer.Status).toBe('FAILED');
  expect(answer.Reason).toContain(words);
  expect(world.state.policies.size).toBe(0);
});

test('a row that somebody changed is reported', async () => {
  const world = createDeploymentWorld();
  world.state.failures.set('store', [new ConflictingSetupError('holds another policy than its hash says')]);
  await runStorePolicy(world, request(type, { Policy: policy }));
  expect(takeAnswer(world).Reason).toContain('another policy');
});
