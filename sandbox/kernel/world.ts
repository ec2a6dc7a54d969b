import type { ResourceProvider } from '../assembly/resource-provider.ts';
import type { AwsService } from './service.ts';
import type { Kernel } from './kernel.ts';

/*
 * How services of the sandbox reach one another, as services of AWS do inside: interfaces only. Each is implemented in
 * its own folder under `services/` and wired in `start-sandbox.ts`. Everything asynchronous (event delivery, polling,
 * invocation) goes through `kernel.clock`, so that runs repeat.
 */

/** An EventBridge event before the bus fills in account, Region, id and version. */
export interface EmittedEvent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** Lineage of the call that caused it, if any. */
  readonly traceHeader?: string | undefined;
}

/** Every so many-th event of a source is lost, or delivered twice; without either, all are delivered once. */
export interface EventFaults {
  readonly source: string;
  readonly loseEvery?: number | undefined;
  readonly doubleEvery?: number | undefined;
}

export interface EventDelivery {
  /** Delivers to the matching rules of a bus (`default` or a name), after the usual small delay. */
  emit(busName: string, event: EmittedEvent): void;
  /** From here on, counted from one. A switch of the sandbox: AWS calls the delivery of such events best effort. */
  setFaults(faults: EventFaults): void;
}

export interface QueueDelivery {
  /**
   * Sends as another AWS service would: judged by the queue's policy.
   * @returns false when the queue does not exist or its policy refuses the principal; nothing was sent then.
   */
  sendFromService(message: {
    queueArn: string;
    body: string;
    /** `events.amazonaws.com`, `scheduler.amazonaws.com`. */
    principal: string;
    /** ARN of the rule or schedule, for `aws:SourceArn`. */
    sourceArn: string;
    traceHeader?: string | undefined;
  }): boolean;
  /**
   * Sends with the identity of a role of this account, as a function's dead-letter delivery or a schedule does: the
   * role's own policies decide, so the queue's policy is not asked.
   * @returns false when the queue does not exist; nothing was sent then.
   */
  sendWithRole(message: { queueArn: string; body: string; roleArn: string; traceHeader?: string | undefined }): boolean;
  /** Takes up to `max` visible messages for Lambda's poller and hides them for the queue's visibility time. */
  receiveForPoller(queueArn: string, max: number): readonly PolledMessage[];
  deleteForPoller(queueArn: string, receiptHandles: readonly string[]): void;
  /** Calls `listener` whenever the queue has visible messages that nobody took. */
  onVisible(queueArn: string, listener: () => void): () => void;
  /** Moves a message to the queue's dead-letter queue at once (Lambda's loop detection does that). */
  deadLetter(queueArn: string, receiptHandle: string, reason: string): void;
  /** What SQS tells CloudWatch of a queue every minute; undefined when there is no queue of that name. */
  measure(
    queueName: string,
  ): { readonly messages: number; readonly visible: number; readonly oldestAgeSeconds: number } | undefined;
}

/** One value of a CloudWatch metric. */
export interface MeasuredValue {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** When what it tells of happened; for a run of a function, its beginning. */
  readonly at: number;
}

export interface MetricsAccess {
  /** Adds a value; one of a metric that no alarm looks at is not kept. */
  record(measured: MeasuredValue): void;
}

export interface TopicAccess {
  /** Publishes as another AWS service would, judged by the topic's policy and its key's. @returns why not, or undefined when it was taken */
  publish(notification: {
    topicArn: string;
    subject: string;
    message: string;
    /** `cloudwatch.amazonaws.com` */
    principal: string;
    sourceArn: string;
  }): string | undefined;
}

export interface KeyAccess {
  /** Whether a key's policy lets a service do something. False for a key that does not exist. */
  allows(
    keyId: string,
    request: {
      readonly service: string;
      readonly action: string;
      readonly context: Readonly<Record<string, string>>;
    },
  ): boolean;
}

export interface PolledMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly traceHeader: string | undefined;
}

export interface InvocationResult {
  /** JSON of the answer, or of `{ errorType, errorMessage }` when the function failed. */
  readonly payload: string;
  readonly functionError: 'Unhandled' | undefined;
  readonly logs: readonly string[];
}

export interface FunctionInvoker {
  /** Runs a function to its end. A failure inside the function is a result, not an exception. @throws AwsError ResourceNotFoundException */
  invoke(
    functionArn: string,
    payload: string,
    options?: { traceHeader?: string | undefined },
  ): Promise<InvocationResult>;
}

export interface EventInvoker {
  /**
   * Queues an asynchronous invocation, as a rule or a schedule does. Lambda tries it twice more when it fails, then hands
   * it to the function's dead-letter queue. With a `principal` the function's resource policy (AWS::Lambda::Permission)
   * must allow it; without one a role of the account invokes.
   * @returns false when the function does not exist or its policy refuses; nothing was queued then.
   */
  invokeEvent(
    functionArn: string,
    payload: string,
    options?: { principal?: string; sourceArn?: string; traceHeader?: string | undefined },
  ): boolean;
}

/** What Connect's rules and flows need of Cases; the same behaviour that the API has. */
export interface CasesAccess {
  /** Performs an operation of the Cases API as the Connect service itself would. @throws AwsError */
  call(operation: string, input: Readonly<Record<string, unknown>>): unknown;
  /** Domain associated with an instance by Connect's CASES_DOMAIN integration association, if any. */
  domainOfInstance(instanceArn: string): string | undefined;
}

export interface ProfilesAccess {
  /** @throws AwsError */
  call(operation: string, input: Readonly<Record<string, unknown>>): unknown;
  domainOfInstance(instanceArn: string): string | undefined;
}

/** What Cases and Customer Profiles need of Connect. */
export interface ConnectAccess {
  describeContact(contactArn: string): { contactId: string; channel: string; initiatedAt: number } | undefined;
  /** Integration associations of an instance, as Connect keeps them. */
  integrationAssociations(instanceArn: string): readonly IntegrationAssociation[];
  /** Starts a task as a rule of the instance does, which can name neither queue nor person. @returns its contact id @throws AwsError */
  startTask(
    instanceArn: string,
    task: {
      readonly flowId: string;
      readonly name: string;
      readonly description: string | undefined;
      readonly references: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
    },
  ): string;
  /** Published Contact Lens rules of an instance with this trigger. */
  rules(instanceArn: string, trigger: 'OnCaseCreate' | 'OnCaseUpdate' | 'OnSlaBreach'): readonly ContactLensRule[];
}

export interface IntegrationAssociation {
  readonly id: string;
  readonly integrationType: string;
  readonly integrationArn: string;
  readonly sourceType: string | undefined;
}

export interface ContactLensRule {
  readonly ruleArn: string;
  readonly name: string;
  /** The rule function, JSON text. */
  readonly function: string;
  /** Actions in the API's form: `{ ActionType, AssignSlaAction }`. */
  readonly actions: readonly Readonly<Record<string, unknown>>[];
}

export interface AppIntegrationsAccess {
  eventIntegration(arn: string): { name: string; source: string; eventBridgeBus: string } | undefined;
}

/** Everything a service may reach. Fields are filled in while wiring; a service uses them only when called. */
export interface World {
  readonly kernel: Kernel;
  events: EventDelivery;
  queues: QueueDelivery;
  functions: FunctionInvoker & EventInvoker;
  metrics: MetricsAccess;
  topics: TopicAccess;
  keys: KeyAccess;
  cases: CasesAccess;
  profiles: ProfilesAccess;
  connect: ConnectAccess;
  appIntegrations: AppIntegrationsAccess;
}

/** What a service folder exports to the wiring: its API, its resource providers, and how it starts from instance.yaml. */
export interface SandboxService {
  /** Absent for services that exist only as resources (IAM, CloudWatch Logs). */
  readonly api?: AwsService;
  readonly resources: Readonly<Record<string, ResourceProvider>>;
  /** JSON of the service's whole state, for the control API's views. Never secrets in clear. */
  snapshot(): Readonly<Record<string, unknown>>;
}
