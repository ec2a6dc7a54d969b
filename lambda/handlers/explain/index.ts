import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { loadCase } from '../../adapters/ledger/case-rows.ts';
import { createCasePages } from '../../adapters/ledger/create-case-pages.ts';
import { createHours } from '../../adapters/ledger/create-hours.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import type { ExplainAnswer } from '../../contract/explanation.ts';
import type { ReplayAnswer } from '../../contract/replay.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { asksForReplay, runReplay, type ReplayPorts } from './run-replay.ts';
import { runExplain, type ExplainPorts } from './run.ts';
import { explainSpec } from './spec.ts';

const env = parseEnvironment(explainSpec, process.env);
const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
const ports: ExplainPorts & ReplayPorts = {
  clock: createSystemClock(),
  ledger: { load: async (caseId) => await loadCase(table, caseId) },
  cases: createCasePages(table),
  policies: createPolicies(table),
  hours: createHours(table),
};

export const handler = async (request: unknown): Promise<ExplainAnswer | ReplayAnswer> =>
  asksForReplay(request) ? await runReplay(ports, request) : await runExplain(ports, request);
