import type { CaseEvent } from '../contract/case-event.ts';

/**
 * What our writes to Cases name as who performed them. It comes back in the events that they cause.
 * Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_UserUnion.html
 */
export const ownEntity = 'casewarden';

/** Whether the event tells of a write of our own. */
export function isOwnWrite({ detail }: CaseEvent): boolean {
  return detail.performedBy?.user?.customEntity === ownEntity;
}
