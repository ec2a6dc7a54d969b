import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { createCaseSchema } from '../../adapters/case-schema.ts';
import { createCloudFormationAnswers } from '../../adapters/cloudformation-answers.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { runEnsureCaseSchema, type EnsureCaseSchemaPorts } from './run.ts';
import { ensureCaseSchemaSpec } from './spec.ts';

parseEnvironment(ensureCaseSchemaSpec, process.env);
const ports: EnsureCaseSchemaPorts = {
  clock: createSystemClock(),
  log: createJsonLog(ensureCaseSchemaSpec.name),
  answers: createCloudFormationAnswers(),
  schema: createCaseSchema(new ConnectCasesClient(clientSettings)),
};

export const handler = async (event: unknown): Promise<void> => {
  await runEnsureCaseSchema(ports, event);
};
