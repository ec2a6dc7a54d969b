import * as z from 'zod/mini';
import { functionSpec, laneTimeoutSeconds } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const dispatchCaseItemsSpec = functionSpec({
  name: 'dispatch-case-items',
  purpose: 'Keeps the native SLAs that agents see in step with the clocks.',
  env: z.object({
    LEDGER_TABLE: text,
    INBOX_QUEUE_URL: text,
    CASES_DOMAIN_ID: text,
    /** Rates of the APIs that this lane calls: the quotas times our share of them. See `quota-profile.ts`. */
    QUOTAS: text,
  }),
  timeoutSeconds: laneTimeoutSeconds,
});
