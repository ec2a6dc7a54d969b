import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const sweepCasesSpec = functionSpec({
  name: 'sweep-cases',
  purpose: 'Finds what events have not told: changes, cases, and deletions of cases. Changes nothing in Cases.',
  env: z.object({
    STAGE: text,
    LEDGER_TABLE: text,
    POLICY_HASH: text,
    INBOX_QUEUE_URL: text,
    CASES_DOMAIN_ID: text,
    /** Searches per second, and reads of a case per second, that this sweep may spend. */
    RATE_PER_SECOND: text,
  }),
  timeoutSeconds: 240,
});
