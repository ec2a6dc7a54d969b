import { AwsError, type CallContext, type CallHook } from '../../kernel/service.ts';
import type { Place } from '../../kernel/kernel.ts';
import { listOf, matchesWildcard } from '../shared/policy-values.ts';
import { resourcesOfCall, type ResourceGroup } from './resources-of-call.ts';
import { policiesOfRole, type IamStore, type PolicyDocument } from './store.ts';

/**
 * The IAM actions that an operation needs, by the service authorization reference. Most operations need the action of
 * their name; batches of SQS need the action of the single call, transactions of DynamoDB those of their parts.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function actionsOf(context: Pick<CallContext, 'service' | 'operation'>, input: unknown): readonly string[] {
  const { service, operation } = context;
  if (service === 'sqs') return [`sqs:${operation.replace(/Batch$/, '')}`];
  if (service === 's3' && operation === 'ListObjectsV2') return ['s3:ListBucket'];
  if (service === 'lambda' && operation === 'Invoke') return ['lambda:InvokeFunction'];
  if (service === 'dynamodb' && operation === 'TransactWriteItems') {
    const { TransactItems = [] } = input as { TransactItems?: readonly Readonly<Record<string, unknown>>[] };
    const kinds: Readonly<Record<string, string>> = {
      Put: 'PutItem',
      Update: 'UpdateItem',
      Delete: 'DeleteItem',
      ConditionCheck: 'ConditionCheckItem',
    };
    return [...new Set(TransactItems.flatMap((item) => Object.keys(item)))].map(
      (kind) => `dynamodb:${kinds[kind] ?? kind}`,
    );
  }
  if (service === 'dynamodb' && operation === 'TransactGetItems') return ['dynamodb:GetItem'];
  // The prefix of an action is the signing name, for every service here.
  return [`${service}:${operation}`];
}

/** Whether a statement that allows is about one of the resources; `-??????` at the end of one stands for what is not known. */
function isAbout(statement: PolicyDocument, resources: ResourceGroup): boolean {
  const matches = (key: string, resource: string): boolean =>
    listOf(statement[key]).some((pattern) => {
      const text = String(pattern);
      if (matchesWildcard(text, resource)) return true;
      // A policy that names the secret with the six characters that the call leaves out.
      return resource.endsWith('-??????') && text.replace(/-[^-]{6}$/, '-??????') === resource;
    });
  if (statement['NotResource'] !== undefined) return resources.some((resource) => !matches('NotResource', resource));
  return resources.some((resource) => matches('Resource', resource));
}

/**
 * Whether identity policies allow an action on one of the resources, or on any resource at all when none are given.
 * Conditions are not looked at.
 */
export function actionAllowed(
  documents: readonly PolicyDocument[],
  action: string,
  resources: ResourceGroup = [],
): boolean {
  const statements = documents.flatMap((document) => listOf(document['Statement']) as PolicyDocument[]);
  const matching = statements.filter((statement) => {
    const matches = (key: string) =>
      listOf(statement[key]).some((pattern) => matchesWildcard(String(pattern).toLowerCase(), action.toLowerCase()));
    return statement['NotAction'] === undefined ? matches('Action') : !matches('NotAction');
  });
  // A denial that holds only for some resources or under a condition cannot be judged by the action alone.
  const denied = matching.some(
    (statement) =>
      statement['Effect'] === 'Deny' &&
      statement['Condition'] === undefined &&
      listOf(statement['Resource']).includes('*'),
  );
  return (
    !denied &&
    matching.some(
      (statement) => statement['Effect'] === 'Allow' && (resources.length === 0 || isAbout(statement, resources)),
    )
  );
}

/**
 * Refuses a call that the role of the calling function does not allow. A simple judge: actions with wildcards, resources
 * where a call's input names them, Allow and unconditional Deny; conditions and boundaries are not looked at. Callers outside may do anything,
 * and so may a role with a policy that AWS manages, since its text is not known here.
 */
export function createPermissionHook(store: IamStore, place: Place): CallHook {
  const allowed = createMemory(() => store.revision());
  return {
    before(context, input) {
      const { roleArn } = context.caller;
      if (roleArn === undefined) return;
      const groups = resourcesOfCall(place, context, input);
      const actions = actionsOf(context, input);
      const asked = JSON.stringify([roleArn, actions, groups]);
      if (allowed.has(asked)) return;
      const policies = policiesOfRole(store, roleArn);
      if (policies && policies.unknownPolicyArns.length > 0) return;
      const documents = policies?.documents ?? [];
      const refuse = (action: string, resource: string): never => {
        throw new AwsError(
          'AccessDeniedException',
          `User: ${roleArn} is not authorized to perform: ${action}${resource} because no identity-based policy allows the ${action} action`,
          { statusCode: service403(context.service) },
        );
      };
      for (const action of actions) {
        if (!actionAllowed(documents, action)) refuse(action, '');
        const missing = groups.find((resources) => !actionAllowed(documents, action, resources));
        if (missing) refuse(action, ` on resource: ${missing.join(' or ')}`);
      }
      allowed.add(asked);
    },
  };
}

/** Questions that a memory holds at most; each names what a call was about, and there is no end of cases. */
const longestMemory = 2000;

/** Remembers what holds until something changes. */
function createMemory(revision: () => number): { has(what: string): boolean; add(what: string): void } {
  const known = new Set<string>();
  let of = revision();
  return {
    has(what) {
      if (of !== revision()) known.clear();
      of = revision();
      return known.has(what);
    },
    add(what) {
      if (known.size >= longestMemory) known.clear();
      known.add(what);
    },
  };
}

/** Services of the awsJson protocols answer 400 where those of REST answer 403. */
const service403 = (service: string): number =>
  ['dynamodb', 'events', 'ssm', 'secretsmanager'].includes(service) ? 400 : 403;
