import { validationError } from '../errors.ts';

export type TokenKind = 'word' | 'name' | 'value' | 'number' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Parameters that hold expressions; the service names them in its errors. */
export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'UpdateExpression'
  | 'ProjectionExpression';

const longestExpressionBytes = 4096;
const shape =
  /\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)|(?<value>:[A-Za-z0-9_]+)|(?<number>\d+)|(?<symbol><>|<=|>=|[=<>(),.[\]+-]))/y;

/** @throws AwsError ValidationException */
export const invalidExpression = (kind: ExpressionKind, reason: string) =>
  validationError(`Invalid ${kind}: ${reason}`);

/** The same few expressions come with every call of a function; the oldest go when there are very many. */
const longestMemory = 1000;
const remembered = new Map<string, readonly Token[]>();

/** The tokens of an expression. Only one that is well-formed is remembered: a refusal names the kind. */
function tokensOf(kind: ExpressionKind, text: string): readonly Token[] {
  let tokens = remembered.get(text);
  if (!tokens) {
    tokens = tokenize(kind, text);
    remembered.set(text, tokens);
    if (remembered.size > longestMemory) remembered.delete(remembered.keys().next().value!);
  }
  return tokens;
}

function tokenize(kind: ExpressionKind, text: string): Token[] {
  const tokens: Token[] = [];
  shape.lastIndex = 0;
  for (let position = 0; text.slice(position).trim() !== ''; position = shape.lastIndex) {
    shape.lastIndex = position;
    const match = shape.exec(text);
    if (!match) {
      const rest = text.slice(position).trimStart();
      throw invalidExpression(kind, `Syntax error; token: "${rest.slice(0, 1)}", near: "${rest.slice(0, 12)}"`);
    }
    const [tokenKind, tokenText] = Object.entries(match.groups!).find(([, group]) => group !== undefined)!;
    const end = match.index + match[0].length;
    tokens.push({ kind: tokenKind as TokenKind, text: tokenText, start: end - tokenText.length, end });
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: text.length, end: text.length });
  return tokens;
}

/** The words and signs of one expression, read from left to right. Keywords are told apart whatever their case. */
export class TokenStream {
  readonly kind: ExpressionKind;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #position = 0;

  /** @throws AwsError ValidationException for an empty or overlong expression and for signs that no expression has. */
  constructor(kind: ExpressionKind, text: string) {
    if (text.trim() === '') throw invalidExpression(kind, 'The expression can not be empty;');
    const size = Buffer.byteLength(text);
    if (size > longestExpressionBytes)
      throw invalidExpression(kind, `Expression size has exceeded the maximum allowed size; expression size: ${size}`);
    this.kind = kind;
    this.#text = text;
    this.#tokens = tokensOf(kind, text);
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#position + ahead, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.peek();
    this.#position += 1;
    return token;
  }

  isSymbol(...texts: readonly string[]): boolean {
    const token = this.peek();
    return token.kind === 'symbol' && texts.includes(token.text);
  }

  isKeyword(...words: readonly string[]): boolean {
    const token = this.peek();
    return token.kind === 'word' && words.includes(token.text.toUpperCase());
  }

  takeSymbol(text: string): boolean {
    if (!this.isSymbol(text)) return false;
    this.#position += 1;
    return true;
  }

  takeKeyword(word: string): boolean {
    if (!this.isKeyword(word)) return false;
    this.#position += 1;
    return true;
  }

  expectSymbol(text: string): void {
    if (!this.takeSymbol(text)) throw this.syntaxError();
  }

  expectEnd(): void {
    if (this.peek().kind !== 'end') throw this.syntaxError();
  }

  /** The service shows the token that does not fit and the text from one token before it to one after. */
  syntaxError(token: Token = this.peek()) {
    const index = this.#tokens.indexOf(token);
    const from = this.#tokens[Math.max(0, index - 1)]!.start;
    const to = this.#tokens[Math.min(this.#tokens.length - 1, index + 1)]!.end;
    return invalidExpression(
      this.kind,
      `Syntax error; token: "${token.text}", near: "${this.#text.slice(from, to).trim()}"`,
    );
  }
}
