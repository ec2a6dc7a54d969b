import { ConnectClient } from '@aws-sdk/client-connect';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createAnnouncer } from '../../adapters/announcer.ts';
import { createInstanceUsers } from '../../adapters/instance-users.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createCasePages } from '../../adapters/ledger/create-case-pages.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createQuotas } from '../../adapters/ledger/create-quotas.ts';
import { createStatements } from '../../adapters/ledger/create-statements.ts';
import { createSweepRows, createSweepRuns } from '../../adapters/ledger/create-sweep-rows.ts';
import { createSecret } from '../../adapters/secrets.ts';
import { createSlackPoster, slackSecret } from '../../adapters/slack.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import type { StatementAnswer } from '../../contract/statement.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { parseQuotas } from '../shared/parse-quotas.ts';
import { runStatement, type StatementPorts } from './run.ts';
import { statementSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const clock = createSystemClock();
const secrets = new SecretsManagerClient(clientSettings);
const ports: StatementPorts = {
  clock,
  log: createJsonLog(spec.name),
  policies: createPolicies(table),
  casePages: createCasePages(table),
  sweepRows: createSweepRows(table),
  sweepRuns: createSweepRuns(table),
  users: createInstanceUsers(new ConnectClient(clientSettings), env.INSTANCE_ID),
  statements: createStatements(table),
  quotas: createQuotas(table, parseQuotas('QUOTAS', env.QUOTAS)),
  slack: createSlackPoster(createSecret(secrets, clock, env.SLACK_SECRET_NAME, slackSecret)),
  files: {
    put: async (file) => {
      const { bucketFiles } = await import('./bucket-files.ts');
      await bucketFiles(env.STATEMENTS_BUCKET).put(file);
    },
  },
  bus: createAnnouncer(new EventBridgeClient(clientSettings), env.EVENT_BUS_NAME),
};
const settings = {
  policyHash: env.POLICY_HASH,
  timeZone: env.TIME_ZONE,
  bucket: env.STATEMENTS_BUCKET,
  slackChannel: env.SLACK_CHANNEL === '' ? undefined : env.SLACK_CHANNEL,
};

export const handler = async (request: unknown): Promise<StatementAnswer> =>
  await runStatement(ports, settings, request);
