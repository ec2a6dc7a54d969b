import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { loadCase } from '../../adapters/ledger/case-rows.ts';
import { createHours } from '../../adapters/ledger/create-hours.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import type { ExplainAnswer } from '../../contract/explanation.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { runExplain, type ExplainPorts } from './run.ts';
import { explainSpec } from './spec.ts';

const env = parseEnvironment(explainSpec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const ports: ExplainPorts = {
  clock: createSystemClock(),
  ledger: { load: async (caseId) => await loadCase(table, caseId) },
  policies: createPolicies(table),
  hours: createHours(table),
};

export const handler = async (request: unknown): Promise<ExplainAnswer> => await runExplain(ports, request);
