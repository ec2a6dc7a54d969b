import * as schemas from '@aws-sdk/client-eventbridge';
import type * as eventbridge from '@aws-sdk/client-eventbridge';
import type { Kernel } from '../../kernel/kernel.ts';
import { AwsError, type AwsService, type CallContext } from '../../kernel/service.ts';
import { pageOf } from '../shared/pages.ts';
import type { Delivery } from './delivery.ts';
import { matchesEvent } from './pattern/match-event.ts';
import { parsePattern } from './pattern/compile-pattern.ts';
import { isObject } from '../../kernel/json-object.ts';
import { putEvents } from './put-events.ts';
import type { Bus, EventBridgeStore, Rule, Target } from './store.ts';

const pageSize = 100;
const invalidEvent = (reason: string) =>
  new AwsError('ValidationException', `Parameter Event is not valid. Reason: ${reason}`);
const invalidToken = (message: string) => new AwsError('ValidationException', message);

const describeBus = ({ name, arn, description, createdAt }: Bus) => ({
  Name: name,
  Arn: arn,
  CreationTime: new Date(createdAt),
  ...(description === undefined ? {} : { Description: description }),
});

const describeRule = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventBusName: rule.busName,
  EventPattern: rule.patternText,
  State: rule.enabled ? 'ENABLED' : 'DISABLED',
  ...(rule.description === undefined ? {} : { Description: rule.description }),
});

const describeTarget = (target: Target) => ({
  Id: target.id,
  Arn: target.arn,
  ...(target.roleArn === undefined ? {} : { RoleArn: target.roleArn }),
  ...(target.input === undefined ? {} : { Input: target.input }),
  ...(target.inputPath === undefined ? {} : { InputPath: target.inputPath }),
  ...(target.inputTransformer === undefined
    ? {}
    : {
        InputTransformer: {
          InputPathsMap: { ...target.inputTransformer.paths },
          InputTemplate: target.inputTransformer.template,
        },
      }),
  ...(target.deadLetterQueueArn === undefined ? {} : { DeadLetterConfig: { Arn: target.deadLetterQueueArn } }),
});

const envelopeFields = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

function testEventPattern(input: eventbridge.TestEventPatternCommandInput) {
  const pattern = parsePattern(input.EventPattern ?? '');
  let event: unknown;
  try {
    event = JSON.parse(input.Event ?? '');
  } catch (error) {
    throw invalidEvent(`Event is not valid JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(event)) throw invalidEvent('Event must be a JSON object');
  const absent = envelopeFields.filter((field) => !(field in event));
  if (absent.length > 0) throw invalidEvent(`Event must have the fields ${absent.join(', ')}`);
  return { Result: matchesEvent(pattern, event) };
}

/** EventBridge's API: events in, and views of what templates have made. */
export function createEventBridgeApi(kernel: Kernel, store: EventBridgeStore, delivery: Delivery): AwsService {
  return {
    signingName: 'events',
    title: 'Amazon EventBridge',
    protocol: 'awsJson1_1',
    schemas,
    operations: {
      PutEvents: (input: eventbridge.PutEventsCommandInput, context: CallContext) =>
        putEvents(kernel, store, delivery, input, context),
      TestEventPattern: testEventPattern,
      DescribeRule: (input: eventbridge.DescribeRuleCommandInput) =>
        describeRule(store.rule(input.Name ?? '', input.EventBusName)),
      ListRules(input: eventbridge.ListRulesCommandInput) {
        const rules = [...store.bus(input.EventBusName).rules.values()];
        const chosen = rules.filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
        const page = pageOf(chosen, input.NextToken, input.Limit ?? pageSize, invalidToken);
        return { Rules: page.items.map(describeRule), ...(page.nextToken ? { NextToken: page.nextToken } : {}) };
      },
      ListTargetsByRule: (input: eventbridge.ListTargetsByRuleCommandInput) => ({
        Targets: store.rule(input.Rule ?? '', input.EventBusName).targets.map(describeTarget),
      }),
      ListEventBuses(input: eventbridge.ListEventBusesCommandInput) {
        const buses = store.buses().filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
        const page = pageOf(buses, input.NextToken, input.Limit ?? pageSize, invalidToken);
        return { EventBuses: page.items.map(describeBus), ...(page.nextToken ? { NextToken: page.nextToken } : {}) };
      },
      DescribeEventBus: (input: eventbridge.DescribeEventBusCommandInput) => describeBus(store.bus(input.Name)),
    },
  };
}
