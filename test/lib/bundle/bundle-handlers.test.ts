import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bundleHandlers, MissingHandlerError } from '../../../lib/bundle/bundle-handlers.ts';
import { bundleOf } from '../../../lib/bundle/handler-bundle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Two handlers that share a module; the first loads another only when asked. */
function handlers(): string {
  const root = temporaryFolder();
  const write = (path: string, source: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), source);
  };
  write('shared.ts', `export const shared = (text: string): string => 'shared with ' + text;`);
  write('rare.ts', `export const rare = (): string => 'rarely used';`);
  write(
    'first/index.ts',
    `import { shared } from '../shared.ts';
     export const handler = async (event: { rare: boolean }): Promise<string> =>
       event.rare ? (await import('../rare.ts')).rare() : shared('first');`,
  );
  write(
    'second/index.ts',
    `import { shared } from '../shared.ts'; export const handler = async (): Promise<string> => shared('second');`,
  );
  return root;
}

const contentsOf = (directory: string): Record<string, string> =>
  Object.fromEntries(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]));

describe('bundles', () => {
  test('hold all a function needs in its own folder, as Lambda finds it', async () => {
    const bundles = await bundleHandlers({
      names: ['first', 'second'],
      handlersDirectory: handlers(),
      outputDirectory: temporaryFolder(),
    });
    for (const [name, expected] of [
      ['first', 'shared with first'],
      ['second', 'shared with second'],
    ] as const) {
      const { directory } = bundleOf(bundles, name);
      const { handler } = (await import(pathToFileURL(join(directory, 'index.mjs')).href)) as {
        handler: (event: object) => Promise<string>;
      };
      expect(await handler({ rare: false })).toBe(expected);
    }
  });

  test('keep what only an import() needs out of what is loaded at start', async () => {
    const bundles = await bundleHandlers({
      names: ['first', 'second'],
      handlersDirectory: handlers(),
      outputDirectory: temporaryFolder(),
    });
    const first = bundleOf(bundles, 'first');
    expect(Object.keys(first.staticInputs).some((path) => path.endsWith('rare.ts'))).toBe(false);
    expect(first.lazyFiles.length).toBeGreaterThan(0);
    expect(bundleOf(bundles, 'second').lazyFiles).toEqual([]);
    const { handler } = (await import(pathToFileURL(join(first.directory, 'index.mjs')).href)) as {
      handler: (event: object) => Promise<string>;
    };
    expect(await handler({ rare: true })).toBe('rarely used');
  });

  test('count the bytes that are loaded at start', async () => {
    const bundles = await bundleHandlers({
      names: ['first'],
      handlersDirectory: handlers(),
      outputDirectory: temporaryFolder(),
    });
    const { directory, staticFiles, staticBytes } = bundleOf(bundles, 'first');
    const onDisk = staticFiles.map(({ path }) => statSync(join(directory, path)).size);
    expect(staticFiles.map(({ bytes }) => bytes)).toEqual(onDisk);
    expect(staticBytes).toBe(onDisk.reduce((sum, size) => sum + size, 0));
    expect(staticFiles.map(({ path }) => path)).toContain('index.mjs');
  });

  test('are the same bytes wherever they are written', async () => {
    const handlersDirectory = handlers();
    const [one, other] = await Promise.all(
      [temporaryFolder(), join(temporaryFolder(), 'deeper', 'still')].map(async (outputDirectory) =>
        bundleHandlers({ names: ['first', 'second'], handlersDirectory, outputDirectory }),
      ),
    );
    for (const name of ['first', 'second']) {
      expect(contentsOf(bundleOf(one ?? new Map(), name).directory)).toEqual(
        contentsOf(bundleOf(other ?? new Map(), name).directory),
      );
    }
  });

  test('are not made when a handler is missing, and the message names it', async () => {
    const outputDirectory = temporaryFolder();
    const bundling = bundleHandlers({
      names: ['first', 'absent'],
      handlersDirectory: handlers(),
      outputDirectory,
    });
    await expect(bundling).rejects.toThrow(MissingHandlerError);
    await expect(bundling).rejects.toThrow(/absent.index\.ts; every spec needs an index\.ts/);
    expect(readdirSync(outputDirectory)).toEqual([]);
  });

  test('asking for one that was not made names those that were', () => {
    expect(() => bundleOf(new Map(), 'advance')).toThrow('no bundle for function advance; bundled are: none');
  });
});
