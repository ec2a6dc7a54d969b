import { createCaseWriter } from '../../adapters/cases.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { createLanePorts } from '../shared/lane-ports.ts';
import { runDispatchCaseUpdate } from './run.ts';
import { dispatchCaseUpdateSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const { casesClient, ...lane } = createLanePorts(spec.name, env);
const ports = { ...lane, caseWriter: createCaseWriter(casesClient, env.CASES_DOMAIN_ID) };
const settings = {
  timeoutSeconds: spec.timeoutSeconds,
};

export const handler = async (): Promise<void> => {
  await runDispatchCaseUpdate(ports, settings);
};
