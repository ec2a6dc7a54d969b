import { isObject, parseJson } from '../../../kernel/json-object.ts';
/*
 * A flow document (Amazon Connect Flow language, version 2019-10-30) as data.
 * Source: https://docs.aws.amazon.com/connect/latest/devguide/flow-language-example.html
 */

export const flowTypes = [
  'CONTACT_FLOW',
  'CUSTOMER_QUEUE',
  'CUSTOMER_HOLD',
  'CUSTOMER_WHISPER',
  'AGENT_HOLD',
  'AGENT_WHISPER',
  'OUTBOUND_WHISPER',
  'AGENT_TRANSFER',
  'QUEUE_TRANSFER',
  'CAMPAIGN',
] as const;
export type FlowType = (typeof flowTypes)[number];

export interface FlowCondition {
  readonly operator: string;
  readonly operand: string;
  readonly nextAction: string;
}

export interface FlowAction {
  /** Place in `Actions`, for messages. */
  readonly index: number;
  readonly identifier: string;
  readonly type: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly nextAction: string | undefined;
  readonly errors: readonly { readonly errorType: string; readonly nextAction: string }[];
  readonly conditions: readonly FlowCondition[];
}

export interface FlowDocument {
  readonly startAction: string;
  readonly actions: ReadonlyMap<string, FlowAction>;
  /** True when the document has the top-level `Settings` that modules must have and flows must not. */
  readonly hasSettings: boolean;
}

const version = '2019-10-30';
/** Source: https://docs.aws.amazon.com/connect/latest/devguide/flow-language-example.html */
const mostActions = 250;
const longestContent = 256_000;
const longestIdentifier = 50;
const forbiddenInIdentifier = /[%:(\\/)=$,;[\]{}]/;
const forbiddenIdentifiers = new Set([
  '__proto__',
  'constructor',
  '__defineGetter__',
  '__defineSetter__',
  'toString',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'valueOf',
]);
const actionKeys = new Set(['Identifier', 'Type', 'Parameters', 'Transitions']);
const transitionKeys = new Set(['NextAction', 'Errors', 'Conditions']);

/** Reads a document's form. What the action types allow is judged by `checkFlow`. @returns problems, and the document when it has a form at all. */
export function readFlowDocument(content: string): { document: FlowDocument | undefined; problems: string[] } {
  const problems: string[] = [];
  if (content.length > longestContent)
    problems.push(`Content is ${content.length} characters long; at most ${longestContent} are allowed`);
  const parsed = parseJson(content);
  if (!isObject(parsed)) return { document: undefined, problems: [...problems, 'Content is not a JSON object'] };
  if (parsed['Version'] !== version) problems.push(`Version must be "${version}", got ${show(parsed['Version'])}`);
  if (!Array.isArray(parsed['Actions']) || parsed['Actions'].length === 0)
    return { document: undefined, problems: [...problems, 'Actions must be a list with at least one action'] };
  if (parsed['Actions'].length > mostActions)
    problems.push(`Actions has ${parsed['Actions'].length} entries; at most ${mostActions} are allowed`);

  const actions = new Map<string, FlowAction>();
  for (const [index, raw] of parsed['Actions'].entries()) {
    const action = readAction(raw, index, problems);
    if (!action) continue;
    if (actions.has(action.identifier))
      problems.push(`Identifier "${action.identifier}" is used twice. Path: Actions[${index}].Identifier`);
    actions.set(action.identifier, action);
  }
  const startAction = typeof parsed['StartAction'] === 'string' ? parsed['StartAction'] : '';
  if (!actions.has(startAction)) problems.push(`StartAction ${show(parsed['StartAction'])} names no action`);
  return { document: { startAction, actions, hasSettings: 'Settings' in parsed }, problems };
}

function readAction(raw: unknown, index: number, problems: string[]): FlowAction | undefined {
  const at = `Actions[${index}]`;
  if (!isObject(raw)) {
    problems.push(`Invalid Action. Path: ${at}`);
    return undefined;
  }
  for (const key of Object.keys(raw))
    if (!actionKeys.has(key)) problems.push(`Invalid Action property name. Path: ${at}.${key}`);
  const identifier = raw['Identifier'];
  const type = raw['Type'];
  if (typeof identifier !== 'string' || identifier === '' || typeof type !== 'string' || type === '') {
    problems.push(
      `Action is missing required property. Path: ${at}.${typeof type === 'string' ? 'Identifier' : 'Type'}`,
    );
    return undefined;
  }
  if (
    identifier.length > longestIdentifier ||
    forbiddenInIdentifier.test(identifier) ||
    forbiddenIdentifiers.has(identifier)
  )
    problems.push(`Identifier "${identifier}" is too long or holds what is not allowed. Path: ${at}.Identifier`);
  const parameters = raw['Parameters'] ?? {};
  if (!isObject(parameters)) problems.push(`Invalid Action property value. Path: ${at}.Parameters`);
  return {
    index,
    identifier,
    type,
    parameters: isObject(parameters) ? parameters : {},
    ...readTransitions(raw['Transitions'], at, problems),
  };
}

function readTransitions(
  raw: unknown,
  at: string,
  problems: string[],
): Pick<FlowAction, 'nextAction' | 'errors' | 'conditions'> {
  if (!isObject(raw)) {
    problems.push(`Action is missing required property. Path: ${at}.Transitions`);
    return { nextAction: undefined, errors: [], conditions: [] };
  }
  for (const key of Object.keys(raw))
    if (!transitionKeys.has(key)) problems.push(`Invalid Action property name. Path: ${at}.Transitions.${key}`);
  const nextAction = raw['NextAction'];
  const rawErrors = listOf(raw['Errors'], `${at}.Transitions.Errors`, problems);
  const rawConditions = listOf(raw['Conditions'], `${at}.Transitions.Conditions`, problems);
  const errors: { errorType: string; nextAction: string }[] = [];
  for (const [index, error] of rawErrors.entries()) {
    const path = `${at}.Transitions.Errors[${index}]`;
    const { ErrorType: errorType, NextAction: next } = isObject(error) ? error : {};
    if (typeof errorType !== 'string' || typeof next !== 'string')
      problems.push(`Action is missing required property. Path: ${path}`);
    else errors.push({ errorType, nextAction: next });
  }
  const conditions: FlowCondition[] = [];
  for (const [index, entry] of rawConditions.entries()) {
    const path = `${at}.Transitions.Conditions[${index}]`;
    const condition = isObject(entry) && isObject(entry['Condition']) ? entry['Condition'] : {};
    const next = isObject(entry) ? entry['NextAction'] : undefined;
    const { Operator: operator, Operands: operands } = condition;
    if (typeof operator !== 'string' || !Array.isArray(operands) || typeof next !== 'string')
      problems.push(`Action is missing required property. Path: ${path}`);
    else if (operands.length !== 1 || typeof operands[0] !== 'string')
      problems.push(`A condition takes exactly one operand, a string. Path: ${path}.Condition.Operands`);
    else conditions.push({ operator, operand: operands[0], nextAction: next });
  }
  return { nextAction: typeof nextAction === 'string' ? nextAction : undefined, errors, conditions };
}

function listOf(value: unknown, path: string, problems: string[]): readonly unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  problems.push(`Invalid Action property value. Path: ${path}`);
  return [];
}

const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
