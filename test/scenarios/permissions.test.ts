import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { functionSpecs } from '../../lib/function-specs.ts';
import type { CallHook } from '../../sandbox/kernel/service.ts';
import { loadScenario } from '../../sandbox/scenarios/scenario.ts';
import { actionsOf } from '../../sandbox/services/iam/permission-hook.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly } from './example-assembly.ts';

/*
 * What the roles may do against what is called, both ways, from the deployment to the end of the consultation. A call
 * that no policy grants is refused by the sandbox itself; a grant that nobody uses must have its reason here.
 */

/** Calls that AWS makes in a role's name, past the function's code; the sandbox makes them without the endpoint. */
const byServices: Readonly<Record<string, string>> = {
  'kms:Decrypt': 'DynamoDB unlocks the ledger in the name of whoever calls it',
  'kms:DescribeKey': 'DynamoDB unlocks the ledger in the name of whoever calls it',
  'kms:Encrypt': 'DynamoDB unlocks the ledger in the name of whoever calls it',
  'kms:GenerateDataKey': 'DynamoDB unlocks the ledger in the name of whoever calls it',
  'kms:GenerateDataKeyWithoutPlaintext': 'DynamoDB unlocks the ledger in the name of whoever calls it',
  'kms:ReEncryptFrom': 'DynamoDB unlocks the ledger in the name of whoever calls it',
  'kms:ReEncryptTo': 'DynamoDB unlocks the ledger in the name of whoever calls it',
  'logs:CreateLogStream': 'Lambda writes what a function logs',
  'logs:PutLogEvents': 'Lambda writes what a function logs',
  'sqs:DeleteMessage': "Lambda's poller",
  'sqs:GetQueueAttributes': "Lambda's poller",
  'sqs:ReceiveMessage': "Lambda's poller",
};

/** Grants of one role that this run does not need. */
const otherwiseNeeded: Readonly<Record<string, string>> = {
  'advance dynamodb:BatchGetItem': 'when messages of several cases come at once',
  'advance dynamodb:Query': 'when the timeline of a deleted case is rewritten',
  'ensure-instance app-integrations:CreateEventIntegrationAssociation': 'Connect joins the two in our name',
  'ensure-instance app-integrations:DeleteEventIntegrationAssociation': 'Connect parts the two in our name',
  'ensure-instance connect:DeleteIntegrationAssociation': 'when the stack is deleted',
  'ensure-instance connect:DescribeInstance': 'Connect reads the instance in our name when it associates',
  'ensure-instance ds:DescribeDirectories': 'Connect looks at the directory of the instance in our name',
  'ensure-instance events:DeleteRule': 'Connect removes its rule for case events in our name',
  'ensure-instance events:ListTargetsByRule': 'Connect looks at its rule for case events in our name',
  'ensure-instance events:PutRule': 'Connect makes its rule for case events in our name',
  'ensure-instance events:PutTargets': 'Connect aims its rule for case events in our name',
  'ensure-instance events:RemoveTargets': 'Connect removes its rule for case events in our name',
  'ensure-instance iam:AttachRolePolicy': 'Connect widens its service-linked role in our name',
  'ensure-instance iam:DeleteRolePolicy': 'Connect narrows its service-linked role in our name',
  'ensure-instance iam:GetRolePolicy': 'Connect looks at its service-linked role in our name',
  'ensure-instance iam:PutRolePolicy': 'Connect widens its service-linked role in our name',
  'ensure-instance profile:CreateDomain': 'when the instance has no Customer Profiles domain yet',
  'ensure-instance profile:GetDomain': 'when the instance has no Customer Profiles domain yet',
  'ensure-instance profile:PutIntegration': 'when the instance has no Customer Profiles domain yet',
  'dispatch-slack cases:GetCase': 'when no other lane has read the case of the post within the last seconds',
  'dispatch-task cases:GetCase': 'when no other lane has read the case of the task within the last seconds',
  'dispatch-task connect:DescribeContact': 'Cases reads the contact in our name when it links it',
  'sweep-cases cases:GetCase': 'when the ledger and the search contradict each other for long, or a case is not found',
  'sweep-cases sqs:SendMessage': 'when an event was lost',
  'scheduler lambda:InvokeFunction': 'EventBridge Scheduler invokes the tick with its own role',
  'scheduler sqs:SendMessage': 'EventBridge Scheduler reports a tick that it could not invoke',
};

/** Calls and grants as `<name of the role> <action>`; names are known once everything is deployed. */
let called: ReadonlySet<string>;
let granted: ReadonlySet<string>;

const policyProperties = z.object({
  Roles: z.array(z.string()),
  PolicyDocument: z.object({
    Statement: z.array(z.object({ Effect: z.literal('Allow'), Action: z.union([z.string(), z.array(z.string())]) })),
  }),
});

const resourcesOf = (sandbox: Sandbox, type: string) =>
  [...sandbox.stacks().values()].flatMap(({ resources }) => [...resources.values()].filter((one) => one.type === type));

/** Name of a role by who works with it: the spec of a function, `scheduler`. */
function namesOfRoles(sandbox: Sandbox): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { properties } of resourcesOf(sandbox, 'AWS::Lambda::Function')) {
    const spec = functionSpecs.find(({ purpose }) => purpose === properties['Description']);
    if (spec) names.set(String(properties['Role']).split('/').at(-1)!, spec.name);
  }
  for (const { properties } of resourcesOf(sandbox, 'AWS::Scheduler::Schedule')) {
    const { RoleArn } = properties['Target'] as { RoleArn: string };
    names.set(RoleArn.split('/').at(-1)!, 'scheduler');
  }
  return names;
}

beforeAll(async () => {
  const calls: { readonly role: string; readonly action: string }[] = [];
  const record: CallHook = {
    before(context, input) {
      const role = context.caller.roleArn?.split('/').at(-1);
      if (role !== undefined) calls.push(...actionsOf(context, input).map((action) => ({ role, action })));
    },
  };
  const example = await sharedAssembly();
  const scenario = loadScenario('consultation');
  const sandbox = await startSandbox({ assemblyDirectory: example.directory, start: scenario.start, hooks: [record] });
  try {
    const { passed } = await sandbox.play(scenario);
    expect(passed).toBe(true);
    const names = namesOfRoles(sandbox);
    const named = ({ role, action }: { role: string; action: string }) => `${names.get(role) ?? role} ${action}`;
    const grants = resourcesOf(sandbox, 'AWS::IAM::Policy').flatMap(({ properties }) => {
      const { Roles, PolicyDocument } = policyProperties.parse(properties);
      const actions = PolicyDocument.Statement.flatMap(({ Action }) => Action);
      return Roles.flatMap((role) => actions.map((action) => ({ role, action })));
    });
    called = new Set(calls.map(named));
    granted = new Set(grants.map(named));
  } finally {
    await sandbox.close();
    example.remove();
  }
});

/**
 * Functions that the story gives nothing to do: no native SLA differs from its clock, nobody asks why, for what was given up, or to
 * forget, and it ends before the hour of the statement.
 */
const idle = ['dispatch-case-items', 'erase', 'explain', 'redrive', 'statement'];
/** Functions that the story's policy file does not deploy. */
const absent = ['link-contacts', 'refresh-hours', 'sweep-slas'];

test('every function calls something, and nothing that its role does not grant', () => {
  expect(new Set([...called].map((call) => call.split(' ')[0]))).toEqual(
    new Set(functionSpecs.flatMap(({ name }) => (idle.includes(name) || absent.includes(name) ? [] : [name]))),
  );
  expect([...called].filter((call) => !granted.has(call))).toEqual([]);
});

test('every grant is used, or has its reason; no reason is left over', () => {
  const unused = [...granted].filter((grant) => !called.has(grant) && !idle.includes(grant.split(' ')[0]!));
  const unexplained = unused.filter((grant) => !Object.hasOwn(byServices, grant.split(' ')[1]!));
  expect(unexplained.toSorted()).toEqual(Object.keys(otherwiseNeeded).toSorted());
  for (const action of Object.keys(byServices)) expect(unused.some((grant) => grant.endsWith(` ${action}`))).toBe(true);
});
