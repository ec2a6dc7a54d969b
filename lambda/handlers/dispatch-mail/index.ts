import { SESv2Client } from '@aws-sdk/client-sesv2';
import { createMailer } from '../../adapters/mailer.ts';
import { clientSettings } from '../shared/client-settings.ts';
import { parseEnvironment } from '../shared/environment.ts';
import { createLanePorts } from '../shared/lane-ports.ts';
import { parseQuotas } from '../shared/parse-quotas.ts';
import { runDispatchMail } from './run.ts';
import { dispatchMailSpec as spec } from './spec.ts';

const env = parseEnvironment(spec, process.env);
const { casesClient: _unused, ...lane } = createLanePorts(spec.name, env);
const ports = { ...lane, mailer: createMailer(new SESv2Client(clientSettings), env.MAIL_CONFIGURATION_SET) };
const settings = {
  timeoutSeconds: spec.timeoutSeconds,
  caseUrlTemplate: env.CASE_URL_TEMPLATE,
  noticesPerSecond: parseQuotas('QUOTAS', env.QUOTAS)['ses:SendEmail']?.perSecond,
};

export const handler = async (): Promise<void> => {
  await runDispatchMail(ports, settings);
};
