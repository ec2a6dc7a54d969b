import { build, type BuildResult, type OutputFile } from 'esbuild';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleFile, HandlerBundle, HandlerBundles } from './handler-bundle.ts';
import { reachableOutputs } from './reachable-outputs.ts';

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
const imaginedDirectory = 'dist/handlers';

async function runEsbuild(entryPoints: Readonly<Record<string, string>>): Promise<InMemoryBuild> {
  return build({
    entryPoints: { ...entryPoints },
    absWorkingDir: repositoryRoot,
    outdir: imaginedDirectory,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    // Rarely used code (credential providers above all) goes to chunks that only an `import()` loads.
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
    logLevel: 'silent',
  });
}

function writeBundle(name: string, directory: string, result: InMemoryBuild): HandlerBundle {
  const entry = `${imaginedDirectory}/${name}.mjs`;
  const { loadedStatically, loadedLazily } = reachableOutputs(result.metafile, entry);
  const contents = new Map<string, OutputFile>(result.outputFiles.map((file) => [basename(file.path), file]));
  mkdirSync(directory, { recursive: true });
  const write = (output: string): BundleFile => {
    const source = basename(output);
    const path = output === entry ? 'index.mjs' : source;
    const file = contents.get(source);
    if (file === undefined) throw new Error(`esbuild names ${output} as an output but did not return it`);
    writeFileSync(join(directory, path), file.contents);
    const map = contents.get(`${source}.map`);
    // The map keeps its name, because the last line of the script refers to it by that.
    if (map !== undefined) writeFileSync(join(directory, `${source}.map`), map.contents);
    return { path, bytes: file.contents.byteLength };
  };
  const staticFiles = loadedStatically.map(write);
  const lazyFiles = loadedLazily.map(write);
  const staticInputs: Record<string, number> = {};
  for (const output of loadedStatically) {
    for (const [input, { bytesInOutput }] of Object.entries(result.metafile.outputs[output]?.inputs ?? {})) {
      staticInputs[input] = (staticInputs[input] ?? 0) + bytesInOutput;
    }
  }
  const staticBytes = staticFiles.reduce((sum, file) => sum + file.bytes, 0);
  return { name, directory, staticFiles, lazyFiles, staticBytes, staticInputs };
}

/**
 * Bundles all handlers in one esbuild call (ten separate ones take ten times as long) and writes one folder per function,
 * each with all it needs. The same sources give the same bytes, wherever they are written.
 * Throws MissingHandlerError before anything is written when a handler has no `index.ts`.
 */
export async function bundleHandlers(options: BundleHandlersOptions): Promise<HandlerBundles> {
  const handlers = resolve(options.handlersDirectory ?? join(repositoryRoot, 'lambda/handlers'));
  const entryPoints = Object.fromEntries(options.names.map((name) => [name, join(handlers, name, 'index.ts')]));
  const missing = Object.values(entryPoints).filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new MissingHandlerError(`no such handler: ${missing.join(', ')}; every spec needs an index.ts beside it`);
  }
  const result = await runEsbuild(entryPoints);
  return new Map(
    options.names.map((name) => [name, writeBundle(name, join(resolve(options.outputDirectory), name), result)]),
  );
}
