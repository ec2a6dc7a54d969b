import * as iam from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import type { Deployment } from '../../deployment.ts';
import { periodSecondsOf } from './period-of.ts';

export interface ScheduleFunctionProps {
  readonly deployment: Deployment;
  readonly handler: IFunction;
  /** Where an invocation goes that Scheduler could not make. */
  readonly deadLetterQueue: IQueue;
  readonly description: string;
  /** Completes: Lets EventBridge Scheduler invoke … */
  readonly what: string;
  /** `rate(1 minute)`; what is missed is made up for by the next time, so a failure is retried for that minute only. */
  readonly expression: string;
}

/** A function that a schedule invokes, and how often. */
export interface ScheduledFunction {
  readonly handler: IFunction;
  readonly periodSeconds: number;
}

const scheduled = new WeakMap<IConstruct, ScheduledFunction>();

/** What a schedule invokes; undefined for one that `scheduleFunction` did not make. */
export const scheduledBy = (schedule: IConstruct): ScheduledFunction | undefined => scheduled.get(schedule);

/** Invokes a function regularly, with a role that only schedules of its own group may take. Makes its parts in `scope`. */
export function scheduleFunction(scope: Construct, props: ScheduleFunctionProps): scheduler.CfnSchedule {
  const { deployment, handler, deadLetterQueue } = props;
  const group = new scheduler.CfnScheduleGroup(scope, 'Group');
  const role = new iam.Role(scope, 'ScheduleRole', {
    description: `Lets EventBridge Scheduler invoke ${props.what} of Casewarden.`,
    // Source: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': deployment.accountId },
        ArnEquals: { 'aws:SourceArn': group.attrArn },
      },
    }),
  });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }));
  role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetterQueue.queueArn] }));
  const schedule = new scheduler.CfnSchedule(scope, 'Resource', {
    description: props.description,
    groupName: group.ref,
    scheduleExpression: props.expression,
    scheduleExpressionTimezone: 'UTC',
    flexibleTimeWindow: { mode: 'OFF' },
    state: 'ENABLED',
    target: {
      arn: handler.functionArn,
      roleArn: role.roleArn,
      input: '{}',
      deadLetterConfig: { arn: deadLetterQueue.queueArn },
      retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 1 },
    },
  });
  // Without its policy the role may be used too early, and the first invocations fail.
  schedule.node.addDependency(role);
  scheduled.set(schedule, { handler, periodSeconds: periodSecondsOf(props.expression) });
  return schedule;
}
