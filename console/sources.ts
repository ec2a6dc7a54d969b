import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The folder with the built page, which is part of the repository. */
export const builtPage = join(root, 'console', 'dist');

/** Says from which sources the page was built. */
export const builtFromFile = join(builtPage, 'built-from.json');

/** Packages whose code ends up in the page. */
const bundled = /^(react|react-dom|wouter|vite|@vitejs\/|@cloudscape-design\/|@tanstack\/|@dagrejs\/|@fontsource)/;

/** Digest of all that the built page is made of: another digest, another page. */
export function digestOfSources(): string {
  const folders = ['console/src', 'console/public'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const all = [...files, join(root, 'console/index.html'), join(root, 'console/vite.config.ts')];
  const hash = createHash('sha256');
  const named = all.map((path) => ({ path, name: relative(root, path).split(sep).join('/') }));
  for (const { path, name } of named.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    // Line ends may differ where the repository was checked out on Windows.
    hash.update(`${name}\n${readFileSync(path, 'utf8').replaceAll('\r\n', '\n')}\n`);
  }
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const versions = Object.entries(devDependencies).filter(([name]) => bundled.test(name));
  hash.update(JSON.stringify(versions.sort(([one], [other]) => (one < other ? -1 : 1))));
  return hash.digest('hex');
}
