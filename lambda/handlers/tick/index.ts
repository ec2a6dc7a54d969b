import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createEmbeddedMetrics } from '../../adapters/embedded-metrics.ts';
import { createInbox } from '../../adapters/inbox.ts';
import { createLaneHints } from '../../adapters/lane-hints.ts';
import { createDueRows } from '../../adapters/ledger/create-due-rows.ts';
import { createLaneStates } from '../../adapters/ledger/create-lane-states.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { laneQueueUrls } from '../shared/lane-queues.ts';
import { runTick, type TickPorts } from './run.ts';
import { tickSpec } from './spec.ts';

const env = parseEnvironment(tickSpec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const queues = new SQSClient(clientSettings);
const clock = createSystemClock();
const ports: TickPorts = {
  clock,
  due: createDueRows(table),
  inbox: createInbox(queues, env.INBOX_QUEUE_URL),
  lanes: createLaneStates(table),
  laneHints: createLaneHints(queues, laneQueueUrls(env)),
  metrics: createEmbeddedMetrics(env.STAGE, clock),
};

export const handler = async (): Promise<void> => {
  await runTick(ports, { lookAheadSeconds: Number(env.LOOK_AHEAD_SECONDS) });
};
