import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCaseSearch } from '../../adapters/case-search.ts';
import { createCaseReader } from '../../adapters/cases.ts';
import { createEmbeddedMetrics } from '../../adapters/embedded-metrics.ts';
import { createInbox } from '../../adapters/inbox.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createCasePages } from '../../adapters/ledger/create-case-pages.ts';
import { createManyCases } from '../../adapters/ledger/create-many-cases.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createSweepRows, createSweepRuns } from '../../adapters/ledger/create-sweep-rows.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment, parseRate } from '../shared/environment.ts';
import { runSweepCases, type SweepCasesPorts } from './run.ts';
import { sweepCasesSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const casesClient = new ConnectCasesClient(clientSettings);
const clock = createSystemClock();
const ports: SweepCasesPorts = {
  clock,
  metrics: createEmbeddedMetrics(env.STAGE, clock),
  log: createJsonLog(spec.name),
  policies: createPolicies(table),
  search: createCaseSearch(casesClient, env.CASES_DOMAIN_ID),
  cases: createCaseReader(casesClient, env.CASES_DOMAIN_ID),
  manyCases: createManyCases(table),
  casePages: createCasePages(table),
  sweepRows: createSweepRows(table),
  sweepRuns: createSweepRuns(table),
  inbox: createInbox(new SQSClient(clientSettings), env.INBOX_QUEUE_URL),
};
const settings = {
  policyHash: env.POLICY_HASH,
  ratePerSecond: parseRate('RATE_PER_SECOND', env.RATE_PER_SECOND),
  timeoutSeconds: spec.timeoutSeconds,
};

export const handler = async (): Promise<void> => {
  await runSweepCases(ports, settings);
};
