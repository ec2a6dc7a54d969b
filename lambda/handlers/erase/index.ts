import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createCaseLedger } from '../../adapters/ledger/create-case-ledger.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import type { EraseAnswer } from '../../contract/erase.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { runErase, type ErasePorts } from './run.ts';
import { eraseSpec } from './spec.ts';

const env = parseEnvironment(eraseSpec, process.env);
const ports: ErasePorts = {
  clock: createSystemClock(),
  ledger: createCaseLedger({ client: new DynamoDBClient(clientSettings), name: env.LEDGER_TABLE }),
};

export const handler = async (request: unknown): Promise<EraseAnswer> => await runErase(ports, request);
