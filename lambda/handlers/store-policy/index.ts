import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createCloudFormationAnswers } from '../../adapters/cloudformation-answers.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createPolicyRows } from '../../adapters/ledger/create-policy-rows.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { runStorePolicy, type StorePolicyPorts } from './run.ts';
import { storePolicySpec } from './spec.ts';

const env = parseEnvironment(storePolicySpec, process.env);
const ports: StorePolicyPorts = {
  clock: createSystemClock(),
  log: createJsonLog(storePolicySpec.name),
  answers: createCloudFormationAnswers(),
  policies: createPolicyRows({ client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE }),
};

export const handler = async (event: unknown): Promise<void> => {
  await runStorePolicy(ports, event);
};
