import type { DeployedStack } from '../assembly/deployed-stack.ts';
import type { InstanceFile } from '../kernel/instance-file.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { EventFaults, SandboxService } from '../kernel/world.ts';
import type { AgentDesk } from '../services/connect/desk.ts';
import type { CallMeter } from './call-meter.ts';
import type { HoodIndex } from './hood-index.ts';
import type { Names } from './names.ts';
import type { Views } from './views.ts';

/** What the control API looks at and acts through. */
export interface ControlParts {
  readonly version: string;
  /** Chance, another one at each start: tells a page that the sandbox behind the address is not the one it knew. */
  readonly run: string;
  readonly kernel: Kernel;
  readonly instance: InstanceFile;
  readonly names: Names;
  readonly views: Views;
  readonly hood: HoodIndex;
  readonly meter: CallMeter;
  stacks(): ReadonlyMap<string, DeployedStack>;
  /** A service by its folder's name. */
  service(name: string): SandboxService | undefined;
  /** The Cases domain that is associated with the instance. */
  casesDomain(): string | undefined;
  /** What agents and the customers of chats do, and who is on duty. */
  readonly desk: AgentDesk;
  /** The AWS APIs as a client outside would use them, over the loopback port. */
  readonly client: OutsideClient;
  /** What becomes of events of a source on the default bus from here on. */
  setEventFaults(faults: EventFaults): void;
}

/** On whose behalf a case is made or changed. */
export type Performer = { readonly userArn: string } | { readonly customEntity: string };

/** What customers, users, other programs and admins do, by the same API calls as in the real world. */
export interface OutsideClient extends ProgramClient, AdminClient, FunctionClient {
  startChat(chat: {
    flowId: string;
    customer: string;
    answers: Readonly<Record<string, string>>;
    token: string;
  }): Promise<string>;
  /** Puts an agent into the status in which contacts are routed to them, or offline. */
  putDuty(change: { userId: string; onDuty: boolean }): Promise<void>;
  close(): void;
}

/** What users do in the agent workspace and programs through the API. Fields by id. */
export interface ProgramClient {
  /** @returns the ARN of the new profile, as `customer_id` takes it */
  createProfile(customer: { domainName: string; name: string }): Promise<string>;
  /** @returns the case id */
  createCase(wanted: {
    domainId: string;
    templateId: string;
    performedBy: Performer;
    fields: Readonly<Record<string, string>>;
    token: string;
  }): Promise<string>;
  updateCase(change: {
    domainId: string;
    caseId: string;
    performedBy: Performer;
    fields: Readonly<Record<string, string>>;
  }): Promise<void>;
  deleteCase(wanted: { domainId: string; caseId: string }): Promise<void>;
  /** SLA items of a case, instants as text. */
  slasOf(wanted: { domainId: string; caseId: string }): Promise<readonly JsonObject[]>;
}

/** What an admin does in the console with Contact Lens rules and hours of operation. */
export interface AdminClient {
  /** A published rule that assigns an SLA to the cases of a template. */
  createRule(rule: {
    name: string;
    trigger: 'OnCaseCreate' | 'OnCaseUpdate';
    templateId: string;
    sla: { name: string; minutes: number; fieldId: string; value: string };
    token: string;
  }): Promise<void>;
  /** Opens hours of operation in these windows only on one date, by the clock of their zone. */
  overrideHours(override: {
    hoursOfOperationId: string;
    name: string;
    /** `2026-11-24` */
    date: string;
    /** `12:00-18:00` */
    open: readonly string[];
  }): Promise<void>;
  /** A rule of that name as DescribeRule tells it, instants as text. */
  describeRule(name: string): Promise<JsonObject | undefined>;
}

/** What whoever may invoke a function does, waiting for its answer. */
export interface FunctionClient {
  /** @returns what it answered, or threw: then `functionError` is its message */
  invokeFunction(call: {
    name: string;
    payload: Readonly<Record<string, unknown>>;
  }): Promise<{ readonly payload: unknown; readonly functionError: string | undefined }>;
}
