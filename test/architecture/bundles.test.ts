import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleHandlers } from '../../lib/bundle/bundle-handlers.ts';
import { bundleOf, type HandlerBundles } from '../../lib/bundle/handler-bundle.ts';
import { functionNames } from '../../lib/function-specs.ts';
import { sharedBundles } from '../support/shared-bundles.ts';
import { temporaryFolder } from '../lib/support/temporary-folder.ts';
import { ceilingOf, faultsOf, outsideImports, type BundleLimit } from './bundle-rules.ts';

/**
 * When a bundle outgrows its ceiling: see what came in (`staticInputs`), take out what is not needed, and only then measure
 * anew. The goal is a third of the same handler bundled naively; `npm run bench` prints where each stands.
 */
const limits: Readonly<Record<string, BundleLimit>> = {
  advance: { measuredBytes: 265_998, clients: ['dynamodb', 'eventbridge', 'sqs'] },
  'dispatch-case-items': { measuredBytes: 241_030, clients: ['connectcases', 'dynamodb', 'sqs'] },
  'dispatch-case-update': { measuredBytes: 238_399, clients: ['connectcases', 'dynamodb', 'sqs'] },
  'dispatch-mail': { measuredBytes: 254_195, clients: ['connectcases', 'dynamodb', 'sesv2', 'sqs'] },
  'dispatch-slack': { measuredBytes: 251_853, clients: ['connectcases', 'dynamodb', 'secrets-manager', 'sqs'] },
  'dispatch-task': { measuredBytes: 252_156, clients: ['connect', 'connectcases', 'dynamodb', 'sqs'] },
  'ensure-case-schema': { measuredBytes: 164_382, clients: ['connectcases'] },
  'ensure-instance': { measuredBytes: 190_890, clients: ['connect', 'connectcases', 'customer-profiles'] },
  erase: { measuredBytes: 182_076, clients: ['dynamodb'] },
  explain: { measuredBytes: 263_081, clients: ['dynamodb'] },
  'link-contacts': { measuredBytes: 181_481, clients: ['dynamodb', 'sqs'] },
  redrive: { measuredBytes: 207_869, clients: ['dynamodb', 'sqs'] },
  'refresh-hours': { measuredBytes: 221_518, clients: ['connect', 'dynamodb', 'sqs'] },
  'sink-salesforce': { measuredBytes: 185_808, clients: ['dynamodb', 'secrets-manager'] },
  // Its client of S3 comes with a chunk that only the run which makes the statement of the day loads.
  statement: {
    measuredBytes: 275_202,
    clients: ['connect', 'dynamodb', 'eventbridge', 'secrets-manager'],
    speaksXml: true,
  },
  'store-policy': { measuredBytes: 163_460, clients: ['dynamodb'] },
  'sweep-cases': { measuredBytes: 230_324, clients: ['connectcases', 'dynamodb', 'sqs'] },
  'sweep-slas': { measuredBytes: 213_604, clients: ['connectcases', 'dynamodb', 'sqs'] },
  tick: { measuredBytes: 189_404, clients: ['dynamodb', 'sqs'] },
};

describe('the bundle of', () => {
  let bundles: HandlerBundles = new Map();
  beforeAll(async () => {
    bundles = await sharedBundles();
  });

  test('each function has a limit, and each limit a function', () => {
    expect(Object.keys(limits).sort()).toEqual([...functionNames].sort());
  });

  test.each(Object.entries(limits))('%s stays below its ceiling and holds only what it needs', (name, limit) => {
    expect(faultsOf(bundleOf(bundles, name), limit)).toEqual([]);
  });

  test.each(Object.keys(limits))('%s imports nothing but what Node has built in', async (name) => {
    const imports = await outsideImports(bundleOf(bundles, name));
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((path) => !path.startsWith('node:'))).toEqual([]);
  });
});

describe('the check of bundles', () => {
  /** A handler that does what none should. */
  async function wastefulBundle(): Promise<HandlerBundles> {
    const handlers = temporaryFolder();
    const repository = fileURLToPath(new URL('../../', import.meta.url));
    const write = (path: string, source: string): void => {
      mkdirSync(join(handlers, path, '..'), { recursive: true });
      writeFileSync(join(handlers, path), source);
    };
    const from = (path: string): string => JSON.stringify(join(repository, path));
    write(
      'advance/index.ts',
      `import { ConnectCasesClient } from ${from('node_modules/@aws-sdk/client-connectcases/dist-es/index.js')};
       import { string } from ${from('node_modules/zod/v4/classic/index.js')};
       import { reachableOutputs } from ${from('lib/bundle/reachable-outputs.ts')};
       import { runTick } from ${from('lambda/handlers/tick/run.ts')};
       export const handler = async () => [new ConnectCasesClient({ maxAttempts: 1 }), string(), reachableOutputs, runTick];`,
    );
    return bundleHandlers({ names: ['advance'], handlersDirectory: handlers, outputDirectory: temporaryFolder() });
  }

  test('finds what is too much, and what is not there', async () => {
    const bundle = bundleOf(await wastefulBundle(), 'advance');
    const faults = faultsOf(bundle, { measuredBytes: 1000, clients: ['dynamodb'] });
    for (const expected of [
      `advance loads ${bundle.staticBytes} bytes, more than 1050 (measured 1000 plus 5 %)`,
      'lib/bundle/reachable-outputs.ts: not code of functions',
      "lambda/handlers/tick/run.ts: another function's",
      'client-connectcases: this function calls no such service',
      'client-dynamodb: expected, but not there',
    ]) {
      expect(faults).toContain(expected);
    }
    expect(faults.some((fault) => fault.startsWith('node_modules/zod/v4/classic/'))).toBe(true);
  });

  test('allows a twentieth more than was measured, and not a byte beyond', () => {
    const limit = { measuredBytes: 2000, clients: [] };
    const bundle = { name: 'advance', directory: '', staticFiles: [], lazyFiles: [], staticInputs: {} };
    expect(ceilingOf(limit)).toBe(2100);
    expect(faultsOf({ ...bundle, staticBytes: 2100 }, limit)).toEqual([]);
    expect(faultsOf({ ...bundle, staticBytes: 2101 }, limit)).toHaveLength(1);
  });

  test.each([
    ['a package', `import { z } from 'zod/mini'; export const handler = async () => z;`, ['zod/mini']],
    ['a package that only an import() loads', `export const handler = async () => import('yaml');`, ['yaml']],
    [
      'a built-in under its short name',
      `import { join } from 'path'; export const handler = async () => join;`,
      ['path'],
    ],
    ['a package of a chunk', `export const handler = async () => import('./chunk.mjs');`, ['yaml']],
    ['a built-in', `import { join } from 'node:path'; export const handler = async () => join;`, ['node:path']],
  ])('sees that a file imports %s', async (_, source, expected) => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, 'index.mjs'), source);
    writeFileSync(join(directory, 'chunk.mjs'), `import 'yaml';`);
    const bundle = { name: 'x', directory, staticFiles: [], lazyFiles: [], staticBytes: 0, staticInputs: {} };
    expect(await outsideImports(bundle)).toEqual(expected);
  });
});
