import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createAnnouncer } from '../../adapters/announcer.ts';
import { createInbox } from '../../adapters/inbox.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createLaneHints } from '../../adapters/lane-hints.ts';
import { createCaseLedger } from '../../adapters/ledger/create-case-ledger.ts';
import { createHours } from '../../adapters/ledger/create-hours.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { laneQueueUrls } from '../shared/lane-queues.ts';
import type { SqsBatch, SqsBatchAnswer } from '../shared/sqs-records.ts';
import { runAdvance, type AdvancePorts } from './run.ts';
import { advanceSpec } from './spec.ts';

const env = parseEnvironment(advanceSpec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const queues = new SQSClient(clientSettings);
const ports: AdvancePorts = {
  clock: createSystemClock(),
  ledger: createCaseLedger(table),
  policies: createPolicies(table),
  hours: createHours(table),
  announcer: createAnnouncer(new EventBridgeClient(clientSettings), env.EVENT_BUS_NAME),
  laneHints: createLaneHints(queues, laneQueueUrls(env)),
  inbox: createInbox(queues, env.INBOX_QUEUE_URL),
  log: createJsonLog(advanceSpec.name),
};

export const handler = async (batch: SqsBatch): Promise<SqsBatchAnswer> =>
  await runAdvance(ports, { policyHash: env.POLICY_HASH, lookAheadSeconds: Number(env.LOOK_AHEAD_SECONDS) }, batch);
