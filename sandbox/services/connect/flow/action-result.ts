import type { Contact } from '../contact.ts';
import type { FlowAction, FlowType } from './flow-document.ts';
import type { FlowPort, RunnableFlow, RunnableModule } from './flow-port.ts';
import type { Frame } from './frame.ts';

/** What an action did; the interpreter carries on from it. */
export type ActionResult =
  | { readonly kind: 'done'; readonly value?: unknown }
  /** The action's error branch; `reason` is for whoever reads the journal. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly reason: string }
  | { readonly kind: 'wait'; readonly milliseconds: number; readonly value: string }
  /** Calls `settle` once, later. */
  | { readonly kind: 'pending'; readonly start: (settle: (result: ActionResult) => void) => void }
  | { readonly kind: 'entered'; readonly module: RunnableModule; readonly input: unknown }
  | { readonly kind: 'returned'; readonly result: string | undefined; readonly data: unknown }
  | { readonly kind: 'transferred'; readonly flow: RunnableFlow }
  /** The flow is over, the contact lives on in a queue. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'disconnected' };

export interface ActionContext {
  readonly action: FlowAction;
  readonly contact: Contact;
  readonly frame: Frame;
  /** Type of the flow at the bottom, which decides what a module may do. */
  readonly flowType: FlowType;
  readonly port: FlowPort;
  /** A text with its references replaced; those without a value are noted as warnings. */
  readonly text: (template: string) => string;
  /** A parameter's text, or undefined when the parameter is absent. */
  readonly parameter: (name: string) => string | undefined;
  /** Values of an object parameter with their references replaced; empty when the parameter is absent. */
  readonly texts: (name: string) => Record<string, string>;
  /** As `text`, but a template that is one reference gives the value itself, objects too. */
  readonly value: (template: unknown) => unknown;
  readonly warn: (message: string) => void;
}

export type Performer = (context: ActionContext) => ActionResult;

export const done = (value?: unknown): ActionResult =>
  value === undefined ? { kind: 'done' } : { kind: 'done', value };

/** Takes the action's error branch. @param errorType @default 'NoMatchingError' */
export const failed = (reason: string, errorType = 'NoMatchingError'): ActionResult => ({
  kind: 'failed',
  errorType,
  reason,
});

/** Text of whatever a neighbouring service threw. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
