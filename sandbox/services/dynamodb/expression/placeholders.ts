import { decodeValue, type AttributeValue } from '../attribute-value.ts';
import { validationError } from '../errors.ts';
import { invalidExpression, type ExpressionKind } from './tokens.ts';

/** The request's ExpressionAttributeNames and ExpressionAttributeValues, and which of them its expressions used. */
export class Placeholders {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, AttributeValue>;
  readonly #used = new Set<string>();

  /** @throws AwsError ValidationException for keys in a wrong form or values that are none. */
  constructor(
    names: Readonly<Record<string, string>> | undefined,
    values: Readonly<Record<string, unknown>> | undefined,
  ) {
    this.#names = new Map(this.#entries('ExpressionAttributeNames', /^#[A-Za-z0-9_]+$/, names));
    this.#values = new Map(
      this.#entries('ExpressionAttributeValues', /^:[A-Za-z0-9_]+$/, values).map(([key, raw]) => [
        key,
        decodeValue(raw),
      ]),
    );
  }

  #entries<T>(parameter: string, form: RegExp, given: Readonly<Record<string, T>> | undefined): [string, T][] {
    if (given === undefined) return [];
    const entries = Object.entries(given);
    if (entries.length === 0) throw validationError(`${parameter} must not be empty`);
    for (const [key] of entries)
      if (!form.test(key)) throw validationError(`${parameter} contains invalid key: Syntax error; key: "${key}"`);
    return entries;
  }

  name(placeholder: string, kind: ExpressionKind): string {
    const name = this.#names.get(placeholder);
    if (name === undefined)
      throw invalidExpression(
        kind,
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    this.#used.add(placeholder);
    return name;
  }

  value(placeholder: string, kind: ExpressionKind): AttributeValue {
    const value = this.#values.get(placeholder);
    if (value === undefined)
      throw invalidExpression(
        kind,
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    this.#used.add(placeholder);
    return value;
  }

  /**
   * To be called once all expressions of a request are parsed.
   * @throws AwsError ValidationException for placeholders without an expression, and for those that none used.
   */
  refuseUnused(expressions: readonly (string | undefined)[]): void {
    const none = expressions.every((expression) => expression === undefined);
    for (const [parameter, defined] of [
      ['ExpressionAttributeNames', this.#names],
      ['ExpressionAttributeValues', this.#values],
    ] as const) {
      if (none && defined.size > 0) throw validationError(`${parameter} can only be specified when using expressions`);
      const unused = [...defined.keys()].filter((key) => !this.#used.has(key));
      if (unused.length > 0)
        throw validationError(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
    }
  }
}
