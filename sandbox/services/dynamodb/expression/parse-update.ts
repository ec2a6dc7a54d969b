import type { AttributeType } from '../attribute-value.ts';
import { parsePath, refuseOverlaps, type DocumentPath } from './document-path.ts';
import type { Placeholders } from './placeholders.ts';
import { invalidExpression, TokenStream } from './tokens.ts';
import { changedPaths, type SetValue, type Update } from './update.ts';

const kind = 'UpdateExpression';
const conditionFunctions = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
]);
const typeNames: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  L: 'LIST',
  M: 'MAP',
};

const refuseType = (subject: string, type: string) =>
  invalidExpression(kind, `Incorrect operand type for operator or function; ${subject}, operand type: ${type}`);

class UpdateParser {
  readonly #tokens: TokenStream;
  readonly #placeholders: Placeholders;

  constructor(tokens: TokenStream, placeholders: Placeholders) {
    this.#tokens = tokens;
    this.#placeholders = placeholders;
  }

  parseWhole(): Update {
    const update = { set: [], remove: [], add: [], delete: [] } as {
      -readonly [Section in keyof Update]: Update[Section][number][];
    };
    const seen = new Set<string>();
    while (this.#tokens.peek().kind !== 'end') {
      const token = this.#tokens.next();
      const section = token.text.toLowerCase();
      if (token.kind !== 'word' || !(section in update)) throw this.#tokens.syntaxError(token);
      if (seen.has(section))
        throw invalidExpression(
          kind,
          `The "${section.toUpperCase()}" section can only be used once in an update expression;`,
        );
      seen.add(section);
      do {
        if (section === 'set') update.set.push(this.#parseAssignment());
        else if (section === 'remove') update.remove.push(this.#parsePath());
        else if (section === 'add') update.add.push(this.#parseChange('ADD', ['N', 'SS', 'NS', 'BS']));
        else update.delete.push(this.#parseChange('DELETE', ['SS', 'NS', 'BS']));
      } while (this.#tokens.takeSymbol(','));
    }
    refuseOverlaps(kind, changedPaths(update));
    return update;
  }

  #parsePath(): DocumentPath {
    return parsePath(this.#tokens, this.#placeholders);
  }

  #parseChange(operator: string, allowed: readonly AttributeType[]) {
    const path = this.#parsePath();
    const token = this.#tokens.next();
    if (token.kind !== 'value') throw this.#tokens.syntaxError(token);
    const value = this.#placeholders.value(token.text, kind);
    if (!allowed.includes(value.type)) throw refuseType(`operator: ${operator}`, typeNames[value.type]);
    return { path, value };
  }

  #parseAssignment() {
    const path = this.#parsePath();
    this.#tokens.expectSymbol('=');
    const left = this.#parseOperand();
    const sign = this.#tokens.peek().text;
    if (!this.#tokens.takeSymbol('+') && !this.#tokens.takeSymbol('-')) return { path, value: left };
    const right = this.#parseOperand();
    this.#requireLiteralType(`operator or function: ${sign}`, 'N', left, right);
    return { path, value: { kind: sign === '+' ? ('plus' as const) : ('minus' as const), left, right } };
  }

  #requireLiteralType(subject: string, type: AttributeType, ...operands: readonly SetValue[]): void {
    for (const operand of operands)
      if (operand.kind === 'value' && operand.value.type !== type) throw refuseType(subject, operand.value.type);
  }

  #parseOperand(): SetValue {
    const token = this.#tokens.peek();
    if (token.kind === 'value') {
      this.#tokens.next();
      return { kind: 'value', value: this.#placeholders.value(token.text, kind) };
    }
    if (this.#tokens.takeSymbol('(')) {
      const inner = this.#parseOperand();
      this.#tokens.expectSymbol(')');
      return inner;
    }
    const open = this.#tokens.peek(1);
    if (token.kind === 'word' && open.kind === 'symbol' && open.text === '(') return this.#parseFunction();
    return { kind: 'path', path: this.#parsePath() };
  }

  #parseFunction(): SetValue {
    const name = this.#tokens.next().text;
    if (conditionFunctions.has(name))
      throw invalidExpression(kind, `The function is not allowed in an update expression; function: ${name}`);
    if (name !== 'if_not_exists' && name !== 'list_append')
      throw invalidExpression(kind, `Invalid function name; function: ${name}`);
    this.#tokens.expectSymbol('(');
    const operands: SetValue[] = [];
    do operands.push(this.#parseOperand());
    while (this.#tokens.takeSymbol(','));
    this.#tokens.expectSymbol(')');
    const [left, right, ...more] = operands;
    if (!left || !right || more.length > 0)
      throw invalidExpression(
        kind,
        `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
      );
    if (name === 'if_not_exists') {
      if (left.kind !== 'path')
        throw invalidExpression(kind, `Operator or function requires a document path; operator or function: ${name}`);
      return { kind: name, path: left.path, otherwise: right };
    }
    this.#requireLiteralType(`operator or function: ${name}`, 'L', left, right);
    return { kind: name, left, right };
  }
}

/** @throws AwsError ValidationException in the words of the service. */
export const parseUpdate = (text: string, placeholders: Placeholders): Update =>
  new UpdateParser(new TokenStream(kind, text), placeholders).parseWhole();
