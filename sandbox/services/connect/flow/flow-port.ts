import type { InvocationResult } from '../../../kernel/world.ts';
import type { Contact, ContactReference, QueueTarget } from '../contact.ts';
import type { FlowDocument, FlowType } from './flow-document.ts';
import type { ModuleContract } from './module-contract.ts';

/** What a flow needs of the rest of Amazon Connect and of its neighbours. References are ids or ARNs. */
export interface FlowPort {
  now(): number;
  /** Runs `action` after virtual time has passed. */
  after(milliseconds: number, label: string, action: () => void): void;
  record(kind: string, contact: Contact, detail: Readonly<Record<string, unknown>>): void;

  readonly instanceArn: string;
  readonly region: string;
  queue(
    reference: string,
  ): { readonly id: string; readonly arn: string; readonly name: string; readonly hoursId: string } | undefined;
  /** A user by id, ARN or user name. */
  user(reference: string): { readonly id: string; readonly arn: string; readonly name: string } | undefined;
  /** @returns undefined when there are no such hours. */
  isOpen(hours: string): boolean | undefined;
  /** Agents who could take what waits in the target. */
  agents(target: QueueTarget): { readonly available: number; readonly staffed: number; readonly online: number };
  waiting(target: QueueTarget): { readonly count: number; readonly oldestSeconds: number };
  contact(contactId: string): Contact | undefined;

  flow(reference: string): RunnableFlow | undefined;
  module(reference: string): RunnableModule | undefined;

  say(contact: Contact, text: string): void;
  /** @returns false when the queue is full. */
  enqueue(contact: Contact, target: QueueTarget): boolean;
  end(contact: Contact, reason: string): void;
  /** @returns the new contact's id. @throws AwsError when a limit is exceeded. */
  startTask(task: {
    name: string;
    description: string | undefined;
    flowId: string;
    attributes: Readonly<Record<string, string>>;
    references: Readonly<Record<string, ContactReference>>;
    delaySeconds: number;
    relatedTo: Contact;
  }): string;

  /** Id of the Cases domain of the instance. */
  casesDomainId(): string | undefined;
  profilesDomain(): string | undefined;
  profileArn(domain: string, profileId: string): string;
  contactArn(contactId: string): string;
  callCases(operation: string, input: Readonly<Record<string, unknown>>): unknown;
  callProfiles(operation: string, input: Readonly<Record<string, unknown>>): unknown;
  isAssociatedFunction(arn: string): boolean;
  invokeFunction(arn: string, payload: string): Promise<InvocationResult>;
}

export interface RunnableFlow {
  readonly id: string;
  readonly name: string;
  readonly type: FlowType;
  readonly document: FlowDocument;
}

export interface RunnableModule {
  readonly id: string;
  readonly name: string;
  readonly document: FlowDocument;
  readonly contract: ModuleContract;
}
