import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';

export const ensureCaseSchemaSpec = functionSpec({
  name: 'ensure-case-schema',
  purpose: 'At deployment: merges field options and the event configuration into the Cases domain.',
  env: z.object({}),
  timeoutSeconds: 300,
});
