import { isObject } from '../../kernel/json-object.ts';
/** Where the rules of a case come from: the triggers of Contact Lens rules that the sandbox runs. */
export const caseTriggers = ['OnCaseCreate', 'OnCaseUpdate', 'OnSlaBreach'] as const;
export type CaseTrigger = (typeof caseTriggers)[number];

export interface RuleCondition {
  readonly operator: string;
  readonly operands: readonly string[];
  /** JSONPath: `$.Case.TemplateId`, `$.Case.Fields.<id>`, `$.RelatedItem.SlaConfiguration.Name`. */
  readonly comparisonValue: string;
  readonly negate: boolean;
}

export interface RuleFunction {
  readonly operator: 'AND' | 'OR';
  readonly conditions: readonly RuleCondition[];
}

/** The only version of the rules function language. Source: https://docs.aws.amazon.com/connect/latest/devguide/connect-rules-language.html */
const supportedVersion = '2022-11-25';
/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/feature-limits.html#rules-feature-specs */
const mostConditions = 20;

/**
 * Reads the JSON text of a rule's function. Groups may not be nested: AWS documents one level of AND or OR only, so what
 * runs here also runs there.
 * @returns the function, or what is wrong with the text.
 */
export function parseRuleFunction(text: unknown): { rule: RuleFunction } | { problems: readonly string[] } {
  if (typeof text !== 'string') return { problems: ['the function must be a JSON text'] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return { problems: [`the function is not JSON: ${error instanceof Error ? error.message : String(error)}`] };
  }
  if (!isObject(parsed)) return { problems: ['the function must be an object with Version and RuleFunction'] };
  const problems = unknownKeys(parsed, ['Version', 'RuleFunction'], 'the function');
  if (parsed['Version'] !== supportedVersion)
    problems.push(`Version must be "${supportedVersion}", got ${JSON.stringify(parsed['Version'])}`);
  const group = parsed['RuleFunction'];
  if (!isObject(group)) return { problems: [...problems, 'RuleFunction must be an object with Operator and Operands'] };
  problems.push(...unknownKeys(group, ['Operator', 'Operands'], 'RuleFunction'));
  const operator = group['Operator'];
  if (operator !== 'AND' && operator !== 'OR')
    problems.push(`RuleFunction.Operator must be AND or OR, got ${JSON.stringify(operator)}`);
  const operands = group['Operands'];
  if (!Array.isArray(operands) || operands.length < 1 || operands.length > mostConditions)
    return { problems: [...problems, `RuleFunction.Operands must be a list of 1 to ${mostConditions} conditions`] };
  const conditions = operands.map((operand, index) => readCondition(operand, `condition ${index + 1}`, problems));
  if (problems.length > 0) return { problems };
  return { rule: { operator: operator === 'OR' ? 'OR' : 'AND', conditions: conditions.filter((each) => !!each) } };
}

function readCondition(value: unknown, where: string, problems: string[]): RuleCondition | undefined {
  if (!isObject(value)) {
    problems.push(`${where} must be an object`);
    return undefined;
  }
  const { Operator, Operands, ComparisonValue, Negate } = value;
  if (Operator === 'AND' || Operator === 'OR') {
    problems.push(`${where} is a nested ${Operator}: groups must be flat, write several rules instead`);
    return undefined;
  }
  problems.push(...unknownKeys(value, ['Operator', 'Operands', 'ComparisonValue', 'Negate'], where));
  if (typeof Operator !== 'string') problems.push(`${where}: Operator must be a string`);
  if (!Array.isArray(Operands) || Operands.length === 0 || !Operands.every((each) => typeof each === 'string'))
    problems.push(`${where}: Operands must be a list of at least one string, got ${JSON.stringify(Operands)}`);
  if (typeof ComparisonValue !== 'string') problems.push(`${where}: ComparisonValue must be a JSONPath`);
  if (typeof Negate !== 'boolean')
    problems.push(`${where}: Negate must be true or false, got ${JSON.stringify(Negate)}`);
  if (typeof Operator !== 'string' || typeof ComparisonValue !== 'string' || !Array.isArray(Operands)) return undefined;
  return { operator: Operator, operands: Operands, comparisonValue: ComparisonValue, negate: Negate === true };
}

const unknownKeys = (value: Readonly<Record<string, unknown>>, known: readonly string[], where: string): string[] =>
  Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => `${where} has an unknown key ${key}; known are ${known.join(', ')}`);
