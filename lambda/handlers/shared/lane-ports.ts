import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createCaseReader } from '../../adapters/cases.ts';
import { createInbox } from '../../adapters/inbox.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createBudgets } from '../../adapters/ledger/create-budgets.ts';
import { createEffectLedger } from '../../adapters/ledger/create-effect-ledger.ts';
import { createLaneLease } from '../../adapters/ledger/create-lane-lease.ts';
import { createPolicies } from '../../adapters/ledger/create-policies.ts';
import { createQuotas } from '../../adapters/ledger/create-quotas.ts';
import { createRandomIdentifiers } from '../../adapters/random-identifiers.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from './client-settings.ts';
import type { LanePorts } from './drain-lane.ts';
import { parseQuotas } from './parse-quotas.ts';

/** What the environments of all lanes have in common. */
export interface LaneEnvironment {
  readonly LEDGER_TABLE: string;
  readonly INBOX_QUEUE_URL: string;
  readonly CASES_DOMAIN_ID: string;
  readonly QUOTAS: string;
}

/** Wires the ports that every lane needs; each function adds what it performs with. */
export function createLanePorts(
  functionName: string,
  env: LaneEnvironment,
): Omit<LanePorts, 'performer'> & { readonly casesClient: ConnectCasesClient } {
  const table = { client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE };
  const casesClient = new ConnectCasesClient(clientSettings);
  return {
    casesClient,
    clock: createSystemClock(),
    identifiers: createRandomIdentifiers(),
    log: createJsonLog(functionName),
    ledger: createEffectLedger(table),
    lease: createLaneLease(table),
    quotas: createQuotas(table, parseQuotas('QUOTAS', env.QUOTAS)),
    budgets: createBudgets(table),
    policies: createPolicies(table),
    cases: createCaseReader(casesClient, env.CASES_DOMAIN_ID),
    inbox: createInbox(new SQSClient(clientSettings), env.INBOX_QUEUE_URL),
  };
}
