import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../../assembly/resource-provider.ts';
import { ruleActionsOfResource } from '../../contact-lens/rule-actions.ts';
import { readProperties, tags } from '../../shared/read-properties.ts';
import type { ConnectContext } from '../context.ts';
import { idOf } from '../references.ts';
import { createRule, updateRule, type RuleDraft } from '../rules.ts';
import type { StoredRule } from '../store.ts';
import { requireInstanceArn, tagMap } from './property-checks.ts';

const ruleProperties = z.strictObject({
  InstanceArn: z.string(),
  Name: z.string(),
  PublishStatus: z.enum(['DRAFT', 'PUBLISHED']),
  TriggerEventSource: z.strictObject({ EventSourceName: z.string() }),
  Function: z.string(),
  Actions: z.record(z.string(), z.unknown()),
  Tags: tags.optional(),
});

/**
 * AWS::Connect::Rule. Another instance or trigger is another rule, which needs another name, because the old rule is
 * deleted only after the new one was created.
 */
export function ruleProvider(context: ConnectContext): ResourceProvider {
  const { world, store } = context;
  const read = (request: ResourceRequest): RuleDraft => {
    const properties = readProperties(ruleProperties, request);
    requireInstanceArn(context, properties.InstanceArn);
    return {
      name: properties.Name,
      trigger: properties.TriggerEventSource.EventSourceName,
      function: properties.Function,
      actions: ruleActionsOfResource(properties.Actions),
      publishStatus: properties.PublishStatus,
      tags: tagMap(properties.Tags),
    };
  };
  const provided = ({ arn }: StoredRule): ProvidedResource => ({ physicalId: arn, attributes: { RuleArn: arn } });
  return {
    create: (request) => provided(createRule(world, store, read(request))),
    update(request, before) {
      const draft = read(request);
      const existing = store.rules.get(idOf(before.physicalId, 'rule'));
      return existing && existing.trigger === draft.trigger
        ? provided(updateRule(world, store, existing.id, draft))
        : provided(createRule(world, store, draft));
    },
    delete: (_request, physicalId) => void store.rules.delete(idOf(physicalId, 'rule')),
  };
}
