import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCaseReader } from '../../adapters/cases.ts';
import { createInbox } from '../../adapters/inbox.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { loadCase } from '../../adapters/ledger/case-rows.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createSlaSweepRows, createSweepRuns } from '../../adapters/ledger/create-sweep-rows.ts';
import { createSlaSearch } from '../../adapters/sla-search.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment, parseRate } from '../shared/environment.ts';
import { runSweepSlas, type SweepSlasPorts } from './run.ts';
import { sweepSlasSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const casesClient = new ConnectCasesClient(clientSettings);
const ports: SweepSlasPorts = {
  clock: createSystemClock(),
  log: createJsonLog(spec.name),
  policies: createPolicies(table),
  ledger: { load: async (caseId) => await loadCase(table, caseId) },
  rows: createSlaSweepRows(table),
  sweepRuns: createSweepRuns(table),
  slas: createSlaSearch(casesClient, env.CASES_DOMAIN_ID),
  cases: createCaseReader(casesClient, env.CASES_DOMAIN_ID),
  inbox: createInbox(new SQSClient(clientSettings), env.INBOX_QUEUE_URL),
};
const settings = {
  policyHash: env.POLICY_HASH,
  ratePerSecond: parseRate('RATE_PER_SECOND', env.RATE_PER_SECOND),
  timeoutSeconds: spec.timeoutSeconds,
};

export const handler = async (): Promise<void> => {
  await runSweepSlas(ports, settings);
};
