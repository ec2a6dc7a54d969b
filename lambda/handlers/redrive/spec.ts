import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const redriveSpec = functionSpec({
  name: 'redrive',
  purpose: 'Lists what was given up, and brings it back when a person asks for it.',
  env: z.object({
    LEDGER_TABLE: text,
    INBOX_QUEUE_URL: text,
    /** JSON: name of each queue -> `{ queueUrl, deadLettersUrl }`. */
    DEAD_LETTER_QUEUES: text,
  }),
  timeoutSeconds: 60,
});
