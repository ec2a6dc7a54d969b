import { ConnectClient } from '@aws-sdk/client-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createConnectHoursReader } from '../../adapters/connect-hours-reader.ts';
import { createInbox } from '../../adapters/inbox.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createDueRows } from '../../adapters/ledger/create-due-rows.ts';
import { createHoursRows } from '../../adapters/ledger/create-hours-rows.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { runRefreshHours, type RefreshHoursPorts } from './run.ts';
import { refreshHoursSpec } from './spec.ts';

const env = parseEnvironment(refreshHoursSpec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const ports: RefreshHoursPorts = {
  clock: createSystemClock(),
  connect: createConnectHoursReader(new ConnectClient(clientSettings), env.CONNECT_INSTANCE_ID),
  hours: createHoursRows(table),
  due: createDueRows(table),
  inbox: createInbox(new SQSClient(clientSettings), env.INBOX_QUEUE_URL),
  log: createJsonLog(refreshHoursSpec.name),
};

export const handler = async (): Promise<void> => {
  await runRefreshHours(ports, {
    hoursOfOperationIds: env.HOURS_OF_OPERATION_IDS.split(' '),
    // A minute is left for what has begun.
    workSeconds: refreshHoursSpec.timeoutSeconds - 60,
  });
};
