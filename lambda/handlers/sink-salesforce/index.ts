import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createSinkLedger } from '../../adapters/ledger/create-sink-ledger.ts';
import { createSalesforce, salesforceSecret } from '../../adapters/salesforce.ts';
import { createSecret } from '../../adapters/secrets.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import type { SqsBatch, SqsBatchAnswer } from '../shared/sqs-records.ts';
import { runSinkSalesforce, type SinkSalesforcePorts } from './run.ts';
import { sinkSalesforceSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const secrets = new SecretsManagerClient(clientSettings);
const ports: SinkSalesforcePorts = {
  ledger: createSinkLedger(table),
  policies: createPolicies(table),
  crm: createSalesforce(createSecret(secrets, createSystemClock(), env.SALESFORCE_SECRET_NAME, salesforceSecret)),
  log: createJsonLog(spec.name),
};

export const handler = async (batch: SqsBatch): Promise<SqsBatchAnswer> => await runSinkSalesforce(ports, batch);
