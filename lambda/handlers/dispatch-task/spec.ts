import * as z from 'zod/mini';
import { functionSpec, laneTimeoutSeconds } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const dispatchTaskSpec = functionSpec({
  name: 'dispatch-task',
  purpose: 'Starts tasks for owners and links them to their case.',
  env: z.object({
    LEDGER_TABLE: text,
    INBOX_QUEUE_URL: text,
    CASES_DOMAIN_ID: text,
    /** Rates of the APIs that this lane calls: the quotas times our share of them. See `quota-profile.ts`. */
    QUOTAS: text,
    CONNECT_INSTANCE_ID: text,
    TASK_FLOW_ID: text,
    /** Page of the agent workspace; `{caseId}` stands for the case. */
    CASE_URL_TEMPLATE: text,
  }),
  timeoutSeconds: laneTimeoutSeconds,
});
