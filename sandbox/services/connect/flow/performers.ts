import type { Performer } from './action-result.ts';
import { caseActions } from './actions/case-actions.ts';
import { contactActions } from './actions/contact-actions.ts';
import { controlActions } from './actions/control-actions.ts';
import { functionActions } from './actions/function-actions.ts';
import { profileActions } from './actions/profile-actions.ts';
import { queueActions } from './actions/queue-actions.ts';

/** Who carries out which action type. */
export const performers: Readonly<Record<string, Performer>> = {
  ...controlActions,
  ...contactActions,
  ...queueActions,
  ...profileActions,
  ...caseActions,
  ...functionActions,
};
