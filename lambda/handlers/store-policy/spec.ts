import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const storePolicySpec = functionSpec({
  name: 'store-policy',
  purpose: 'At deployment: stores the compiled policy as an immutable row of the ledger.',
  env: z.object({ LEDGER_TABLE: text }),
  timeoutSeconds: 300,
});
