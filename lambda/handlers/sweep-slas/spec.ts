import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const sweepSlasSpec = functionSpec({
  name: 'sweep-slas',
  purpose: 'Finds native SLAs that others have attached and that the policy file adopts. Changes none of them.',
  env: z.object({
    LEDGER_TABLE: text,
    POLICY_HASH: text,
    INBOX_QUEUE_URL: text,
    CASES_DOMAIN_ID: text,
    /** Calls per second that sweeps may spend: a part of our share of the quota of searches. */
    RATE_PER_SECOND: text,
  }),
  timeoutSeconds: 240,
});
