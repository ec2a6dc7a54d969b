import type { ResourceProvider } from '../../assembly/resource-provider.ts';
import type { ConnectContext } from './context.ts';
import { integrationAssociationProvider } from './resources/association-resources.ts';
import { contactFlowModuleProvider, contactFlowProvider } from './resources/flow-resources.ts';
import { moduleAliasProvider, moduleVersionProvider } from './resources/module-version-resources.ts';
import { ruleProvider } from './resources/rule-resources.ts';

/** CloudFormation's resource types of Amazon Connect. */
export function createConnectResources(context: ConnectContext): Readonly<Record<string, ResourceProvider>> {
  return {
    'AWS::Connect::ContactFlow': contactFlowProvider(context),
    'AWS::Connect::ContactFlowModule': contactFlowModuleProvider(context),
    'AWS::Connect::ContactFlowModuleVersion': moduleVersionProvider(context),
    'AWS::Connect::ContactFlowModuleAlias': moduleAliasProvider(context),
    'AWS::Connect::Rule': ruleProvider(context),
    'AWS::Connect::IntegrationAssociation': integrationAssociationProvider(context),
  };
}
