import { ownCall } from './own-call.ts';
import type { ControlParts } from './parts.ts';
import { resourcesOf } from './deployed-resources.ts';

type Facts = Record<string, unknown>;

/** DynamoDB's attribute value without its type mark. */
function withoutMark(value: unknown): unknown {
  const [mark, inner] = Object.entries(value as Facts)[0] ?? ['NULL', true];
  switch (mark) {
    case 'M':
      return Object.fromEntries(Object.entries(inner as Facts).map(([key, one]) => [key, withoutMark(one)]));
    case 'L':
      return (inner as unknown[]).map(withoutMark);
    case 'N':
      return Number(inner);
    case 'NULL':
      return null;
    case 'NS':
      return (inner as string[]).map(Number);
    default:
      return inner;
  }
}

/** Items of the deployment's tables whose partition key names the case (`…#<case id>`). */
export async function ledgerItemsOf(parts: ControlParts, caseId: string): Promise<Facts[]> {
  const api = parts.service('dynamodb')?.api;
  if (!api) return [];
  const found: Facts[] = [];
  for (const table of resourcesOf(parts, 'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
    const schema = table.properties['KeySchema'] as { AttributeName: string; KeyType: string }[] | undefined;
    const key = schema?.find(({ KeyType: type }) => type === 'HASH')?.AttributeName;
    if (key === undefined) continue;
    const answer = (await ownCall(api, 'Query', {
      TableName: table.physicalId,
      ConsistentRead: true,
      KeyConditionExpression: '#key = :case',
      ExpressionAttributeNames: { '#key': key },
      ExpressionAttributeValues: { ':case': { S: `CASE#${caseId}` } },
    })) as { Items?: Facts[] };
    for (const item of answer.Items ?? []) found.push(withoutMark({ M: item }) as Facts);
  }
  return found;
}
