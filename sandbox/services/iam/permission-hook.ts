import { AwsError, type CallContext, type CallHook } from '../../kernel/service.ts';
import { listOf, matchesWildcard } from '../shared/policy-values.ts';
import { policiesOfRole, type IamStore, type PolicyDocument } from './store.ts';

/**
 * The IAM actions that an operation needs, by the service authorization reference. Most operations need the action of
 * their name; batches of SQS need the action of the single call, transactions of DynamoDB those of their parts.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function actionsOf(context: Pick<CallContext, 'service' | 'operation'>, input: unknown): readonly string[] {
  const { service, operation } = context;
  if (service === 'sqs') return [`sqs:${operation.replace(/Batch$/, '')}`];
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

/** Whether identity policies allow an action on some resource: resources and conditions are not looked at. */
export function actionAllowed(documents: readonly PolicyDocument[], action: string): boolean {
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
  return !denied && matching.some((statement) => statement['Effect'] === 'Allow');
}

/**
 * Refuses a call whose action the role of the calling function does not have. A simple judge: actions with wildcards,
 * Allow and unconditional Deny; resources, conditions and boundaries are not looked at. Callers outside may do anything,
 * and so may a role with a policy that AWS manages, since its text is not known here.
 */
export function createPermissionHook(store: IamStore): CallHook {
  return {
    before(context, input) {
      const { roleArn } = context.caller;
      if (roleArn === undefined) return;
      const policies = policiesOfRole(store, roleArn);
      if (policies && policies.unknownPolicyArns.length > 0) return;
      const missing = actionsOf(context, input).find((action) => !actionAllowed(policies?.documents ?? [], action));
      if (missing === undefined) return;
      throw new AwsError(
        'AccessDeniedException',
        `User: ${roleArn} is not authorized to perform: ${missing} because no identity-based policy allows the ${missing} action`,
        { statusCode: service403(context.service) },
      );
    },
  };
}

/** Services of the awsJson protocols answer 400 where those of REST answer 403. */
const service403 = (service: string): number =>
  ['dynamodb', 'events', 'ssm', 'secretsmanager'].includes(service) ? 400 : 403;
