import type { FlowAction, FlowDocument } from './flow-document.ts';

/** Values that live as long as the flow or module at hand; none crosses a module's boundary. */
export interface FlowLocals {
  flowAttributes: Record<string, string>;
  external: unknown;
  customer: Record<string, string>;
  case: Record<string, string>;
  readonly modules: { Input?: unknown; Result?: string | undefined; ResultData?: unknown };
}

/** A flow or module that is being run. */
export interface Frame {
  readonly kind: 'flow' | 'module';
  readonly name: string;
  readonly document: FlowDocument;
  readonly locals: FlowLocals;
  /** Rounds that each `Loop` has done, by identifier. */
  readonly rounds: Map<string, number>;
  /** The action of the frame below that invoked this module. */
  readonly invokedBy: FlowAction | undefined;
}

export function createFrame(
  kind: Frame['kind'],
  name: string,
  document: FlowDocument,
  invokedBy?: FlowAction,
  input?: unknown,
): Frame {
  return {
    kind,
    name,
    document,
    rounds: new Map(),
    invokedBy,
    locals: {
      flowAttributes: {},
      external: undefined,
      customer: {},
      case: {},
      modules: input === undefined ? {} : { Input: input },
    },
  };
}
