import {
  ConnectClient,
  ListAgentStatusesCommand,
  PutUserStatusCommand,
  StartChatContactCommand,
} from '@aws-sdk/client-connect';
import { ConnectCasesClient, UpdateCaseCommand } from '@aws-sdk/client-connectcases';
import type { OutsideClient } from './parts.ts';

/** Uses the sandbox the way every AWS client does: the SDK, one try, made-up credentials. */
export function createOutsideClient(options: { endpoint: string; region: string; instanceId: string }): OutsideClient {
  // On Node 20 each client of the SDK would print a paragraph about its future; nothing of it concerns a local endpoint.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const configuration = {
    endpoint: options.endpoint,
    region: options.region,
    credentials: { accessKeyId: 'outside', secretAccessKey: 'outside' },
    maxAttempts: 1,
  };
  const connect = new ConnectClient(configuration);
  const cases = new ConnectCasesClient(configuration);
  return {
    async startChat({ flowId, customer, answers, token }) {
      const answer = await connect.send(
        new StartChatContactCommand({
          InstanceId: options.instanceId,
          ContactFlowId: flowId,
          ParticipantDetails: { DisplayName: customer },
          Attributes: { ...answers },
          ClientToken: token,
        }),
      );
      return answer.ContactId!;
    },
    async updateCase({ domainId, caseId, userArn, fields }) {
      await cases.send(
        new UpdateCaseCommand({
          domainId,
          caseId,
          performedBy: { userArn },
          fields: Object.entries(fields).map(([id, stringValue]) => ({ id, value: { stringValue } })),
        }),
      );
    },
    async putDuty({ userId, onDuty }) {
      const wanted = onDuty ? 'ROUTABLE' : 'OFFLINE';
      const { AgentStatusSummaryList: statuses = [] } = await connect.send(
        new ListAgentStatusesCommand({ InstanceId: options.instanceId, AgentStatusTypes: [wanted] }),
      );
      const status = statuses.find(({ Type: type }) => type === wanted);
      if (!status) throw new Error(`the instance has no agent status of type ${wanted}`);
      await connect.send(
        new PutUserStatusCommand({ InstanceId: options.instanceId, UserId: userId, AgentStatusId: status.Id }),
      );
    },
    close() {
      connect.destroy();
      cases.destroy();
    },
  };
}
