import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createInbox } from '../../adapters/inbox.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createContactRows } from '../../adapters/ledger/create-contact-rows.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import type { SqsBatch, SqsBatchAnswer } from '../shared/sqs-records.ts';
import { runLinkContacts, type LinkContactsPorts } from './run.ts';
import { linkContactsSpec } from './spec.ts';

const env = parseEnvironment(linkContactsSpec, process.env);
const ports: LinkContactsPorts = {
  clock: createSystemClock(),
  contacts: createContactRows({ client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE }),
  inbox: createInbox(new SQSClient(clientSettings), env.INBOX_QUEUE_URL),
  log: createJsonLog(linkContactsSpec.name),
};

export const handler = async (batch: SqsBatch): Promise<SqsBatchAnswer> => await runLinkContacts(ports, batch);
