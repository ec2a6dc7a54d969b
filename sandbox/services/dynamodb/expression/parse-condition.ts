import { checkBounds, checkDistinct, checkLiteral, checkTypeName } from './check-operands.ts';
import type { Comparator, Condition, Operand } from './condition.ts';
import { parsePath } from './document-path.ts';
import type { Placeholders } from './placeholders.ts';
import { invalidExpression, TokenStream, type ExpressionKind } from './tokens.ts';

const comparators: readonly Comparator[] = ['=', '<>', '<', '<=', '>', '>='];
const operandCounts: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
  size: 1,
};
const updateFunctions = new Set(['if_not_exists', 'list_append']);
const mostCandidates = 100;

interface Parsed {
  readonly condition: Condition;
  /** The condition stood in parentheses of its own. */
  readonly parenthesised: boolean;
}

/** Reads a condition by precedence: comparison, then NOT, then AND, then OR. */
class ConditionParser {
  readonly #tokens: TokenStream;
  readonly #placeholders: Placeholders;

  constructor(tokens: TokenStream, placeholders: Placeholders) {
    this.#tokens = tokens;
    this.#placeholders = placeholders;
  }

  parseWhole(): Condition {
    const { condition } = this.#parseOr();
    this.#tokens.expectEnd();
    return condition;
  }

  #parseOr(): Parsed {
    let parsed = this.#parseAnd();
    while (this.#tokens.takeKeyword('OR'))
      parsed = {
        condition: { kind: 'or', left: parsed.condition, right: this.#parseAnd().condition },
        parenthesised: false,
      };
    return parsed;
  }

  #parseAnd(): Parsed {
    let parsed = this.#parseNot();
    while (this.#tokens.takeKeyword('AND'))
      parsed = {
        condition: { kind: 'and', left: parsed.condition, right: this.#parseNot().condition },
        parenthesised: false,
      };
    return parsed;
  }

  #parseNot(): Parsed {
    if (this.#tokens.takeKeyword('NOT'))
      return { condition: { kind: 'not', condition: this.#parseNot().condition }, parenthesised: false };
    if (!this.#tokens.takeSymbol('(')) return { condition: this.#parseComparison(), parenthesised: false };
    const inner = this.#parseOr();
    this.#tokens.expectSymbol(')');
    if (inner.parenthesised) throw invalidExpression(this.#tokens.kind, 'The expression has redundant parentheses;');
    return { condition: inner.condition, parenthesised: true };
  }

  #parseComparison(): Condition {
    const tokens = this.#tokens;
    if (this.#atFunction() && !this.#isFunction('size')) return this.#parseFunction();
    const operand = this.#parseOperand();
    if (tokens.takeKeyword('BETWEEN')) {
      const low = this.#parseOperand();
      if (!tokens.takeKeyword('AND')) throw tokens.syntaxError();
      const high = this.#parseOperand();
      checkLiteral(tokens.kind, 'operator: BETWEEN', low, ['S', 'N', 'B']);
      checkLiteral(tokens.kind, 'operator: BETWEEN', high, ['S', 'N', 'B']);
      checkBounds(tokens.kind, low, high);
      return { kind: 'between', operand, low, high };
    }
    if (tokens.takeKeyword('IN')) {
      tokens.expectSymbol('(');
      const candidates = this.#parseOperands();
      if (candidates.length > mostCandidates)
        throw invalidExpression(
          tokens.kind,
          `Invalid number of operands for operator or function; operator or function: IN, number of operands: ${candidates.length + 1}`,
        );
      checkDistinct(tokens.kind, 'IN', operand, candidates);
      return { kind: 'in', operand, candidates };
    }
    const operator = comparators.find((candidate) => tokens.takeSymbol(candidate));
    if (!operator) throw tokens.syntaxError();
    const right = this.#parseOperand();
    checkDistinct(tokens.kind, operator, operand, [right]);
    if (operator !== '=' && operator !== '<>')
      for (const side of [operand, right]) checkLiteral(tokens.kind, `operator: ${operator}`, side, ['S', 'N', 'B']);
    return { kind: 'compare', operator, left: operand, right };
  }

  #atFunction(): boolean {
    const open = this.#tokens.peek(1);
    return (
      this.#tokens.peek().kind === 'word' &&
      open.kind === 'symbol' &&
      open.text === '(' &&
      !this.#tokens.isKeyword('NOT')
    );
  }

  #isFunction(name: string): boolean {
    return this.#tokens.peek().text === name;
  }

  /** Function names are case-sensitive. */
  #parseCall(): { name: string; operands: readonly Operand[] } {
    const { kind } = this.#tokens;
    const name = this.#tokens.next().text;
    if (updateFunctions.has(name))
      throw invalidExpression(kind, `The function is not allowed in a condition expression; function: ${name}`);
    const expected = operandCounts[name];
    if (expected === undefined) throw invalidExpression(kind, `Invalid function name; function: ${name}`);
    this.#tokens.expectSymbol('(');
    const operands = this.#parseOperands();
    if (operands.length !== expected)
      throw invalidExpression(
        kind,
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    return { name, operands };
  }

  #parseFunction(): Condition {
    const { kind } = this.#tokens;
    const { name, operands } = this.#parseCall();
    const [left, right] = operands as [Operand, Operand];
    if (name === 'attribute_exists' || name === 'attribute_not_exists')
      return { kind: name, path: this.#pathOf(name, left) };
    if (name === 'attribute_type') {
      this.#pathOf(name, left);
      checkTypeName(kind, right);
      return { kind: name, left, right };
    }
    checkDistinct(kind, name, left, [right]);
    if (name === 'begins_with') {
      for (const side of [left, right]) checkLiteral(kind, 'operator or function: begins_with', side, ['S', 'B']);
      return { kind: name, left, right };
    }
    return { kind: 'contains', left, right };
  }

  #pathOf(name: string, operand: Operand) {
    if (operand.kind === 'path') return operand.path;
    throw invalidExpression(
      this.#tokens.kind,
      `Operator or function requires a document path; operator or function: ${name}`,
    );
  }

  #parseOperands(): Operand[] {
    const operands: Operand[] = [];
    do operands.push(this.#parseOperand());
    while (this.#tokens.takeSymbol(','));
    this.#tokens.expectSymbol(')');
    return operands;
  }

  #parseOperand(): Operand {
    if (this.#tokens.peek().kind === 'value')
      return { kind: 'value', value: this.#placeholders.value(this.#tokens.next().text, this.#tokens.kind) };
    if (!this.#atFunction()) return { kind: 'path', path: parsePath(this.#tokens, this.#placeholders) };
    if (!this.#isFunction('size') && this.#tokens.peek().text in operandCounts)
      throw invalidExpression(
        this.#tokens.kind,
        `The function is not allowed to be used this way in an expression; function: ${this.#tokens.peek().text}`,
      );
    const { name, operands } = this.#parseCall();
    return { kind: 'size', path: this.#pathOf(name, operands[0]!) };
  }
}

/** @throws AwsError ValidationException in the words of the service. */
export const parseCondition = (kind: ExpressionKind, text: string, placeholders: Placeholders): Condition =>
  new ConditionParser(new TokenStream(kind, text), placeholders).parseWhole();
