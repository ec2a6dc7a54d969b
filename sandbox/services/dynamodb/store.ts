import { arnOf } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/service.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { encodeItem } from './attribute-value.ts';
import { tableNotFound, validationError } from './errors.ts';
import { Table, type TableDefinition } from './table.ts';

/** How long TransactWriteItems remembers a ClientRequestToken. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const tokenMemoryMilliseconds = 10 * 60 * 1000;

/** The account's tables in one Region. */
export class DynamoDbStore {
  readonly #kernel: Kernel;
  readonly #tables = new Map<string, Table>();
  readonly #tokens = new Map<string, { readonly request: string; readonly at: number; readonly answer: unknown }>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  create(definition: TableDefinition): Table {
    if (this.#tables.has(definition.name))
      throw new AwsError('ResourceInUseException', `Table already exists: ${definition.name}`);
    const table = new Table(definition, {
      arn: arnOf(this.#kernel.place, 'dynamodb', `table/${definition.name}`),
      id: this.#kernel.identifiers.uuid(),
      createdAt: this.#kernel.clock.now(),
    });
    this.#tables.set(definition.name, table);
    return table;
  }

  /** @throws AwsError ValidationException while the table is protected, ResourceNotFoundException when there is none. */
  drop(name: string): void {
    if (this.table(name).definition.deletionProtected)
      throw validationError(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    this.#tables.delete(name);
  }

  find(name: string): Table | undefined {
    return this.#tables.get(name);
  }

  /** By name or ARN. @throws AwsError ResourceNotFoundException */
  table(nameOrArn: string | undefined): Table {
    if (!nameOrArn)
      throw validationError(
        "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null",
      );
    const name = nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1) : nameOrArn;
    const table = this.#tables.get(name);
    if (!table || (nameOrArn.startsWith('arn:') && table.arn !== nameOrArn)) throw tableNotFound(name);
    return table;
  }

  names(): readonly string[] {
    return [...this.#tables.keys()].sort();
  }

  /**
   * Runs a transaction once per token within ten minutes.
   * @throws AwsError IdempotentParameterMismatchException for a token that came with another request.
   */
  once<T>(token: string | undefined, request: string, run: () => T): T {
    if (token === undefined) return run();
    const now = this.#kernel.clock.now();
    const earlier = this.#tokens.get(token);
    if (earlier && now - earlier.at < tokenMemoryMilliseconds) {
      if (earlier.request === request) return earlier.answer as T;
      throw new AwsError(
        'IdempotentParameterMismatchException',
        'The provided client token was used with different request parameters',
      );
    }
    const answer = run();
    this.#tokens.set(token, { request, at: now, answer });
    return answer;
  }

  snapshot(): Readonly<Record<string, unknown>> {
    return {
      tables: Object.fromEntries(
        [...this.#tables].map(([name, table]) => [
          name,
          { arn: table.arn, items: table.rows.all().map(({ item }) => encodeItem(item)) },
        ]),
      ),
    };
  }
}
