import * as z from 'zod/mini';
import { functionSpec, laneTimeoutSeconds } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const dispatchCaseUpdateSpec = functionSpec({
  name: 'dispatch-case-update',
  purpose: 'Sets fields of cases: owners, and whatever else a policy changes.',
  env: z.object({
    LEDGER_TABLE: text,
    INBOX_QUEUE_URL: text,
    CASES_DOMAIN_ID: text,
    /** Rates of the APIs that this lane calls: the quotas times our share of them. See `quota-profile.ts`. */
    QUOTAS: text,
  }),
  timeoutSeconds: laneTimeoutSeconds,
});
