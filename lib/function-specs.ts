import { advanceSpec } from '../lambda/handlers/advance/spec.ts';
import { dispatchCaseItemsSpec } from '../lambda/handlers/dispatch-case-items/spec.ts';
import { dispatchCaseUpdateSpec } from '../lambda/handlers/dispatch-case-update/spec.ts';
import { dispatchMailSpec } from '../lambda/handlers/dispatch-mail/spec.ts';
import { dispatchSlackSpec } from '../lambda/handlers/dispatch-slack/spec.ts';
import { dispatchTaskSpec } from '../lambda/handlers/dispatch-task/spec.ts';
import { ensureCaseSchemaSpec } from '../lambda/handlers/ensure-case-schema/spec.ts';
import { ensureInstanceSpec } from '../lambda/handlers/ensure-instance/spec.ts';
import { eraseSpec } from '../lambda/handlers/erase/spec.ts';
import { explainSpec } from '../lambda/handlers/explain/spec.ts';
import { linkContactsSpec } from '../lambda/handlers/link-contacts/spec.ts';
import { redriveSpec } from '../lambda/handlers/redrive/spec.ts';
import { refreshHoursSpec } from '../lambda/handlers/refresh-hours/spec.ts';
import { sinkSalesforceSpec } from '../lambda/handlers/sink-salesforce/spec.ts';
import { storePolicySpec } from '../lambda/handlers/store-policy/spec.ts';
import { sweepSlasSpec } from '../lambda/handlers/sweep-slas/spec.ts';
import { tickSpec } from '../lambda/handlers/tick/spec.ts';
import type { FunctionSpec } from '../lambda/contract/function-spec.ts';

/** Every function that Casewarden deploys; a new handler is bundled once its spec stands here. */
export const functionSpecs = [
  advanceSpec,
  dispatchCaseItemsSpec,
  dispatchCaseUpdateSpec,
  dispatchMailSpec,
  dispatchSlackSpec,
  dispatchTaskSpec,
  ensureCaseSchemaSpec,
  ensureInstanceSpec,
  eraseSpec,
  explainSpec,
  linkContactsSpec,
  redriveSpec,
  refreshHoursSpec,
  sinkSalesforceSpec,
  storePolicySpec,
  sweepSlasSpec,
  tickSpec,
] as const satisfies readonly FunctionSpec[];

export const functionNames: readonly string[] = functionSpecs.map((spec) => spec.name);
