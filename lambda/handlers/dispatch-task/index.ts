import { ConnectClient } from '@aws-sdk/client-connect';
import { createCaseWriter } from '../../adapters/cases.ts';
import { createTaskStarter } from '../../adapters/connect-tasks.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { createLanePorts } from '../shared/lane-ports.ts';
import { runDispatchTask } from './run.ts';
import { dispatchTaskSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const { casesClient, ...lane } = createLanePorts(spec.name, env);
const ports = {
  ...lane,
  caseWriter: createCaseWriter(casesClient, env.CASES_DOMAIN_ID),
  tasks: createTaskStarter(new ConnectClient(clientSettings), {
    instanceId: env.CONNECT_INSTANCE_ID,
    taskFlowId: env.TASK_FLOW_ID,
  }),
};
const settings = {
  timeoutSeconds: spec.timeoutSeconds,
  caseUrlTemplate: env.CASE_URL_TEMPLATE,
};

export const handler = async (): Promise<void> => {
  await runDispatchTask(ports, settings);
};
