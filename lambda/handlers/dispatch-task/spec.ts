import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const dispatchTaskSpec = functionSpec({
  name: 'dispatch-task',
  purpose: 'Starts tasks for owners and links them to their case.',
  env: z.object({
    LEDGER_TABLE: text,
    INBOX_QUEUE_URL: text,
    CASES_DOMAIN_ID: text,
    /** Calls per second that this lane may spend: the quota times our share of it. */
    RATE_PER_SECOND: text,
    CONNECT_INSTANCE_ID: text,
    TASK_FLOW_ID: text,
    /** Page of the agent workspace; `{caseId}` stands for the case. */
    CASE_URL_TEMPLATE: text,
  }),
  timeoutSeconds: 60,
});
