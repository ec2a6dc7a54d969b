import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const statementSpec = functionSpec({
  name: 'statement',
  purpose:
    'Says once a day what was looked at, found and repaired, and which cases are neglected, each with its reason.',
  env: z.object({
    LEDGER_TABLE: text,
    POLICY_HASH: text,
    EVENT_BUS_NAME: text,
    INSTANCE_ID: text,
    /** IANA zone whose days are meant. */
    TIME_ZONE: text,
    /** Name of the bucket that statements are put into, below `statements/`. */
    STATEMENTS_BUCKET: text,
    /** Id of the channel that statements are posted to; empty for none. */
    SLACK_CHANNEL: z.string(),
    SLACK_SECRET_NAME: text,
    /** Rates of the APIs that this function calls, as of lanes. */
    QUOTAS: text,
  }),
  timeoutSeconds: 600,
});
