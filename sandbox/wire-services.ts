import type { Credentials } from './gateway/credentials.ts';
import type { InstanceFile } from './kernel/instance-file.ts';
import type { Kernel } from './kernel/kernel.ts';
import type { CallHook } from './kernel/service.ts';
import type { SandboxService, World } from './kernel/world.ts';
import type { Partner } from './partners/partner.ts';
import { createSalesforce } from './partners/salesforce/salesforce.ts';
import { createSlack } from './partners/slack/slack.ts';
import { createAppIntegrationsService } from './services/app-integrations/service.ts';
import { createCasesService } from './services/cases/service.ts';
import { createCloudWatchService } from './services/cloudwatch/service.ts';
import { createConnectService, type AgentDesk } from './services/connect/service.ts';
import { createCustomerProfilesService } from './services/customer-profiles/service.ts';
import { createDynamoDbService } from './services/dynamodb/service.ts';
import { createEventBridgeService } from './services/eventbridge/service.ts';
import { createIamService } from './services/iam/service.ts';
import { createKmsService } from './services/kms/service.ts';
import { createLambdaService } from './services/lambda/service.ts';
import { createLogsService } from './services/logs/service.ts';
import { createS3Service } from './services/s3/service.ts';
import { createSchedulerService } from './services/scheduler/service.ts';
import { createSecretsManagerService } from './services/secretsmanager/service.ts';
import { createSesService } from './services/ses/service.ts';
import { createSnsService } from './services/sns/service.ts';
import { createSqsService } from './services/sqs/service.ts';
import { createSsmService } from './services/ssm/service.ts';

export interface WiredServices {
  readonly world: World;
  /** By the name of their folder. */
  readonly services: ReadonlyMap<string, SandboxService>;
  readonly partners: readonly Partner[];
  readonly desk: AgentDesk;
  /** Refuses what the policies of a function's role do not allow. */
  readonly permissionHook: CallHook;
  /** Ends what the services run, function threads above all. */
  close(): Promise<void>;
}

/** A field of the world that is filled in while wiring; used before that, it says so. */
function later(name: string): never {
  const refuse = (): never => {
    throw new Error(`the sandbox's ${name} was used before it was wired`);
  };
  return new Proxy({}, { get: refuse }) as never;
}

/** Creates every service of the sandbox and shows them to one another. */
export function wireServices(kernel: Kernel, instance: InstanceFile, credentials: Credentials): WiredServices {
  const world: World = {
    kernel,
    events: later('event bus'),
    queues: later('queue service'),
    functions: later('function service'),
    metrics: later('CloudWatch service'),
    topics: later('topic service'),
    keys: later('key service'),
    cases: later('Cases service'),
    profiles: later('Customer Profiles service'),
    connect: later('Connect service'),
    appIntegrations: later('AppIntegrations service'),
  };
  const events = createEventBridgeService(world, instance);
  const iam = createIamService(world, instance);
  const lambda = createLambdaService(world, instance, credentials);
  const sqs = createSqsService(world, instance);
  const cloudwatch = createCloudWatchService(world, instance);
  const sns = createSnsService(world, instance);
  const kms = createKmsService(world, instance);
  const cases = createCasesService(world, instance);
  const profiles = createCustomerProfilesService(world, instance);
  const appIntegrations = createAppIntegrationsService(world, instance);
  const connect = createConnectService(world, instance);
  world.events = events.access;
  world.functions = lambda.access;
  world.queues = sqs.access;
  world.metrics = cloudwatch.access;
  world.topics = sns.access;
  world.keys = kms.access;
  world.cases = cases.access;
  world.profiles = profiles.access;
  world.appIntegrations = appIntegrations.access;
  world.connect = connect.access;
  return {
    world,
    services: new Map<string, SandboxService>([
      ['dynamodb', createDynamoDbService(world, instance)],
      ['iam', iam],
      ['logs', createLogsService(world, instance)],
      ['kms', kms],
      ['cloudwatch', cloudwatch],
      ['sns', sns],
      ['lambda', lambda],
      ['eventbridge', events],
      ['sqs', sqs],
      ['scheduler', createSchedulerService(world, instance)],
      ['ses', createSesService(world, instance)],
      ['s3', createS3Service(world, instance)],
      ['ssm', createSsmService(world, instance)],
      ['secretsmanager', createSecretsManagerService(world, instance)],
      ['cases', cases],
      ['customer-profiles', profiles],
      ['app-integrations', appIntegrations],
      ['connect', connect],
    ]),
    partners: [createSlack(world, instance), createSalesforce(world, instance)],
    desk: connect.desk,
    permissionHook: iam.permissionHook,
    close: () => lambda.close(),
  };
}
