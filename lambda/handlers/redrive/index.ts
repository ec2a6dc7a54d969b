import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { createDeadLetters } from '../../adapters/dead-letters.ts';
import { createInbox } from '../../adapters/inbox.ts';
import { createParkedLedger } from '../../adapters/ledger/create-parked-ledger.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { text } from '../../contract/primitives.ts';
import type { RedriveAnswer } from '../../contract/redrive.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { parseJson } from '../shared/parse-json.ts';
import { runRedrive, type RedrivePorts } from './run.ts';
import { redriveSpec } from './spec.ts';

const env = parseEnvironment(redriveSpec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const client = new SQSClient(clientSettings);
const urls = z.strictObject({ queueUrl: text, deadLettersUrl: text });
const ports: RedrivePorts = {
  clock: createSystemClock(),
  deadLetters: createDeadLetters(client, parseJson(z.record(text, urls), env.DEAD_LETTER_QUEUES, 'DEAD_LETTER_QUEUES')),
  parked: createParkedLedger(table),
  inbox: createInbox(client, env.INBOX_QUEUE_URL),
};

export const handler = async (request: unknown): Promise<RedriveAnswer> => await runRedrive(ports, request);
