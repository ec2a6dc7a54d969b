import type * as connect from '@aws-sdk/client-connect';
import type { Operation } from '../../../kernel/service.ts';
import { byId, check, listPage, refuseUnsupported, requireInstance, type ConnectContext } from '../context.ts';
import { createRule, updateRule } from '../rules.ts';

/** Operations on Contact Lens rules. */
export function ruleOperations(context: ConnectContext): Readonly<Record<string, Operation>> {
  const { store, world } = context;
  return {
    CreateRule(input: connect.CreateRuleRequest): connect.CreateRuleResponse {
      requireInstance(context, input.InstanceId);
      refuseUnsupported({ ...input }, 'CreateRule', ['PreEvaluationFilters']);
      const rule = createRule(world, store, {
        name: String(input.Name),
        trigger: String(input.TriggerEventSource?.EventSourceName),
        function: String(input.Function),
        actions: (input.Actions ?? []).map((action) => withoutAbsent({ ...action })),
        publishStatus: check.oneOf(input.PublishStatus, 'PublishStatus', ['DRAFT', 'PUBLISHED']),
        tags: input.Tags ?? {},
      });
      return { RuleId: rule.id, RuleArn: rule.arn };
    },
    UpdateRule(input: connect.UpdateRuleRequest): Record<string, never> {
      requireInstance(context, input.InstanceId);
      refuseUnsupported({ ...input }, 'UpdateRule', ['PreEvaluationFilters']);
      const before = byId([...store.rules.values()], input.RuleId, 'rule');
      updateRule(world, store, before.id, {
        name: String(input.Name),
        // What sets a rule off cannot be changed: UpdateRule has no such parameter.
        trigger: before.trigger,
        function: String(input.Function),
        actions: (input.Actions ?? []).map((action) => withoutAbsent({ ...action })),
        publishStatus: check.oneOf(input.PublishStatus, 'PublishStatus', ['DRAFT', 'PUBLISHED']),
        tags: before.tags,
      });
      return {};
    },
    ListRules(input: connect.ListRulesRequest): connect.ListRulesResponse {
      requireInstance(context, input.InstanceId);
      const found = [...store.rules.values()].filter(
        ({ trigger, publishStatus }) =>
          (input.EventSourceName === undefined || input.EventSourceName === trigger) &&
          (input.PublishStatus === undefined || input.PublishStatus === publishStatus),
      );
      const { items, NextToken } = listPage(found, input, 200);
      return {
        RuleSummaryList: items.map((rule) => ({
          Name: rule.name,
          RuleId: rule.id,
          RuleArn: rule.arn,
          EventSourceName: rule.trigger as connect.EventSourceName,
          PublishStatus: rule.publishStatus,
          ActionSummaries: rule.actions.map(({ ActionType: type }) => ({ ActionType: type as connect.ActionType })),
          CreatedTime: new Date(rule.createdAt),
          LastUpdatedTime: new Date(rule.updatedAt),
        })),
        NextToken,
      };
    },
    DescribeRule(input: connect.DescribeRuleRequest): connect.DescribeRuleResponse {
      requireInstance(context, input.InstanceId);
      const rule = byId([...store.rules.values()], input.RuleId, 'rule');
      return {
        Rule: {
          Name: rule.name,
          RuleId: rule.id,
          RuleArn: rule.arn,
          TriggerEventSource: { EventSourceName: rule.trigger as connect.EventSourceName },
          Function: rule.function,
          Actions: rule.actions.map((action) => ({ ...action }) as connect.RuleAction & typeof action),
          PublishStatus: rule.publishStatus,
          CreatedTime: new Date(rule.createdAt),
          LastUpdatedTime: new Date(rule.updatedAt),
          LastUpdatedBy: store.instanceArn,
          Tags: { ...rule.tags },
        },
      };
    },
  };
}

/** What the decoder leaves undefined is not there, at any depth. */
function withoutAbsent<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutAbsent) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [key, withoutAbsent(entry)]),
  ) as T;
}
