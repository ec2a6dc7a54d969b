import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../../assembly/resource-provider.ts';
import { readProperties, tags } from '../../shared/read-properties.ts';
import type { ConnectContext } from '../context.ts';
import type { FlowDraft } from '../flow-catalogue.ts';
import { flowTypes } from '../flow/flow-document.ts';
import type { Flow, FlowModule } from '../store.ts';
import { requireInstanceArn, tagMap } from './property-checks.ts';

const common = {
  InstanceArn: z.string(),
  Name: z.string().min(1).max(127),
  Content: z.string().min(1).max(256_000),
  Description: z.string().max(500).optional(),
  State: z.enum(['ACTIVE', 'ARCHIVED']).optional(),
  Tags: tags.optional(),
};
const flowProperties = z.strictObject({ ...common, Type: z.enum(flowTypes) });
const moduleProperties = z.strictObject({ ...common, Settings: z.string().optional() });

const draftOf = (properties: z.infer<typeof moduleProperties> | z.infer<typeof flowProperties>): FlowDraft => ({
  name: properties.Name,
  content: properties.Content,
  description: properties.Description,
  state: properties.State ?? 'ACTIVE',
  tags: tagMap(properties.Tags),
});

/** AWS::Connect::ContactFlow: published at once, so its content is judged. `Ref` is the ARN; another type is another flow. */
export function contactFlowProvider(context: ConnectContext): ResourceProvider {
  const { catalogue } = context;
  const read = (request: ResourceRequest) => {
    const properties = readProperties(flowProperties, request);
    requireInstanceArn(context, properties.InstanceArn);
    return { ...draftOf(properties), type: properties.Type };
  };
  const provided = ({ arn }: Flow): ProvidedResource => ({ physicalId: arn, attributes: { ContactFlowArn: arn } });
  return {
    create: (request) => provided(catalogue.createFlow(read(request))),
    update(request, before) {
      const draft = read(request);
      return before.properties['Type'] === draft.type
        ? provided(catalogue.updateFlow(before.physicalId, draft))
        : provided(catalogue.createFlow(draft));
    },
    delete: (_request, physicalId) => catalogue.deleteFlow(physicalId),
  };
}

/** AWS::Connect::ContactFlowModule. An update changes what `$LATEST` runs and no version. */
export function contactFlowModuleProvider(context: ConnectContext): ResourceProvider {
  const { catalogue } = context;
  const read = (request: ResourceRequest) => {
    const properties = readProperties(moduleProperties, request);
    requireInstanceArn(context, properties.InstanceArn);
    return { ...draftOf(properties), settings: properties.Settings };
  };
  const provided = ({ arn }: FlowModule): ProvidedResource => ({
    physicalId: arn,
    attributes: { ContactFlowModuleArn: arn, Status: 'published' },
  });
  return {
    create: (request) => provided(catalogue.createModule(read(request))),
    update: (request, before) => provided(catalogue.updateModule(before.physicalId, read(request))),
    delete: (_request, physicalId) => catalogue.deleteModule(physicalId),
  };
}
