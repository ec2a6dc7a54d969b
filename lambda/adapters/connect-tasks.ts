import { StartTaskContactCommand, type ConnectClient } from '@aws-sdk/client-connect';
import { RequestRefusedError } from '../domain/errors.ts';
import type { TaskStarter } from '../domain/ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** @param instance the Connect instance, and the flow that routes a task to the agent in `casewarden_owner` */
export function createTaskStarter(
  client: ConnectClient,
  instance: { readonly instanceId: string; readonly taskFlowId: string },
): TaskStarter {
  return {
    start: async (task) => {
      const command = new StartTaskContactCommand({
        InstanceId: instance.instanceId,
        ContactFlowId: instance.taskFlowId,
        ClientToken: task.token,
        Name: task.name,
        Description: task.description,
        Attributes: { casewarden_owner: task.userId, casewarden_case_id: task.caseId },
        References: { Case: { Type: 'URL', Value: task.caseUrl } },
      });
      const { ContactId } = await translateAwsErrors({ operation: 'Connect StartTaskContact', changes: true }, () =>
        client.send(command),
      );
      if (ContactId === undefined) {
        throw new RequestRefusedError('Connect StartTaskContact: the answer names no contact');
      }
      return ContactId;
    },
  };
}
