/** A deployed flow or module, as `flows` of the control API gives it. */
export interface DeployedFlow {
  readonly flowId: string;
  readonly name: string;
  readonly type: string;
  readonly content: unknown;
}

export interface FlowAction {
  readonly identifier: string;
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly branches: readonly Branch[];
}

/** A way out of an action, in the order in which the flow language names them: conditions, errors, next. */
export type Branch =
  | { readonly kind: 'condition'; readonly operator: string; readonly operand: string; readonly to: string }
  | { readonly kind: 'error'; readonly error: string; readonly to: string }
  | { readonly kind: 'next'; readonly to: string };

export interface FlowContent {
  /** Identifier of the first action; empty when the content names none. */
  readonly start: string;
  readonly actions: ReadonlyMap<string, FlowAction>;
}

type Loose = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const objects = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);

/**
 * Reads content in the Amazon Connect Flow language; what does not have its form is left out, so that a drawing never
 * fails over it. Source: https://docs.aws.amazon.com/connect/latest/devguide/flow-language.html
 */
export function readFlow(content: unknown): FlowContent {
  const given = isObject(content) ? content : {};
  const actions = objects(given['Actions']).map(readAction);
  return {
    start: textOf(given['StartAction']),
    actions: new Map(actions.map((action) => [action.identifier, action])),
  };
}

function readAction(given: Loose): FlowAction {
  const transitions = isObject(given['Transitions']) ? given['Transitions'] : {};
  const conditions = objects(transitions['Conditions']).map((entry): Branch => {
    const condition = isObject(entry['Condition']) ? entry['Condition'] : {};
    const [operand] = Array.isArray(condition['Operands']) ? (condition['Operands'] as unknown[]) : [];
    return {
      kind: 'condition',
      operator: textOf(condition['Operator']),
      operand: textOf(operand),
      to: textOf(entry['NextAction']),
    };
  });
  const errors = objects(transitions['Errors']).map((entry): Branch => ({
    kind: 'error',
    error: textOf(entry['ErrorType']),
    to: textOf(entry['NextAction']),
  }));
  const next = textOf(transitions['NextAction']);
  return {
    identifier: textOf(given['Identifier']),
    type: textOf(given['Type']),
    parameters: isObject(given['Parameters']) ? given['Parameters'] : {},
    branches: [...conditions, ...errors, ...(next === '' ? [] : [{ kind: 'next', to: next } as const])].filter(
      ({ to }) => to !== '',
    ),
  };
}
