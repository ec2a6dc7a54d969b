import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const eraseSpec = functionSpec({
  name: 'erase',
  purpose: 'Forgets what is known of a case when a person asks for it; keys and verdicts stay.',
  env: z.object({ LEDGER_TABLE: text }),
  timeoutSeconds: 60,
});
