import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../../assembly/resource-provider.ts';
import { readProperties } from '../../shared/read-properties.ts';
import type { ConnectContext } from '../context.ts';

const versionProperties = z.strictObject({
  ContactFlowModuleId: z.string().regex(/\/flow-module\//, 'the ARN of a flow module'),
  Description: z.string().max(500).optional(),
});
const aliasProperties = z.strictObject({
  ContactFlowModuleId: z.string().regex(/\/flow-module\//, 'the ARN of a flow module'),
  ContactFlowModuleVersion: z.coerce.number().int().min(1),
  Name: z.string(),
  Description: z.string().max(500).optional(),
});

/**
 * AWS::Connect::ContactFlowModuleVersion: freezes the module when it is created. Both properties replace, so a new
 * version appears only when one of them changes, never because the module's content did.
 */
export function moduleVersionProvider({ catalogue }: ConnectContext): ResourceProvider {
  const create = (request: ResourceRequest): ProvidedResource => {
    const properties = readProperties(versionProperties, request);
    const { version, sha256 } = catalogue.createVersion(properties.ContactFlowModuleId, properties.Description);
    const arn = `${properties.ContactFlowModuleId}:${version}`;
    return {
      physicalId: arn,
      attributes: { ContactFlowModuleVersionARN: arn, Version: version, FlowModuleContentSha256: sha256 },
    };
  };
  return {
    create,
    update: create,
    delete(_request, physicalId) {
      const [moduleArn, version] = splitLast(physicalId, ':');
      catalogue.deleteVersion(moduleArn, Number(version));
    },
  };
}

/** AWS::Connect::ContactFlowModuleAlias: a name for a version, which callers follow from their next invocation on. */
export function moduleAliasProvider({ catalogue }: ConnectContext): ResourceProvider {
  const read = (request: ResourceRequest) => {
    const properties = readProperties(aliasProperties, request);
    return {
      moduleArn: properties.ContactFlowModuleId,
      alias: {
        name: properties.Name,
        version: properties.ContactFlowModuleVersion,
        description: properties.Description,
      },
    };
  };
  const provided = (moduleArn: string, aliasId: string): ProvidedResource => {
    const arn = `${moduleArn}/alias/${aliasId}`;
    return { physicalId: arn, attributes: { ContactFlowModuleAliasARN: arn, AliasId: aliasId } };
  };
  const create = (request: ResourceRequest): ProvidedResource => {
    const { moduleArn, alias } = read(request);
    return provided(moduleArn, catalogue.createAlias(moduleArn, alias).aliasId);
  };
  return {
    create,
    update(request, before) {
      const { moduleArn, alias } = read(request);
      const [previousModule, aliasId] = splitLast(before.physicalId, '/alias/');
      if (previousModule !== moduleArn) return create(request);
      return provided(moduleArn, catalogue.updateAlias(moduleArn, aliasId, alias).aliasId);
    },
    delete(_request, physicalId) {
      const [moduleArn, aliasId] = splitLast(physicalId, '/alias/');
      catalogue.deleteAlias(moduleArn, aliasId);
    },
  };
}

function splitLast(text: string, separator: string): readonly [string, string] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}
