import type { Journal } from '../kernel/journal.ts';
import { AwsError, type ListeningHook } from '../kernel/service.ts';
import { refusalOf } from './refusal.ts';

/**
 * Records as `call.refused` what an AWS service refused a function: a permission, a rate, a request it does not take. Calls
 * by clients outside (a person, the command line, the control API) are answered to them and are no fault of the deployment.
 */
export const createCallRefusals = (journal: Journal): ListeningHook => ({
  after({ service, operation, caller }, _input, result) {
    // Anything but an AwsError is a mistake of the sandbox, which the gateway records.
    if (caller.roleArn === undefined || !('error' in result) || !(result.error instanceof AwsError)) return;
    const refusal = refusalOf(result.error);
    if (refusal === undefined) return;
    const { code, message } = result.error;
    journal.append({
      kind: 'call.refused',
      detail: { service, operation, role: caller.roleArn, refusal, code, message },
    });
  },
});
