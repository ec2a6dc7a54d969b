import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const dispatchMailSpec = functionSpec({
  name: 'dispatch-mail',
  purpose: 'Sends mails through Amazon SES.',
  env: z.object({
    LEDGER_TABLE: text,
    INBOX_QUEUE_URL: text,
    CASES_DOMAIN_ID: text,
    /** Calls per second that this lane may spend: the quota times our share of it. */
    RATE_PER_SECOND: text,
    MAIL_CONFIGURATION_SET: text,
    /** Page of the agent workspace; `{caseId}` stands for the case. */
    CASE_URL_TEMPLATE: text,
  }),
  timeoutSeconds: 60,
});
