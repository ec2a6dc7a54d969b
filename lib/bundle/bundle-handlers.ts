import { build, type BuildResult, type Plugin } from 'esbuild';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleFile, HandlerBundle, HandlerBundles } from './handler-bundle.ts';
import { reachableOutputs } from './reachable-outputs.ts';
import { shrinkSdk } from './shrink-sdk.ts';

/** The repository's root: `lib/bundle/../..`. */
const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));

export interface BundleHandlersOptions {
  /** Names of the functions; each has `<handlersDirectory>/<name>/index.ts`. */
  readonly names: readonly string[];
  /** Where to write one folder per function. Give each run its own: two synths side by side must not collide. */
  readonly outputDirectory: string;
  /** @default lambda/handlers of this repository */
  readonly handlersDirectory?: string;
}

/** A handler that cannot be bundled, because it is not there. */
export class MissingHandlerError extends Error {
  override readonly name = 'MissingHandlerError';
  readonly retryable = false;
}

type InMemoryBuild = BuildResult<{ metafile: true; write: false }>;

/** Where esbuild believes it writes. Fixed, because source maps hold relative paths: equal sources give equal bytes. */
const imaginedDirectory = (name: string): string => `dist/handlers/${name}`;

/**
 * One build per handler, all at the same time in one esbuild process. A single build for all is a second faster, but
 * keeps in every function what any of them needs of a shared package (a tenth more code), and a change of one function
 * would change the others' assets.
 */
async function runEsbuild(name: string, entryPoint: string, plugin: Plugin): Promise<InMemoryBuild> {
  return build({
    entryPoints: { index: entryPoint },
    absWorkingDir: repositoryRoot,
    outdir: imaginedDirectory(name),
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    // Rarely used code goes to chunks that only an `import()` loads.
    splitting: true,
    platform: 'node',
    // Lambda runs Node 24; code for 22 also runs on the Node 20 of a developer, where the sandbox runs the same bundle.
    target: 'node22',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    chunkNames: 'chunk-[hash]',
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    plugins: [plugin],
    logLevel: 'silent',
  });
}

function writeBundle(name: string, directory: string, result: InMemoryBuild): HandlerBundle {
  const { outputs } = result.metafile;
  const { loadedStatically, loadedLazily } = reachableOutputs(result.metafile, `${imaginedDirectory(name)}/index.mjs`);
  mkdirSync(directory, { recursive: true });
  // A module that turns out to be unused may leave an output behind that nothing loads.
  const reachable = new Set([...loadedStatically, ...loadedLazily].map((output) => basename(output)));
  for (const { path, contents } of result.outputFiles) {
    if (reachable.has(basename(path, '.map'))) writeFileSync(join(directory, basename(path)), contents);
  }
  const toFile = (output: string): BundleFile => ({ path: basename(output), bytes: outputs[output]?.bytes ?? 0 });
  const staticFiles = loadedStatically.map(toFile);
  const staticInputs: Record<string, number> = {};
  for (const output of loadedStatically) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[output]?.inputs ?? {})) {
      staticInputs[input] = (staticInputs[input] ?? 0) + bytesInOutput;
    }
  }
  const staticBytes = staticFiles.reduce((sum, file) => sum + file.bytes, 0);
  return { name, directory, staticFiles, lazyFiles: loadedLazily.map(toFile), staticBytes, staticInputs };
}

/**
 * Bundles handlers and writes one folder per function, each with all it needs. The same sources give the same bytes,
 * wherever they are written. Throws MissingHandlerError before anything is written when a handler has no `index.ts`.
 */
export async function bundleHandlers(options: BundleHandlersOptions): Promise<HandlerBundles> {
  const handlers = resolve(options.handlersDirectory ?? join(repositoryRoot, 'lambda/handlers'));
  const entryPoints = options.names.map((name) => [name, join(handlers, name, 'index.ts')] as const);
  const missing = entryPoints.map(([, path]) => path).filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new MissingHandlerError(`no such handler: ${missing.join(', ')}; every spec needs an index.ts beside it`);
  }
  const plugin = shrinkSdk();
  const results = await Promise.all(
    entryPoints.map(async ([name, path]) => [name, await runEsbuild(name, path, plugin)] as const),
  );
  const outputDirectory = resolve(options.outputDirectory);
  return new Map(results.map(([name, result]) => [name, writeBundle(name, join(outputDirectory, name), result)]));
}
