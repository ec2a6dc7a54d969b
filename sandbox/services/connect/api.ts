import * as schemas from '@aws-sdk/client-connect';
import type { AwsService } from '../../kernel/service.ts';
import type { ConnectContext } from './context.ts';
import { associationOperations } from './operations/association-operations.ts';
import { contactOperations } from './operations/contact-operations.ts';
import { flowOperations } from './operations/flow-operations.ts';
import { hoursOperations } from './operations/hours-operations.ts';
import { instanceOperations } from './operations/instance-operations.ts';
import { ruleOperations } from './operations/rule-operations.ts';
import { userOperations } from './operations/user-operations.ts';

/** Amazon Connect on the wire. */
export function createConnectApi(context: ConnectContext): AwsService {
  return {
    signingName: 'connect',
    title: 'Amazon Connect',
    protocol: 'restJson1',
    schemas,
    operations: {
      ...instanceOperations(context),
      ...hoursOperations(context),
      ...userOperations(context),
      ...associationOperations(context),
      ...contactOperations(context),
      ...flowOperations(context),
      ...ruleOperations(context),
    },
  };
}
