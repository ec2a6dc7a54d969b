import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  documentedErrors,
  withErrorsOfOperations,
  withPlainKeys,
  withShortExceptions,
} from '../../../lib/bundle/sdk-schemas.ts';
import { shrinkSchemas } from '../../../lib/bundle/shrink-sdk.ts';

const packages = new URL('../../../node_modules/@aws-sdk/', import.meta.url);
const clients = readdirSync(packages).filter(
  (name) => name.startsWith('client-') && existsSync(new URL(`${name}/dist-es/schemas/schemas_0.js`, packages)),
);
const sourceOf = (client: string, file: string): string =>
  readFileSync(new URL(`${client}/dist-es/${file}`, packages), 'utf8');

/** Evaluates a module of a client, imports replaced by what is given, and answers its names. */
function evaluate(source: string, given: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const body = source
    .replaceAll(/^import .*$/gm, '')
    .replaceAll(/^export (?=var|const|class)/gm, '')
    .replaceAll(/^export \{.*$/gm, '');
  const names = [...body.matchAll(/^(?:var|const|class) ([\w$]+)/gm)].map((match) => match[1] ?? '');
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is a file of a pinned dependency
  const run = new Function(...Object.keys(given), `${body}\nreturn { ${names.join(', ')} };`);
  return run(...Object.values(given)) as Record<string, unknown>;
}

/** Schemas as text: functions are references between shapes and compared by their source. */
const asText = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'function' ? String(part) : part));

/** Stands in for the SDK's registry of exception classes and remembers who was registered. */
function registries(): { readonly given: Record<string, unknown>; readonly registered: string[] } {
  const registered: string[] = [];
  class TypeRegistry {
    static for(): TypeRegistry {
      return new TypeRegistry();
    }

    registerError(schema: readonly unknown[], type: unknown): void {
      registered.push(`${String(schema[2])}: ${String(type)}`);
    }
  }
  return { given: { TypeRegistry }, registered };
}

/** The schemas of a client, with every exception class it imports replaced by the class's name. */
function schemasOf(source: string): {
  readonly schemas: Record<string, unknown>;
  readonly registered: readonly string[];
} {
  const { given, registered } = registries();
  for (const [, list = ''] of source.matchAll(/^import \{(?<names>.*)\} from "\.\.\/models.*$/gm)) {
    for (const name of list.split(',').map((text) => text.trim())) if (name !== '') given[name] = name;
  }
  return { schemas: evaluate(source, given), registered };
}

describe('schemas of an SDK client', () => {
  test('get their keys written out, and nothing else changes', () => {
    const source = [
      'const _h = "http";',
      'const _e = "a \\"quoted\\" one";',
      'export var Op$ = [9, n0, _Op, { [_h]: ["GET", "/"], [_e]: 1, [_unknown]: 2 }, () => In$];',
      'const list = [_h];',
    ].join('\n');
    expect(withPlainKeys(source)).toBe(
      source.replace('[_h]: [', '"http": [').replace('[_e]:', '"a \\"quoted\\" one":'),
    );
  });

  test.each(clients)('of %s mean the same afterwards, and register the same exception classes', async (client) => {
    const source = sourceOf(client, 'schemas/schemas_0.js');
    const shrunk = await shrinkSchemas(new URL(`${client}/dist-es/schemas/schemas_0.js`, packages).pathname);
    expect(shrunk).not.toMatch(/\[_[A-Za-z0-9]+\]:/);
    const before = schemasOf(source);
    const after = schemasOf(shrunk);
    expect(Object.keys(before.schemas).length).toBeGreaterThan(100);
    expect(asText(after.schemas)).toBe(asText(before.schemas));
    expect(before.registered.length).toBeGreaterThan(5);
    expect([...new Set(after.registered)].sort()).toEqual([...before.registered].sort());
  });

  test.each(clients)('of %s leave no exception class to all operations but the base', async (client) => {
    const shrunk = await shrinkSchemas(new URL(`${client}/dist-es/schemas/schemas_0.js`, packages).pathname);
    const forAll = [...shrunk.matchAll(/^\w+\.registerError\(\w+\$, (?<type>\w+)\);$/gm)].map((match) => match[1]);
    expect(forAll).toEqual([expect.stringMatching(/ServiceException$/)]);
  });
});

describe('exception classes', () => {
  const source = [
    'n0_registry.registerError(A$, A);',
    'n0_registry.registerError(B$, B);',
    'n0_registry.registerError(C$, C);',
    'export var First$ = [9, n0, "First",',
    '    0, () => In$, () => Out$',
    '];',
    'export var Second$ = [9, n0, "Second",',
    '    0, () => In$, () => Out$',
    '];',
    '',
  ].join('\n');

  test('go with the operations that can throw them; one that none names stays for all', () => {
    const result = withErrorsOfOperations(source, (operation) =>
      operation === 'First' ? ['A', 'B', 'NotThere'] : ['A'],
    );
    expect(result.match(/^n0_registry.*$/gm)).toEqual(['n0_registry.registerError(C$, C);']);
    expect(result).toContain(
      'First$ = /* @__PURE__ */ withErrors([[n0_registry, A$, A], [n0_registry, B$, B]], [9, n0',
    );
    expect(result).toContain('Second$ = /* @__PURE__ */ withErrors([[n0_registry, A$, A]], [9, n0');
  });

  test('all stay when the errors of one operation are not known', () => {
    expect(withErrorsOfOperations(source, (operation) => (operation === 'First' ? ['A'] : undefined))).toBe(source);
  });

  test("are read from a command's types", () => {
    const types = [
      ' * @throws {@link ThrottlingException} (client fault)',
      ' *  <p>Text.</p>',
      ' * @throws {@link InternalServerError} (server fault)',
      ' * @throws {@link DynamoDBServiceException}',
    ].join('\n');
    expect(documentedErrors(types)).toEqual(['ThrottlingException', 'InternalServerError']);
  });

  test.each(clients)('of %s are the same classes in a shorter form', (client) => {
    const file = sourceOf(client, 'models/errors.js');
    const shortened = withShortExceptions(file);
    expect(shortened.length).toBeLessThan(file.length * 0.8);
    // As the SDK's ServiceException: the prototype is the most derived class's, name and fault come from the options.
    class Base extends Error {
      constructor(options: { readonly name: string; readonly $fault: string; readonly message?: string }) {
        super(options.message);
        Object.setPrototypeOf(this, Base.prototype);
        Object.assign(this, { name: options.name, $fault: options.$fault });
      }
    }
    class ShortBase extends Error {
      constructor(options: { readonly name: string; readonly $fault: string; readonly message?: string }) {
        super(options.message);
        Object.assign(this, { name: options.name, $fault: options.$fault });
      }
    }
    const before = evaluate(file, { __BaseException: Base });
    const after = evaluate(shortened, { __BaseException: ShortBase });
    expect(Object.keys(after)).toEqual(Object.keys(before));
    // Every field that a class of this client takes over from its options.
    const fields = [...file.matchAll(/opts\.(?<field>\w+)/g)].map((match) => match[1] ?? '');
    const options = Object.fromEntries([...fields, 'message'].map((field) => [field, `a ${field}`]));
    for (const name of Object.keys(before)) {
      const make = (types: Record<string, unknown>): Error =>
        new (types[name] as new (given: unknown) => Error)(options);
      const [one, other] = [make(before), make(after)];
      expect(Object.getPrototypeOf(other)).toBe((after[name] as { prototype: unknown }).prototype);
      expect(other).toBeInstanceOf(ShortBase);
      expect([other.message, ...Object.entries(other)]).toEqual([one.message, ...Object.entries(one)]);
      expect((after[name] as { shapeId?: string }).shapeId).toBe((before[name] as { shapeId?: string }).shapeId);
    }
  });
});
