import type {
  TransactGetItemsCommandInput,
  TransactWriteItem,
  TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/service.ts';
import { encodeItem, itemSizeBytes, type Item } from './attribute-value.ts';
import { constraintError, validationError } from './errors.ts';
import { getItem } from './read-behaviour.ts';
import type { DynamoDbStore } from './store.ts';
import {
  commit,
  conditionHolds,
  prepareCheck,
  prepareDelete,
  preparePut,
  prepareUpdate,
  writeTarget,
  type PreparedWrite,
} from './write-behaviour.ts';

const mostActions = 100;
const largestTransactionBytes = 4 * 1024 * 1024;

interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: ReturnType<typeof encodeItem>;
}

function checkCount(items: readonly unknown[] | undefined): void {
  if (!items || items.length < 1 || items.length > mostActions)
    throw constraintError(
      'transactItems',
      `[${items?.length ?? 0} items]`,
      'Member must have length less than or equal to 100, Member must have length greater than or equal to 1',
    );
}

function prepareAction(store: DynamoDbStore, action: TransactWriteItem): PreparedWrite {
  const given = (['ConditionCheck', 'Put', 'Delete', 'Update'] as const).filter((member) => action[member]);
  if (given.length !== 1) throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  if (action.Put) return preparePut(store.table(action.Put.TableName), action.Put);
  if (action.Delete) return prepareDelete(store.table(action.Delete.TableName), action.Delete);
  if (action.Update) {
    if (action.Update.UpdateExpression === undefined)
      throw validationError('The expression can not be empty; Update needs an UpdateExpression');
    return prepareUpdate(store.table(action.Update.TableName), action.Update);
  }
  return prepareCheck(store.table(action.ConditionCheck?.TableName), action.ConditionCheck!);
}

type Outcome = { readonly reason: Reason } | { readonly after: Item | undefined };

function judge(write: PreparedWrite): Outcome {
  const before = write.table.get(write.key);
  if (!conditionHolds(write, before))
    return {
      reason: {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(write.returnOldOnFailure && before ? { Item: encodeItem(before) } : {}),
      },
    };
  try {
    return { after: write.change(before) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { reason: { Code: 'ValidationError', Message: error.message } };
  }
}

/**
 * All or nothing: every condition is judged against the state before the transaction.
 * @throws AwsError TransactionCanceledException with one reason per action, ValidationException
 */
export function transactWrite(store: DynamoDbStore, input: TransactWriteItemsCommandInput): Record<string, never> {
  checkCount(input.TransactItems);
  return store.once(input.ClientRequestToken, describeRequest(input.TransactItems), () => {
    const writes = (input.TransactItems ?? []).map((action) => prepareAction(store, action));
    if (new Set(writes.map(writeTarget)).size < writes.length)
      throw validationError('Transaction request cannot include multiple operations on one item');
    const outcomes = writes.map(judge);
    if (outcomes.some((outcome) => 'reason' in outcome)) {
      const reasons = outcomes.map((outcome): Reason => ('reason' in outcome ? outcome.reason : { Code: 'None' }));
      throw new AwsError(
        'TransactionCanceledException',
        `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
        { fields: { CancellationReasons: reasons } },
      );
    }
    const results = outcomes.map((outcome) => ('after' in outcome ? outcome.after : undefined));
    const size = results.reduce((sum, after) => sum + (after ? itemSizeBytes(after) : 0), 0);
    if (size > largestTransactionBytes)
      throw validationError('Transaction size has exceeded the maximum allowed size of 4 MB');
    for (const [index, write] of writes.entries()) commit(write, results[index]);
    return {};
  });
}

const describeRequest = (items: unknown): string =>
  JSON.stringify(items, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );

/** @throws AwsError ValidationException */
export function transactGet(store: DynamoDbStore, input: TransactGetItemsCommandInput) {
  checkCount(input.TransactItems);
  return {
    Responses: (input.TransactItems ?? []).map(({ Get: get }) => {
      if (!get) throw validationError('TransactItems of TransactGetItems can only contain Get');
      return getItem(store, { ...get, ConsistentRead: true });
    }),
  };
}
