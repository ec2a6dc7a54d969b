import { isObject } from '../kernel/json-object.ts';
/** What intrinsic functions of one stack can ask for. Each throws an error in words when there is no such thing. */
export interface IntrinsicScope {
  /** A parameter, pseudo parameter or resource; `undefined` is the value of `AWS::NoValue`. */
  ref(name: string): unknown;
  attribute(logicalId: string, name: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
  importValue(name: string): unknown;
  stackOutput(stackName: string, outputName: string): unknown;
}

/** An intrinsic that is malformed, unknown or asks for what does not exist. */
export class IntrinsicError extends Error {
  override readonly name = 'IntrinsicError';
  readonly retryable = false;
}

type Evaluate = (value: unknown) => unknown;

function list(name: string, value: unknown, length?: number): unknown[] {
  if (Array.isArray(value) && (length === undefined || value.length === length)) return value;
  throw new IntrinsicError(
    `${name} takes a list${length === undefined ? '' : ` of ${length}`}, got ${JSON.stringify(value)}`,
  );
}

function scalar(name: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new IntrinsicError(`${name} takes a text, got ${JSON.stringify(value)}`);
}

/** `GetAtt` as a list or as `Resource.Attribute`; attribute names may hold dots. */
export function attributeReference(argument: unknown): { logicalId: string; name: string } {
  const parts = typeof argument === 'string' ? argument.split('.') : argument;
  if (!Array.isArray(parts) || parts.length < 2 || parts.some((part) => typeof part !== 'string'))
    throw new IntrinsicError(`Fn::GetAtt takes a resource and an attribute, got ${JSON.stringify(argument)}`);
  return { logicalId: String(parts[0]), name: parts.slice(1).join('.') };
}

/** Splits the text of `Fn::Sub` into literal pieces and names: `${!literal}` stays `${literal}`. */
export function substitutions(text: string): ({ literal: string } | { name: string })[] {
  const pieces: ({ literal: string } | { name: string })[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{(!?)([^}]*)\}/g)) {
    if (match.index > end) pieces.push({ literal: text.slice(end, match.index) });
    pieces.push(match[1] === '!' ? { literal: `\${${match[2]}}` } : { name: match[2]!.trim() });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ literal: text.slice(end) });
  return pieces;
}

function substitute(argument: unknown, evaluate: Evaluate, scope: IntrinsicScope): string {
  const [text, given] = typeof argument === 'string' ? [argument, {}] : list('Fn::Sub', argument, 2);
  if (typeof text !== 'string' || !isObject(given))
    throw new IntrinsicError(`Fn::Sub takes a text and a map, got ${JSON.stringify(argument)}`);
  return substitutions(text)
    .map((piece) => {
      if ('literal' in piece) return piece.literal;
      if (Object.hasOwn(given, piece.name)) return scalar('Fn::Sub', evaluate(given[piece.name]));
      if (!piece.name.includes('.')) return scalar(`Fn::Sub of ${piece.name}`, scope.ref(piece.name));
      const { logicalId, name } = attributeReference(piece.name);
      return scalar(`Fn::Sub of ${piece.name}`, scope.attribute(logicalId, name));
    })
    .join('');
}

function truth(name: string, value: unknown): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new IntrinsicError(`${name} takes conditions, got ${JSON.stringify(value)}`);
}

type Intrinsic = (argument: unknown, evaluate: Evaluate, scope: IntrinsicScope) => unknown;

/** Every intrinsic the sandbox knows. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, _evaluate, scope) => scope.ref(scalar('Ref', argument)),
  Condition: (argument, _evaluate, scope) => scope.condition(scalar('Condition', argument)),
  'Fn::GetAtt': (argument, evaluate, scope) => {
    const { logicalId, name } = attributeReference(Array.isArray(argument) ? argument.map(evaluate) : argument);
    return scope.attribute(logicalId, name);
  },
  'Fn::Join': (argument, evaluate) => {
    const [separator, values] = list('Fn::Join', argument, 2);
    return list('Fn::Join', evaluate(values))
      .map((value) => scalar('Fn::Join', value))
      .join(scalar('Fn::Join', separator));
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, evaluate) => {
    const [index, values] = list('Fn::Select', argument, 2);
    const position = Number(evaluate(index));
    const from = list('Fn::Select', evaluate(values));
    if (!Number.isInteger(position) || position < 0 || position >= from.length)
      throw new IntrinsicError(`Fn::Select takes an index below ${from.length}, got ${String(position)}`);
    return from[position];
  },
  'Fn::Split': (argument, evaluate) => {
    const [separator, text] = list('Fn::Split', argument, 2);
    return scalar('Fn::Split', evaluate(text)).split(scalar('Fn::Split', separator));
  },
  'Fn::If': (argument, evaluate, scope) => {
    const [name, then, otherwise] = list('Fn::If', argument, 3);
    return evaluate(scope.condition(scalar('Fn::If', name)) ? then : otherwise);
  },
  'Fn::And': (argument, evaluate) => list('Fn::And', argument).every((one) => truth('Fn::And', evaluate(one))),
  'Fn::Or': (argument, evaluate) => list('Fn::Or', argument).some((one) => truth('Fn::Or', evaluate(one))),
  'Fn::Not': (argument, evaluate) => !truth('Fn::Not', evaluate(list('Fn::Not', argument, 1)[0])),
  'Fn::Equals': (argument, evaluate) => {
    const [one, other] = list('Fn::Equals', argument, 2).map(evaluate);
    return JSON.stringify(one) === JSON.stringify(other);
  },
  'Fn::Contains': (argument, evaluate) => {
    const [values, value] = list('Fn::Contains', argument, 2).map(evaluate);
    return list('Fn::Contains', values).includes(value);
  },
  'Fn::FindInMap': (argument, evaluate, scope) => {
    const [map, first, second] = list('Fn::FindInMap', argument, 3).map((one) =>
      scalar('Fn::FindInMap', evaluate(one)),
    );
    return scope.mapping(map!, first!, second!);
  },
  'Fn::ImportValue': (argument, evaluate, scope) => scope.importValue(scalar('Fn::ImportValue', evaluate(argument))),
  'Fn::GetStackOutput': (argument, evaluate, scope) => {
    const given = evaluate(argument);
    if (!isObject(given)) throw new IntrinsicError(`Fn::GetStackOutput takes a map, got ${JSON.stringify(argument)}`);
    return scope.stackOutput(
      scalar('Fn::GetStackOutput.StackName', given['StackName']),
      scalar('Fn::GetStackOutput.OutputName', given['OutputName']),
    );
  },
  'Fn::Base64': (argument, evaluate) => Buffer.from(scalar('Fn::Base64', evaluate(argument))).toString('base64'),
  'Fn::ToJsonString': (argument, evaluate) => JSON.stringify(evaluate(argument)),
};

/**
 * Replaces every intrinsic inside `value`. A property whose value is `AWS::NoValue` disappears, as in CloudFormation.
 * @throws IntrinsicError for an intrinsic that the sandbox does not know
 */
export function evaluate(value: unknown, scope: IntrinsicScope): unknown {
  const again: Evaluate = (inner) => evaluate(inner, scope);
  if (Array.isArray(value)) return value.map(again).filter((item) => item !== undefined);
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  const only = keys.length === 1 ? keys[0]! : undefined;
  // A map may have a key `Condition` of its own (IAM); it is the intrinsic only when it names a condition.
  if (
    only !== undefined &&
    (only === 'Ref' || only.startsWith('Fn::') || (only === 'Condition' && typeof value[only] === 'string'))
  ) {
    const intrinsic = intrinsics[only];
    if (!intrinsic)
      throw new IntrinsicError(
        `${only} is not supported in the sandbox; supported: ${Object.keys(intrinsics).join(', ')}`,
      );
    return intrinsic(value[only], again, scope);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, again(inner)] as const)
      .filter(([, inner]) => inner !== undefined),
  );
}
