import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const linkContactsSpec = functionSpec({
  name: 'link-contacts',
  purpose: 'Puts contacts and the cases to which they are linked together, and tells clocks who spoke last.',
  env: z.object({ LEDGER_TABLE: text, INBOX_QUEUE_URL: text }),
  timeoutSeconds: 30,
});
