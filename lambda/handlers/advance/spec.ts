import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { lookAheadText } from '../../contract/look-ahead.ts';
import { text } from '../../contract/primitives.ts';

export const advanceSpec = functionSpec({
  name: 'advance',
  purpose: 'Folds what happened to a case into its ledger item and decides what is owed.',
  env: z.object({
    LEDGER_TABLE: text,
    POLICY_HASH: text,
    INBOX_QUEUE_URL: text,
    LOOK_AHEAD_SECONDS: lookAheadText,
    EVENT_BUS_NAME: text,
    CASE_UPDATE_QUEUE_URL: text,
    CASE_ITEMS_QUEUE_URL: text,
    MAIL_QUEUE_URL: text,
    TASK_QUEUE_URL: text,
    SLACK_QUEUE_URL: text,
  }),
  timeoutSeconds: 30,
});
