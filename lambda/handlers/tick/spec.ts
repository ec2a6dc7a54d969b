import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { lookAheadText } from '../../contract/look-ahead.ts';
import { text } from '../../contract/primitives.ts';

export const tickSpec = functionSpec({
  name: 'tick',
  purpose: 'Every minute: sends what falls due to the inbox and wakes lanes that have ready work and nobody on it.',
  env: z.object({
    LEDGER_TABLE: text,
    /** Dimension of the metrics that alarms watch. */
    STAGE: text,
    INBOX_QUEUE_URL: text,
    LOOK_AHEAD_SECONDS: lookAheadText,
    CASE_UPDATE_QUEUE_URL: text,
    CASE_ITEMS_QUEUE_URL: text,
    MAIL_QUEUE_URL: text,
    TASK_QUEUE_URL: text,
    SLACK_QUEUE_URL: text,
  }),
  timeoutSeconds: 50,
});
