import { UpdateItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import type { IndexAttributes } from '../../contract/case-item.ts';
import { ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import { toAttribute, toRow, type Json } from './attribute-values.ts';
import { dueAttributes } from './case-rows.ts';
import { writeIf, type LedgerTable } from './ledger-table.ts';

/** A change of a part of a case's row, conditioned on the version from which it was computed. */
export interface CaseUpdate {
  readonly caseId: string;
  /** The stored version; the update raises it by one, so that whoever read it before loses and reads again. */
  readonly version: number;
  /** Document path with `#name` placeholders -> new value. */
  readonly set: Readonly<Record<string, Json>>;
  /** Beside the version: document path with `#name` placeholders -> value that must stand there. */
  readonly where?: Readonly<Record<string, Json>>;
  /** What the placeholders mean. */
  readonly names: Readonly<Record<string, string>>;
  /** New index attributes; left alone when absent. */
  readonly index?: IndexAttributes;
  /** New value of an attribute that may be absent: undefined removes it. */
  readonly optional?: { readonly name: string; readonly value: Json | undefined };
}

/** @returns false when the row has moved on; nothing was written then */
export async function updateCase(table: LedgerTable, update: CaseUpdate): Promise<boolean> {
  const names: Record<string, string> = { ...update.names, '#version': 'version' };
  const values: Record<string, AttributeValue> = {
    ':version': toAttribute(update.version),
    ':next': toAttribute(update.version + 1),
  };
  const sets = ['#version = :next'];
  const conditions = ['#version = :version'];
  const removes: string[] = [];
  for (const [place, [path, value]] of Object.entries(update.set).entries()) {
    values[`:set${place}`] = toAttribute(value);
    sets.push(`${path} = :set${place}`);
  }
  for (const [place, [path, value]] of Object.entries(update.where ?? {}).entries()) {
    values[`:where${place}`] = toAttribute(value);
    conditions.push(`${path} = :where${place}`);
  }
  if (update.index !== undefined) {
    const { due } = ledgerTable.indexes;
    const attributes: Readonly<Record<string, Json | undefined>> = {
      ...dueAttributes(update.caseId, update.index),
      [ledgerTable.timeToLive]: update.index.expiresAt,
    };
    for (const [place, name] of [due.partitionKey, due.sortKey, ledgerTable.timeToLive].entries()) {
      names[`#index${place}`] = name;
      const value = attributes[name];
      if (value === undefined) {
        removes.push(`#index${place}`);
      } else {
        values[`:index${place}`] = toAttribute(value);
        sets.push(`#index${place} = :index${place}`);
      }
    }
  }
  if (update.optional !== undefined) {
    names['#optional'] = update.optional.name;
    if (update.optional.value === undefined) {
      removes.push('#optional');
    } else {
      values[':optional'] = toAttribute(update.optional.value);
      sets.push('#optional = :optional');
    }
  }
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key: toRow(rowKeys.case(update.caseId)),
    UpdateExpression: `SET ${sets.join(', ')}${removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`}`,
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  });
  return await writeIf('UpdateItem', () => table.client.send(command));
}
