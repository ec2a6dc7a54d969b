import { ConnectClient } from '@aws-sdk/client-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { createAnnouncer } from '../../adapters/announcer.ts';
import { createInstanceUsers } from '../../adapters/instance-users.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createCasePages } from '../../adapters/ledger/create-case-pages.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createStatements } from '../../adapters/ledger/create-statements.ts';
import { createSweepRows, createSweepRuns } from '../../adapters/ledger/create-sweep-rows.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import type { StatementAnswer } from '../../contract/statement.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { runStatement, type StatementPorts } from './run.ts';
import { statementSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const ports: StatementPorts = {
  clock: createSystemClock(),
  log: createJsonLog(spec.name),
  policies: createPolicies(table),
  casePages: createCasePages(table),
  sweepRows: createSweepRows(table),
  sweepRuns: createSweepRuns(table),
  users: createInstanceUsers(new ConnectClient(clientSettings), env.INSTANCE_ID),
  statements: createStatements(table),
  bus: createAnnouncer(new EventBridgeClient(clientSettings), env.EVENT_BUS_NAME),
};
const settings = { policyHash: env.POLICY_HASH, timeZone: env.TIME_ZONE };

export const handler = async (request: unknown): Promise<StatementAnswer> =>
  await runStatement(ports, settings, request);
