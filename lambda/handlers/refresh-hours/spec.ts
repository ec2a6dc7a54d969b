import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const refreshHoursSpec = functionSpec({
  name: 'refresh-hours',
  purpose:
    'Every hour: reads the hours of operation that policies name, and has open cases looked at again when they changed.',
  env: z.object({
    LEDGER_TABLE: text,
    INBOX_QUEUE_URL: text,
    CONNECT_INSTANCE_ID: text,
    /** Ids, separated by spaces. */
    HOURS_OF_OPERATION_IDS: text,
  }),
  timeoutSeconds: 900,
});
