/** A value in `Parameters`; scalars are strings, whatever they mean. */
export type FlowValue = string | readonly FlowValue[] | { readonly [key: string]: FlowValue };

export interface FlowAction {
  readonly Identifier: string;
  readonly Type: string;
  readonly Parameters: { readonly [key: string]: FlowValue };
  readonly Transitions: {
    readonly NextAction?: string;
    readonly Errors?: readonly { readonly ErrorType: string; readonly NextAction: string }[];
    readonly Conditions?: readonly {
      readonly NextAction: string;
      readonly Condition: { readonly Operator: string; readonly Operands: readonly string[] };
    }[];
  };
}

/** Boilerplate that the content of every module carries; its real contract is the resource's `Settings`. */
export interface ModuleBoilerplate {
  readonly InputParameters: readonly string[];
  readonly OutputParameters: readonly string[];
  readonly Transitions: readonly {
    readonly DisplayName: string;
    readonly ReferenceName: string;
    readonly Description: string;
  }[];
}

/**
 * A flow or module in the Amazon Connect Flow language.
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/flow-language.html
 */
export interface FlowDocument {
  readonly Version: '2019-10-30';
  readonly StartAction: string;
  readonly Metadata: {
    readonly entryPointPosition: Position;
    readonly ActionMetadata: Readonly<
      Record<string, { readonly position: Position; readonly isFriendlyName: boolean }>
    >;
  };
  readonly Actions: readonly FlowAction[];
  /** Modules only. */
  readonly Settings?: ModuleBoilerplate;
}

interface Position {
  readonly x: number;
  readonly y: number;
}

/** One action as a builder writes it. */
export interface FlowStep {
  readonly type: string;
  readonly parameters?: { readonly [key: string]: FlowValue };
  /** Absent for an action that ends the flow. */
  readonly next?: string;
  /** Error type -> next action. */
  readonly errors?: Readonly<Record<string, string>>;
  /** In order; the first that holds wins. */
  readonly conditions?: readonly { readonly operator: string; readonly operand: string; readonly next: string }[];
}

/** Actions in a row of the designer before it starts the next. */
const actionsInRow = 5;

function toAction(identifier: string, step: FlowStep): FlowAction {
  return {
    Identifier: identifier,
    Type: step.type,
    Parameters: step.parameters ?? {},
    Transitions: {
      ...(step.next === undefined ? {} : { NextAction: step.next }),
      ...(step.errors === undefined
        ? {}
        : { Errors: Object.entries(step.errors).map(([ErrorType, NextAction]) => ({ ErrorType, NextAction })) }),
      ...(step.conditions === undefined
        ? {}
        : {
            Conditions: step.conditions.map(({ operator, operand, next }) => ({
              NextAction: next,
              Condition: { Operator: operator, Operands: [operand] },
            })),
          }),
    },
  };
}

/** Makes a document of steps by identifier; the first is the start. The positions only matter to the designer. */
export function flowDocument(steps: Readonly<Record<string, FlowStep>>): FlowDocument {
  const identifiers = Object.keys(steps);
  const [start] = identifiers;
  if (start === undefined) throw new Error('a flow needs at least one action');
  return {
    Version: '2019-10-30',
    StartAction: start,
    Metadata: {
      entryPointPosition: { x: 40, y: 40 },
      ActionMetadata: Object.fromEntries(
        identifiers.map((identifier, index) => [
          identifier,
          {
            position: { x: 160 + 260 * (index % actionsInRow), y: 40 + 220 * Math.floor(index / actionsInRow) },
            isFriendlyName: true,
          },
        ]),
      ),
    },
    Actions: Object.entries(steps).map(([identifier, step]) => toAction(identifier, step)),
  };
}

/** The same for a module, whose content carries settings that are the same in every module. */
export function moduleDocument(steps: Readonly<Record<string, FlowStep>>): FlowDocument {
  const transition = (name: string) => ({ DisplayName: name, ReferenceName: name, Description: '' });
  return {
    ...flowDocument(steps),
    Settings: { InputParameters: [], OutputParameters: [], Transitions: [transition('Success'), transition('Error')] },
  };
}
