import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const explainSpec = functionSpec({
  name: 'explain',
  purpose:
    'Says of one case why its clocks are as they are, and of many whether they are as they should be. Reads the ledger only.',
  env: z.object({ LEDGER_TABLE: text }),
  timeoutSeconds: 30,
});
