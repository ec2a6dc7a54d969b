import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createSecret } from '../../adapters/secrets.ts';
import { createSlackPoster, slackSecret } from '../../adapters/slack.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { createLanePorts } from '../shared/lane-ports.ts';
import { parseQuotas } from '../shared/parse-quotas.ts';
import { runDispatchSlack } from './run.ts';
import { dispatchSlackSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const { casesClient: _unused, ...lane } = createLanePorts(spec.name, env);
const secrets = new SecretsManagerClient(clientSettings);
const ports = {
  ...lane,
  slack: createSlackPoster(createSecret(secrets, lane.clock, env.SLACK_SECRET_NAME, slackSecret)),
};
const settings = {
  timeoutSeconds: spec.timeoutSeconds,
  caseUrlTemplate: env.CASE_URL_TEMPLATE,
  noticesPerSecond: parseQuotas('QUOTAS', env.QUOTAS)['slack:chat.postMessage']?.perSecond,
};

export const handler = async (): Promise<void> => {
  await runDispatchSlack(ports, settings);
};
