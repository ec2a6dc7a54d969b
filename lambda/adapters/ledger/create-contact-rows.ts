import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ledgerTable, rowKeys } from '../../contract/ledger-rows.ts';
import type { ContactRows } from '../../domain/contact-ports.ts';
import type { KnownContact } from '../../domain/contact-signals.ts';
import { translateAwsErrors } from '../translate-aws-error.ts';
import { toAttribute, toRow, type Row } from './attribute-values.ts';
import type { LedgerTable } from './ledger-table.ts';

/** An attribute for each case and each agent's contact, so that writers never overwrite one another's. */
const linkPrefix = 'link:';
const agentPrefix = 'agent:';

/** Rows `CONTACT#<id>`: what contact events and events of Cases have told of one contact. */
export function createContactRows(table: LedgerTable): ContactRows {
  const write = async (
    contactId: string,
    expiresAt: number,
    told: Readonly<Record<string, string | undefined>>,
  ): Promise<KnownContact> => {
    const members = Object.entries(told).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
    const command = new UpdateItemCommand({
      TableName: table.name,
      Key: toRow(rowKeys.contact(contactId)),
      UpdateExpression: `SET #expires = :expires${members
        .map((_member, index) => `, #m${index} = if_not_exists(#m${index}, :m${index})`)
        .join('')}`,
      ExpressionAttributeNames: {
        '#expires': ledgerTable.timeToLive,
        ...Object.fromEntries(members.map(({ name }, index) => [`#m${index}`, name])),
      },
      ExpressionAttributeValues: {
        ':expires': toAttribute(expiresAt),
        ...Object.fromEntries(members.map(({ value }, index) => [`:m${index}`, toAttribute(value)])),
      },
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes = {} } = await translateAwsErrors({ operation: 'DynamoDB UpdateItem', changes: true }, () =>
      table.client.send(command),
    );
    return fromContactRow(contactId, Attributes);
  };
  return {
    learn: async (contactId, { channel, initiationMethod, startedAt, agent }, expiresAt) =>
      await write(contactId, expiresAt, {
        channel,
        initiationMethod,
        startedAt,
        ...(agent === undefined ? {} : { [`${agentPrefix}${agent.contactId}`]: agent.connectedAt }),
      }),
    link: async ({ contactId, caseId, linkedAt, channel }, expiresAt) =>
      await write(contactId, expiresAt, { channel, [`${linkPrefix}${caseId}`]: linkedAt }),
  };
}

function fromContactRow(contactId: string, row: Row): KnownContact {
  const texts = Object.entries(row).flatMap(([name, { S: value }]) => (value === undefined ? [] : [{ name, value }]));
  const text = (wanted: string): string | undefined => texts.find(({ name }) => name === wanted)?.value;
  const under = (prefix: string) =>
    texts
      .filter(({ name }) => name.startsWith(prefix))
      .map(({ name, value }) => ({ id: name.slice(prefix.length), at: value }));
  return {
    contactId,
    channel: text('channel'),
    initiationMethod: text('initiationMethod'),
    startedAt: text('startedAt'),
    agents: under(agentPrefix).map(({ id, at }) => ({ contactId: id, connectedAt: at })),
    links: under(linkPrefix).map(({ id, at }) => ({ caseId: id, linkedAt: at })),
  };
}
