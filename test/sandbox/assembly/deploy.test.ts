import { beforeEach, expect, test } from 'vitest';
import { createDeployer, type Deployer } from '../../../sandbox/assembly/deploy.ts';
import { createIdentifiers } from '../../../sandbox/kernel/create-identifiers.ts';
import { assemblyOf, recordingProvider } from './fake-assembly.ts';

let log: string[];
let deployer: Deployer;

beforeEach(() => {
  log = [];
  const provider = recordingProvider(log);
  deployer = createDeployer({
    place: { accountId: '111122223333', region: 'ap-northeast-1', partition: 'aws' },
    identifiers: createIdentifiers('seed'),
    providerOf: (type) => (type === 'Test::Thing' || type === 'Test::Other' ? provider : undefined),
    knownTypes: () => ['Test::Thing'],
    parameterValue: (name) => (name === '/cdk-bootstrap/x/version' ? '30' : undefined),
  });
});

const thing = (properties: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  Type: 'Test::Thing',
  Properties: properties,
  ...more,
});

test('resources are created after what they refer to and what they depend on', async () => {
  await deployer.deploy(
    assemblyOf({
      S: {
        Resources: {
          A: thing({ Of: { 'Fn::GetAtt': ['B', 'Arn'] } }),
          B: thing({}, { DependsOn: 'C' }),
          C: thing({ Of: { 'Fn::Sub': '${D}' } }),
          D: thing(),
        },
      },
    }),
  );
  expect(log).toEqual(['create D', 'create C', 'create B', 'create A']);
  expect(deployer.stacks().get('S')!.resources.get('A')!.properties).toEqual({ Of: 'arn:physical-B' });
});

test('a circle is refused and named', async () => {
  const circle = assemblyOf({
    S: { Resources: { A: thing({ Of: { Ref: 'B' } }), B: thing({}, { DependsOn: ['A'] }) } },
  });
  await expect(deployer.deploy(circle)).rejects.toThrow('a circle of dependencies: A -> B -> A');
  expect(log).toEqual([]);
});

test('an unknown type fails before anything is created, and says what is known', async () => {
  const assembly = assemblyOf({
    First: { Resources: { A: thing() } },
    Second: { Resources: { Z: { Type: 'AWS::Nothing::Known' } } },
  });
  await expect(deployer.deploy(assembly)).rejects.toThrow(/AWS::Nothing::Known \(Second\/Z\).*It knows: Test::Thing/);
  expect(log).toEqual([]);
});

test('the same assembly again changes nothing', async () => {
  const assembly = assemblyOf({ S: { Resources: { A: thing({ Name: 'a' }), B: thing({ Of: { Ref: 'A' } }) } } });
  await deployer.deploy(assembly);
  const again = await deployer.deploy(assembly);
  expect(again).toMatchObject({ changes: [], unchanged: 2 });
  expect(log).toEqual(['create A', 'create B']);
});

test('a changed property updates; another physical id replaces, and the old one goes last', async () => {
  await deployer.deploy(assemblyOf({ S: { Resources: { A: thing({ Name: 'a' }), B: thing({ Of: { Ref: 'A' } }) } } }));
  log.length = 0;
  const { changes } = await deployer.deploy(
    assemblyOf({ S: { Resources: { A: thing({ Name: 'new' }), B: thing({ Of: { Ref: 'A' } }) } } }),
  );
  expect(log).toEqual(['update A', 'update B', 'delete A a']);
  expect(changes.map(({ logicalId, action }) => `${action} ${logicalId}`)).toEqual([
    'replace A',
    'update B',
    'delete A',
  ]);
});

test('a resource gone from the template is deleted, unless it is to be retained', async () => {
  await deployer.deploy(
    assemblyOf({ S: { Resources: { A: thing(), B: thing(), C: thing({}, { DeletionPolicy: 'Retain' }) } } }),
  );
  log.length = 0;
  const { changes } = await deployer.deploy(assemblyOf({ S: { Resources: { A: thing() } } }));
  expect(log).toEqual(['delete B physical-B']);
  expect(changes).toContainEqual({ stackName: 'S', logicalId: 'C', type: 'Test::Thing', action: 'retain' });
});

test('a replaced resource with UpdateReplacePolicy Retain stays', async () => {
  const named = (name: string) => thing({ Name: name }, { UpdateReplacePolicy: 'Retain' });
  await deployer.deploy(assemblyOf({ S: { Resources: { A: named('a') } } }));
  await deployer.deploy(assemblyOf({ S: { Resources: { A: named('b') } } }));
  expect(log).toEqual(['create A', 'update A']);
});

test('a failure takes back what this deployment made, newest first, and names resource, type and reason', async () => {
  const failing = assemblyOf({
    One: { Resources: { A: thing() } },
    Two: { Resources: { B: thing(), C: thing({ Fail: true, Of: { Ref: 'B' } }) } },
  });
  await expect(deployer.deploy(failing)).rejects.toMatchObject({
    message: 'Two/C (Test::Thing) could not be created: told to fail',
    stackName: 'Two',
    logicalId: 'C',
    resourceType: 'Test::Thing',
  });
  expect(log).toEqual(['create A', 'create B', 'create C', 'delete B physical-B', 'delete A physical-A']);
  expect(deployer.stacks().size).toBe(0);
});

test.each([
  ['Retain', 'keeps what the failed deployment made, as CloudFormation does', []],
  ['RetainExceptOnCreate', 'has it deleted', ['delete A physical-A']],
  ['Delete', 'has it deleted', ['delete A physical-A']],
])('DeletionPolicy %s %s', async (DeletionPolicy, _does, deletions) => {
  const failing = assemblyOf({
    S: { Resources: { A: thing({}, { DeletionPolicy }), B: thing({ Fail: true }, { DependsOn: 'A' }) } },
  });
  await expect(deployer.deploy(failing)).rejects.toThrow('told to fail');
  expect(log.filter((line) => line.startsWith('delete'))).toEqual(deletions);
});

test('RetainExceptOnCreate retains what a deployment that succeeded has left', async () => {
  const kept = thing({}, { DeletionPolicy: 'RetainExceptOnCreate' });
  await deployer.deploy(assemblyOf({ S: { Resources: { A: kept, B: thing() } } }));
  await deployer.deploy(assemblyOf({ S: { Resources: { B: thing() } } }));
  expect(log).toEqual(['create A', 'create B']);
});

test('a failed update turns earlier updates back and keeps the state before', async () => {
  await deployer.deploy(assemblyOf({ S: { Resources: { A: thing({ Value: 1 }), B: thing() } } }));
  log.length = 0;
  const failing = assemblyOf({ S: { Resources: { A: thing({ Value: 2 }), B: thing({ Fail: true }) } } });
  await expect(deployer.deploy(failing)).rejects.toThrow('S/B (Test::Thing) could not be updated');
  expect(log).toEqual(['update A', 'update B', 'update A']);
  expect(deployer.stacks().get('S')!.resources.get('A')!.properties).toEqual({ Value: 1 });
});

test('a condition that does not hold leaves resource and output out', async () => {
  await deployer.deploy(
    assemblyOf({
      S: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: { A: thing({}, { Condition: 'Never' }), B: thing() },
        Outputs: { OfA: { Value: { Ref: 'A' }, Condition: 'Never' }, OfB: { Value: { Ref: 'B' } } },
      },
    }),
  );
  expect(log).toEqual(['create B']);
  expect([...deployer.stacks().get('S')!.outputs.keys()]).toEqual(['OfB']);
});

test('stacks see outputs and exports of earlier ones, parameters come from SSM, rules are judged', async () => {
  const parameters = { V: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' } };
  const rules = (old: string[]) => ({
    R: {
      Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Contains': [old, { Ref: 'V' }] }] }, AssertDescription: 'too old' }],
    },
  });
  const second = {
    Parameters: parameters,
    Rules: rules(['1', '2']),
    Resources: {
      B: thing({
        Weak: { 'Fn::GetStackOutput': { StackName: 'One', OutputName: 'A' } },
        Strong: { 'Fn::ImportValue': 'one-a' },
        Version: { Ref: 'V' },
      }),
    },
  };
  const first = {
    Resources: { A: thing() },
    Outputs: { A: { Value: { Ref: 'A' }, Export: { Name: 'one-a' } } },
  };
  await deployer.deploy(assemblyOf({ One: first, Two: second }));
  expect(deployer.stacks().get('Two')!.resources.get('B')!.properties).toEqual({
    Weak: 'physical-A',
    Strong: 'physical-A',
    Version: '30',
  });
  const refused = assemblyOf({ Three: { ...second, Rules: rules(['30']) } });
  await expect(deployer.deploy(refused)).rejects.toThrow('stack Three: rule R does not hold: too old');
});

test.each([
  [
    'an attribute that is not there',
    { A: thing(), B: thing({ Of: { 'Fn::GetAtt': ['A', 'No'] } }) },
    'has no attribute No; it has: Arn, Value',
  ],
  ['a reference to nothing', { B: thing({ Of: { Ref: 'Gone' } }) }, 'there is no resource Gone in stack S'],
  [
    'a dependency on nothing',
    { B: thing({}, { DependsOn: 'Gone' }) },
    'B depends on Gone, which is not in the template',
  ],
  [
    'a stack output of nobody',
    { B: thing({ Of: { 'Fn::GetStackOutput': { StackName: 'N', OutputName: 'O' } } }) },
    'stack N is not deployed before S',
  ],
])('%s fails in words', async (_name, resources, message) => {
  await expect(deployer.deploy(assemblyOf({ S: { Resources: resources } }))).rejects.toThrow(message);
});
