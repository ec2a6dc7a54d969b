import * as z from 'zod/mini';
import { functionSpec } from '../../contract/function-spec.ts';
import { text } from '../../contract/primitives.ts';

export const sinkSalesforceSpec = functionSpec({
  name: 'sink-salesforce',
  purpose: 'Writes the newest snapshot of a case to Salesforce, one record per case by external id.',
  env: z.object({
    LEDGER_TABLE: text,
    /** Name of the secret: `{ "current": { "domain": "https://x.my.salesforce.com", "clientId", "clientSecret" } }`. */
    SALESFORCE_SECRET_NAME: text,
  }),
  timeoutSeconds: 30,
});
