import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';

export const ensureInstanceSpec = functionSpec({
  name: 'ensure-instance',
  purpose:
    'At deployment: looks up, adopts or creates the Customer Profiles, Cases and case event associations of the instance.',
  env: z.object({}),
  timeoutSeconds: 300,
});
