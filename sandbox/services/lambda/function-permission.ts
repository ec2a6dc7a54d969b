import { matchesWildcard } from '../shared/policy-values.ts';
import type { Permission } from './store.ts';

/** Whether a function's resource policy lets an AWS service invoke it. */
export function permissionAllows(
  permissions: readonly Permission[],
  request: { principal: string; sourceArn: string | undefined; accountId: string },
): boolean {
  return permissions.some(
    ({ action, principal, sourceArn, sourceAccount }) =>
      matchesWildcard(action.toLowerCase(), 'lambda:invokefunction') &&
      (principal === '*' || principal === request.principal) &&
      (sourceArn === undefined || (request.sourceArn !== undefined && matchesWildcard(sourceArn, request.sourceArn))) &&
      (sourceAccount === undefined || sourceAccount === request.accountId),
  );
}
