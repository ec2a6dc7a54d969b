import { createCaseSlas } from '../../adapters/case-items.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { createLanePorts } from '../shared/lane-ports.ts';
import { runDispatchCaseItems } from './run.ts';
import { dispatchCaseItemsSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const { casesClient, ...lane } = createLanePorts(spec.name, env);
const ports = { ...lane, slas: createCaseSlas(casesClient, env.CASES_DOMAIN_ID) };
const settings = {
  timeoutSeconds: spec.timeoutSeconds,
};

export const handler = async (): Promise<void> => {
  await runDispatchCaseItems(ports, settings);
};
