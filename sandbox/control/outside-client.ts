import {
  ConnectClient,
  ListAgentStatusesCommand,
  PutUserStatusCommand,
  StartChatContactCommand,
} from '@aws-sdk/client-connect';
import { ConnectCasesClient } from '@aws-sdk/client-connectcases';
import { CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { createAdminClient } from './admin-client.ts';
import { createFunctionClient } from './function-client.ts';
import type { OutsideClient } from './parts.ts';
import { createProgramClient } from './program-client.ts';

/** Uses the sandbox the way every AWS client does: the SDK, one try, made-up credentials. */
export function createOutsideClient(options: {
  endpoint: string;
  region: string;
  accountId: string;
  instanceId: string;
}): OutsideClient {
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
  const profiles = new CustomerProfilesClient(configuration);
  const functions = new LambdaClient(configuration);
  return {
    ...createProgramClient({ cases, profiles, region: options.region, accountId: options.accountId }),
    ...createAdminClient(connect, options.instanceId),
    ...createFunctionClient(functions),
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
      profiles.destroy();
      functions.destroy();
    },
  };
}
