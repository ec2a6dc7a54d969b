import { build, type Plugin } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { editedSources, repositoryRoot, type Edit } from './mutant.ts';

const player = fileURLToPath(new URL('player.ts', import.meta.url));

/**
 * Bundles the simulator with the product as the edits make it.
 * @param outfile a file that ends in `.mjs` @throws MutantOutdatedError, or what esbuild says when it does not build
 */
export async function buildPlayer(edits: readonly Edit[], outfile: string): Promise<void> {
  const plugin = edited(edits);
  await build({
    entryPoints: [player],
    absWorkingDir: repositoryRoot,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    plugins: [plugin],
    logLevel: 'silent',
  });
}

/** An esbuild plugin that loads the edited files in place of those on disk, which stay as they are. */
function edited(edits: readonly Edit[]): Plugin {
  const sources = editedSources(edits);
  return {
    name: 'edited',
    setup(setUp) {
      setUp.onLoad({ filter: /[\\/]lambda[\\/].*\.ts$/ }, ({ path }) => {
        const contents = sources.get(path);
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  };
}
