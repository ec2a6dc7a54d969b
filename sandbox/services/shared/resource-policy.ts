import type { JsonObject } from '../../kernel/json-object.ts';
import { listOf, matchesWildcard } from './policy-values.ts';

/** A request that another AWS service makes of a queue, a topic or a key, as the policy of that resource sees it. */
export interface PolicyRequest {
  /** `events.amazonaws.com` */
  readonly service: string;
  /** `sqs:SendMessage` */
  readonly action: string;
  readonly resource: string;
  /** Condition keys, lower case, that the request has. */
  readonly context: Readonly<Record<string, string>>;
}

const texts = (value: unknown): readonly string[] => listOf(value).map(String);

/** ARNs match part by part: a wildcard does not reach over a colon, except in the last part. */
function matchesArn(pattern: string, arn: string): boolean {
  const patternParts = splitArn(pattern);
  const parts = splitArn(arn);
  return (
    patternParts.length === parts.length && patternParts.every((part, index) => matchesWildcard(part, parts[index]!))
  );
}

const splitArn = (arn: string): string[] => {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
};

type Operator = (wanted: string, given: string) => boolean;

/** Operators that are judged; a policy with another one is refused when it is set, since it would not be honoured. */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringEqualsIgnoreCase: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
  StringLike: matchesWildcard,
  // AWS: ArnEquals and ArnLike behave identically.
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
};
const negated: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

function holds(condition: JsonObject, context: PolicyRequest['context']): boolean {
  return Object.entries(condition).every(([name, keys]) => {
    const ifExists = name.endsWith('IfExists');
    const operator = ifExists ? name.slice(0, -'IfExists'.length) : name;
    return Object.entries(keys as JsonObject).every(([key, wanted]) => {
      const given = context[key.toLowerCase()];
      if (operator === 'Null') return String(listOf(wanted)[0]) === String(given === undefined);
      if (given === undefined) return ifExists || operator in negated;
      const any = (test: Operator) => texts(wanted).some((value) => test(value, given));
      const opposite = negated[operator];
      return opposite ? !any(operators[opposite]!) : any(operators[operator]!);
    });
  });
}

function concerns(statement: JsonObject, request: PolicyRequest): boolean {
  const principal = statement['Principal'];
  const named =
    principal === '*' ||
    (typeof principal === 'object' &&
      principal !== null &&
      (texts((principal as JsonObject)['Service']).includes(request.service) ||
        texts((principal as JsonObject)['AWS']).includes('*')));
  return (
    named &&
    texts(statement['Action']).some((action) => matchesWildcard(action.toLowerCase(), request.action.toLowerCase())) &&
    texts(statement['Resource']).some((resource) => matchesWildcard(resource, request.resource)) &&
    holds((statement['Condition'] ?? {}) as JsonObject, request.context)
  );
}

/** Allowed when a statement allows it and none denies it. No policy allows nothing. */
export function policyAllows(policy: JsonObject | undefined, request: PolicyRequest): boolean {
  const matching = (listOf(policy?.['Statement']) as JsonObject[]).filter((statement) => concerns(statement, request));
  return (
    matching.some((statement) => statement['Effect'] === 'Allow') &&
    matching.every((statement) => statement['Effect'] !== 'Deny')
  );
}

/** What in a policy document would not be honoured here, in words; empty when all of it would. */
export function policyProblems(policy: unknown): readonly string[] {
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy)) return ['it must be an object'];
  const statements = listOf((policy as JsonObject)['Statement']) as JsonObject[];
  if (statements.length === 0) return ['it has no statement'];
  return statements.flatMap((statement, index) => {
    const at = `statement ${typeof statement['Sid'] === 'string' ? statement['Sid'] : index}`;
    const problems: string[] = [];
    if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny')
      problems.push(`${at}: Effect must be Allow or Deny`);
    for (const key of ['Principal', 'Action', 'Resource'])
      if (statement[key] === undefined)
        problems.push(`${at}: ${key} is missing (Not${key} is not judged in this sandbox)`);
    for (const name of Object.keys(statement['Condition'] ?? {})) {
      const operator = name.replace(/IfExists$/, '');
      if (!(operator in operators) && !(operator in negated) && operator !== 'Null')
        problems.push(`${at}: the condition operator ${name} is not judged in this sandbox`);
    }
    return problems;
  });
}
