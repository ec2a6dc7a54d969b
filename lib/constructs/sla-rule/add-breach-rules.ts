import type { Construct } from 'constructs';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { Consequence } from '../../../lambda/contract/policy-file.ts';
import type { Deployment } from '../../deployment.ts';
import { queueTaskFlow } from '../../flows/queue-task-flow.ts';
import type { PolicySource } from '../../policy/policy-source.ts';
import { ConnectFlow } from '../intake-flows/connect-flow.ts';
import { BreachRule, type BreachRuleProps } from './breach-rule.ts';

export interface BreachRulesProps {
  readonly deployment: Deployment;
  readonly source: PolicySource;
  readonly compiledPolicy: CompiledPolicy;
}

type Actions = Pick<BreachRuleProps, 'mail' | 'task' | 'notice'>;

/** Adds a rule for every policy that leaves consequences of its breach to Amazon Connect, and a flow for each queue of a task. */
export function addBreachRules(scope: Construct, { deployment, source, compiledPolicy }: BreachRulesProps): void {
  const flows = new Map<string, ConnectFlow>();
  const flowFor = (queue: string): string => {
    const known = flows.get(queue) ?? addQueueTaskFlow(scope, deployment, source, queue);
    flows.set(queue, known);
    return known.flowArn;
  };
  for (const { name, native } of compiledPolicy.policies) {
    const actions = actionsOf(source, source.policy.policies[name]?.breach ?? [], flowFor);
    if (native === undefined || Object.keys(actions).length === 0) continue;
    new BreachRule(scope, `BreachRule-${name}`, {
      deployment,
      policyName: name,
      slaName: native.slaName,
      language: source.policy.language,
      ...actions,
    });
  }
}

/** `loadPolicy` has seen to it that there is one of each kind, and that every name is in the lock file. */
function actionsOf(source: PolicySource, breach: readonly Consequence[], flowFor: (queue: string) => string): Actions {
  const actions: { -readonly [Kind in keyof Actions]: Actions[Kind] } = {};
  const arnsOf = (users: readonly string[]): string[] => users.map((user) => found(source.lock.users, user).arn);
  for (const consequence of breach) {
    if ('email' in consequence && consequence.email.by === 'native') {
      const { to, subject, body } = consequence.email;
      actions.mail = { userArns: arnsOf(to), subject, body };
    }
    if ('task' in consequence && consequence.task.by === 'native') {
      const { queue, name, description } = consequence.task;
      actions.task = { flowArn: flowFor(queue), name, ...(description === undefined ? {} : { description }) };
    }
    if ('notify' in consequence) {
      const { users, text } = consequence.notify;
      actions.notice = { userArns: arnsOf(users), text };
    }
  }
  return actions;
}

/** The id of the queue stands in the names, because a queue's own name may hold anything and may change. */
function addQueueTaskFlow(scope: Construct, deployment: Deployment, source: PolicySource, queue: string): ConnectFlow {
  const { id } = found(source.lock.queues, queue);
  return new ConnectFlow(scope, `QueueTaskFlow-${id}`, {
    deployment,
    name: `queue-task-${id}`,
    description: `Takes a task to the queue ${queue}. Made by Casewarden.`,
    document: queueTaskFlow(id),
  });
}

function found<Value>(names: Readonly<Record<string, Value>>, name: string): Value {
  const value = Object.hasOwn(names, name) ? names[name] : undefined;
  if (value === undefined)
    throw new Error(`${JSON.stringify(name)} is not in the lock file; synthesize only what loadPolicy gave`);
  return value;
}
