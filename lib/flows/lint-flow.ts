import { actionRules } from './action-rules.ts';
import type { FlowAction, FlowDocument } from './flow-document.ts';

const maximumActions = 250;
const maximumIdentifierLength = 50;
/** Characters that `Content` may have. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateContactFlow.html */
const maximumContentLength = 256_000;
const maximumTextLength = 3000;
const forbiddenCharacters = /[%:(\\/)=$,;[\]{}]/;
const forbiddenIdentifiers = [
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
];

function identifierProblems(action: FlowAction): string[] {
  const { Identifier: identifier } = action;
  return [
    ...(identifier.length === 0 || identifier.length > maximumIdentifierLength
      ? [`identifier must have 1 to ${maximumIdentifierLength} characters, has ${identifier.length}`]
      : []),
    ...(forbiddenCharacters.test(identifier) ? ['identifier has a character that is not allowed'] : []),
    ...(forbiddenIdentifiers.includes(identifier) ? ['identifier is a reserved word'] : []),
  ];
}

function* emptyStrings(value: unknown, path: string): Generator<string> {
  if (value === '') yield `${path} is an empty string`;
  if (typeof value === 'number' || typeof value === 'boolean') yield `${path} must be a string, got ${String(value)}`;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) yield* emptyStrings(child, `${path}.${key}`);
}

function transitionProblems(action: FlowAction, identifiers: ReadonlySet<string>): string[] {
  const rule = actionRules[action.Type];
  if (rule === undefined) return [`type ${action.Type} is not one that Casewarden knows the rules of`];
  const { NextAction: next, Errors: errors = [], Conditions: conditions = [] } = action.Transitions;
  const problems: string[] = [];
  if (rule.terminal === true) {
    return Object.keys(action.Transitions).length === 0 ? [] : [`${action.Type} must have no transitions`];
  }
  if (next === undefined) problems.push('needs a NextAction');
  const errorTypes = errors.map((error) => error.ErrorType);
  const allowed = [...rule.requiredErrors, ...(rule.optionalErrors ?? [])];
  problems.push(
    ...rule.requiredErrors.filter((type) => !errorTypes.includes(type)).map((type) => `needs the error ${type}`),
    ...errorTypes.filter((type) => !allowed.includes(type)).map((type) => `must not have the error ${type}`),
  );
  if (action.Type === 'CreateCase') {
    const links = action.Parameters['LinkContactToCase'] === 'true';
    if (links !== errorTypes.includes('ContactNotLinked')) {
      problems.push('has the error ContactNotLinked if and only if it links the contact');
    }
  }
  const operands = conditions.flatMap(({ Condition }) => Condition.Operands);
  for (const { Condition } of conditions) {
    if (rule.operators?.includes(Condition.Operator) !== true)
      problems.push(`has a condition with ${Condition.Operator}`);
    if (Condition.Operands.length !== 1) problems.push('has a condition without exactly one operand');
    problems.push(...emptyStrings(Condition.Operands, 'Operands'));
  }
  problems.push(
    ...(rule.requiredOperands ?? [])
      .filter((operand) => !operands.includes(operand))
      .map((operand) => `needs a condition for ${operand}`),
  );
  const targets = [...(next === undefined ? [] : [next]), ...[...errors, ...conditions].map((way) => way.NextAction)];
  problems.push(
    ...targets.filter((target) => !identifiers.has(target)).map((target) => `goes to ${target}, which does not exist`),
  );
  return problems;
}

function parameterProblems(action: FlowAction): string[] {
  const problems = [...emptyStrings(action.Parameters, 'Parameters')];
  for (const name of actionRules[action.Type]?.requiredParameters ?? []) {
    if (!(name in action.Parameters)) problems.push(`needs the parameter ${name}`);
  }
  if (action.Type === 'MessageParticipant') {
    const ways = ['Text', 'SSML', 'PromptId', 'Media'].filter((name) => name in action.Parameters);
    if (ways.length !== 1) problems.push('needs exactly one of Text, SSML, PromptId, Media');
    const text = action.Parameters['Text'];
    if (typeof text === 'string' && text.length > maximumTextLength) {
      problems.push(`Text must have at most ${maximumTextLength} characters, has ${text.length}`);
    }
  }
  if (action.Type === 'UpdateContactTargetQueue') {
    const ways = ['QueueId', 'AgentId'].filter((name) => name in action.Parameters);
    if (ways.length !== 1) problems.push('needs exactly one of QueueId, AgentId');
  }
  return problems;
}

function unreachable(document: FlowDocument): string[] {
  const byIdentifier = new Map(document.Actions.map((action) => [action.Identifier, action]));
  const seen = new Set<string>();
  const waiting = [document.StartAction];
  for (let identifier = waiting.pop(); identifier !== undefined; identifier = waiting.pop()) {
    const action = byIdentifier.get(identifier);
    if (action === undefined || seen.has(identifier)) continue;
    seen.add(identifier);
    const { NextAction, Errors = [], Conditions = [] } = action.Transitions;
    if (NextAction !== undefined) waiting.push(NextAction);
    waiting.push(...[...Errors, ...Conditions].map((way) => way.NextAction));
  }
  return document.Actions.filter((action) => !seen.has(action.Identifier)).map(
    (action) => `${action.Identifier}: is never reached`,
  );
}

/**
 * Checks a document against what CreateContactFlow and CreateContactFlowModule refuse, whose own message is empty.
 * @returns one sentence per problem, starting with the action's identifier; empty when there is none.
 */
export function lintFlow(document: FlowDocument, kind: 'flow' | 'module'): readonly string[] {
  const identifiers = document.Actions.map((action) => action.Identifier);
  const known = new Set(identifiers);
  const contentLength = JSON.stringify(document).length;
  return [
    ...(document.Actions.length > maximumActions
      ? [`has ${document.Actions.length} actions, at most ${maximumActions}`]
      : []),
    ...(contentLength > maximumContentLength
      ? [`has ${contentLength} characters, at most ${maximumContentLength}`]
      : []),
    ...(known.has(document.StartAction) ? [] : [`StartAction ${document.StartAction} does not exist`]),
    ...((kind === 'module') === 'Settings' in document ? [] : ['Settings belong in every module and in no flow']),
    ...identifiers
      .filter((identifier, index) => identifiers.indexOf(identifier) !== index)
      .map((identifier) => `${identifier}: is there twice`),
    ...document.Actions.flatMap((action) =>
      [...identifierProblems(action), ...parameterProblems(action), ...transitionProblems(action, known)].map(
        (problem) => `${action.Identifier}: ${problem}`,
      ),
    ),
    ...unreachable(document),
  ];
}

/** Throws with every problem of the document. */
export function checkFlow(name: string, document: FlowDocument, kind: 'flow' | 'module'): void {
  const problems = lintFlow(document, kind);
  if (problems.length > 0) throw new Error(`${kind} ${name} would be refused:\n${problems.join('\n')}`);
}
