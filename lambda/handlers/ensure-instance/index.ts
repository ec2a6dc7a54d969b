import { ConnectClient } from '@aws-sdk/client-connect';
import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import { createCasesDomains } from '../../adapters/cases-domains.ts';
import { createCloudFormationAnswers } from '../../adapters/cloudformation-answers.ts';
import { createConnectAssociations } from '../../adapters/connect-associations.ts';
import { createJsonLog } from '../../adapters/json-log.ts';
import { createProfilesDomains } from '../../adapters/profiles-domains.ts';
import { createSystemClock } from '../../adapters/system-clock.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { runEnsureInstance, type EnsureInstancePorts } from './run.ts';
import { ensureInstanceSpec } from './spec.ts';

parseEnvironment(ensureInstanceSpec, process.env);
const ports: EnsureInstancePorts = {
  clock: createSystemClock(),
  log: createJsonLog(ensureInstanceSpec.name),
  answers: createCloudFormationAnswers(),
  associations: createConnectAssociations(new ConnectClient(clientSettings)),
  casesDomains: createCasesDomains(new ConnectCasesClient(clientSettings)),
  profiles: createProfilesDomains(new CustomerProfilesClient(clientSettings)),
};

export const handler = async (event: unknown): Promise<void> => {
  await runEnsureInstance(ports, event);
};
