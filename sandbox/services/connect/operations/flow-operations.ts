import type * as connect from '@aws-sdk/client-connect';
import type { Operation } from '../../../kernel/service.ts';
import { byId, listPage, requireInstance, type ConnectContext } from '../context.ts';

/** Reading operations on flows and flow modules; they are written through CloudFormation. */
export function flowOperations(context: ConnectContext): Readonly<Record<string, Operation>> {
  const { store } = context;
  return {
    ListContactFlows(input: connect.ListContactFlowsRequest): connect.ListContactFlowsResponse {
      requireInstance(context, input.InstanceId);
      const wanted = input.ContactFlowTypes;
      const flows = [...store.flows.values()].filter(({ type }) => !wanted?.length || wanted.includes(type));
      const { items, NextToken } = listPage(flows, input);
      return {
        ContactFlowSummaryList: items.map(({ id, arn, name, type, state }) => ({
          Id: id,
          Arn: arn,
          Name: name,
          ContactFlowType: type,
          ContactFlowState: state,
          ContactFlowStatus: 'PUBLISHED',
        })),
        NextToken,
      };
    },
    DescribeContactFlow(input: connect.DescribeContactFlowRequest): connect.DescribeContactFlowResponse {
      requireInstance(context, input.InstanceId);
      const flow = byId([...store.flows.values()], input.ContactFlowId, 'flow');
      return {
        ContactFlow: {
          Arn: flow.arn,
          Id: flow.id,
          Name: flow.name,
          Type: flow.type,
          State: flow.state,
          Status: 'PUBLISHED',
          Description: flow.description,
          Content: flow.content,
          Tags: { ...flow.tags },
          LastModifiedTime: new Date(flow.lastModifiedAt),
        },
      };
    },
    ListContactFlowModules(input: connect.ListContactFlowModulesRequest): connect.ListContactFlowModulesResponse {
      requireInstance(context, input.InstanceId);
      const modules = [...store.modules.values()].filter(
        ({ state }) =>
          input.ContactFlowModuleState === undefined || input.ContactFlowModuleState === state.toLowerCase(),
      );
      const { items, NextToken } = listPage(modules, input);
      return {
        ContactFlowModulesSummaryList: items.map(({ id, arn, name, state }) => ({
          Id: id,
          Arn: arn,
          Name: name,
          State: state.toLowerCase() as connect.ContactFlowModuleState,
        })),
        NextToken,
      };
    },
    DescribeContactFlowModule(
      input: connect.DescribeContactFlowModuleRequest,
    ): connect.DescribeContactFlowModuleResponse {
      requireInstance(context, input.InstanceId);
      const module = byId([...store.modules.values()], input.ContactFlowModuleId, 'flow module');
      return {
        ContactFlowModule: {
          Arn: module.arn,
          Id: module.id,
          Name: module.name,
          Description: module.description,
          Content: module.latest.content,
          Settings: module.latest.settings,
          State: module.state.toLowerCase() as connect.ContactFlowModuleState,
          // The service answers in lower case, unlike the SDK's list of values.
          Status: 'published' as connect.ContactFlowModuleStatus,
          Tags: { ...module.tags },
          FlowModuleContentSha256: module.latest.sha256,
        },
      };
    },
  };
}
