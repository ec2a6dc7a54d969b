import { beforeEach, describe, expect, test } from 'vitest';
import { createContactRows } from '../../lambda/adapters/ledger/create-contact-rows.ts';
import type { LedgerTable } from '../../lambda/adapters/ledger/ledger-table.ts';
import { rowKeys } from '../../lambda/contract/ledger-rows.ts';
import { inboxMessage } from '../../lambda/contract/inbox-message.ts';
import { fromRow, toRow } from '../../lambda/adapters/ledger/attribute-values.ts';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { runLinkContacts } from '../../lambda/handlers/link-contacts/run.ts';
import { toBusEvent, type BusEvent } from '../../sandbox/services/eventbridge/event.ts';
import {
  connectWorld,
  instanceArn,
  queueId,
  satoId,
  withCases,
  withProfile,
} from '../sandbox/connect/connect-world.ts';
import { flowOf } from '../sandbox/flow/flow-steps.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';
import type { MemoryState } from '../support/memory-state.ts';
import { ledgerOnSandbox } from '../support/ledger-on-sandbox.ts';

interface Chat {
  readonly contactId: string;
  readonly caseId: string;
  /** What the bus hears of a chat that waits in a queue, is linked to a case, and is taken by an agent. */
  readonly events: readonly BusEvent[];
}

async function chatWithCase(): Promise<Chat> {
  const at = connectWorld();
  const { domainId, templateId } = await withCases(at);
  at.cases('PutCaseEventConfiguration', {
    domainId,
    eventBridge: { enabled: true, includedData: { relatedItemData: { includeContent: true } } },
  });
  const flow = at.flow(
    flowOf({
      queue: {
        type: 'UpdateContactTargetQueue',
        parameters: { QueueId: queueId },
        next: 'wait',
        errors: { NoMatchingError: 'end' },
      },
      wait: {
        type: 'TransferContactToQueue',
        next: 'end',
        errors: { QueueAtCapacity: 'end', NoMatchingError: 'end' },
      },
    }),
  );
  const profileId = withProfile(at, { FirstName: '山本' });
  const contactId = at.startChat(flow);
  await at.run();
  const { caseId } = at.cases('CreateCase', {
    domainId,
    templateId,
    fields: [
      { id: 'title', value: { stringValue: 't' } },
      {
        id: 'customer_id',
        value: {
          stringValue: `arn:aws:profile:ap-northeast-1:111122223333:domains/first-desk-customers/profiles/${profileId}`,
        },
      },
    ],
  }) as { caseId: string };
  at.cases('CreateRelatedItem', {
    domainId,
    caseId,
    type: 'Contact',
    content: { contact: { contactArn: `${instanceArn}/contact/${contactId}` } },
  });
  await at.run();
  at.service.desk.acceptTask(contactId, satoId);
  const events = at.world.recorded.events.map(({ event }) => toBusEvent(at.world.kernel, event));
  return { contactId, caseId, events };
}

let table: LedgerTable;
let state: MemoryState;
let ports: Parameters<typeof runLinkContacts>[0];
beforeEach(async () => {
  table = await ledgerOnSandbox();
  const memory = createMemoryPorts();
  state = memory.state;
  ports = { ...memory.ports, contacts: createContactRows(table) };
});

const handle = async (events: readonly unknown[]) =>
  await runLinkContacts(ports, {
    Records: events.map((event, index) => ({ messageId: `m-${index}`, body: JSON.stringify(event) })),
  });

/** Every signal once, as the clocks count them. */
const heard = (): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const { message } of state.inbox) {
    expect(inboxMessage.parse(message)).toEqual(message);
    if ('source' in message || message.kind !== 'signal') throw new Error('not a signal');
    const key = `${message.caseId} ${message.signal} ${message.id}`;
    found[key] = found[key] === undefined || message.at < found[key] ? message.at : found[key];
  }
  return found;
};

function* orders<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  if (items.length < 2) yield items;
  for (const [index, item] of items.entries())
    for (const rest of orders(items.toSpliced(index, 1))) yield [item, ...rest];
}

describe('a chat that is linked to a case and taken by an agent', () => {
  const ofInterest = ({ detail }: BusEvent): boolean =>
    ['INITIATED', 'CONNECTED_TO_AGENT', 'RELATED_ITEM.CREATED'].includes(String(detail['eventType']));

  test('tells the same signals, in whatever order its events come, and twice', async () => {
    const { contactId, caseId, events } = await chatWithCase();
    const three = events.filter(ofInterest);
    expect(three).toHaveLength(3);
    const linkedAt = (three[1]!.detail as { approximateChangeTime: string }).approximateChangeTime;
    const connectedAt = (three[2]!.detail as { agentInfo: { connectedToAgentTimestamp: string } }).agentInfo
      .connectedToAgentTimestamp;
    for (const order of orders(three)) {
      table = await ledgerOnSandbox();
      ports = { ...ports, contacts: createContactRows(table) };
      state.inbox.length = 0;
      expect(await handle([...order, ...order])).toEqual({ batchItemFailures: [] });
      expect(heard()).toEqual({
        [`${caseId} inbound ${contactId}`]: linkedAt,
        [`${caseId} agent ${contactId}`]: connectedAt,
      });
    }
  });

  test('tells everything once more, for a case whose own news comes late', async () => {
    const { events } = await chatWithCase();
    await handle(events.filter(ofInterest).slice(0, 2));
    const times = state.inbox.map(({ at }) => Date.parse(at) - Date.parse(state.now));
    expect(times).toEqual([0, 120_000]);
  });

  test('is forgotten a month after the last news of it', async () => {
    const { contactId, events } = await chatWithCase();
    await handle(events.filter(ofInterest));
    const { Item = {} } = await table.client.send(
      new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.contact(contactId)) }),
    );
    expect(fromRow(Item)).toMatchObject({ expiresAt: Date.parse(state.now) / 1000 + 30 * 86_400, channel: 'CHAT' });
  });
});

test('a task says nothing, and leaves nothing behind', async () => {
  const at = connectWorld();
  const flow = at.flow(flowOf({ stop: { type: 'DisconnectParticipant', parameters: {} } }));
  at.call('StartTaskContact', { ContactFlowId: flow, Name: 'a task' });
  const [event] = at.world.recorded.events.map((each) => toBusEvent(at.world.kernel, each.event));
  expect(event?.detail).toMatchObject({ eventType: 'INITIATED', channel: 'TASK' });
  await handle([event]);
  const contactId = String(event?.detail['contactId']);
  const { Item } = await table.client.send(
    new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.contact(contactId)) }),
  );
  expect(Item).toBeUndefined();
  expect(state.inbox).toEqual([]);
});

test('an event that follows no contract goes back to the queue, the others are handled', async () => {
  const { events } = await chatWithCase();
  const [initiated] = events;
  expect(await handle([{ source: 'aws.connect' }, initiated])).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-0' }],
  });
  expect(state.logged).toMatchObject([{ message: 'message failed', detail: { code: 'MESSAGE_INVALID' } }]);
});
