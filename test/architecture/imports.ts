import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** All source files below the folders, as paths from the root with forward slashes. */
export function sourceFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !path.includes('node_modules/') && !path.startsWith('console/dist/')),
  );
}

export interface ImportOf {
  readonly from: string;
  /** Path from the root for files of ours, package name for packages, `node:…` for built-ins. */
  readonly to: string;
  readonly typeOnly: boolean;
}

// A statement right behind a quote is text, such as code handed to the bundler.
const statement =
  /(?<!['"`])\b(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s+['"]([^'"]+)['"]/gm;

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What a file imports; comments are left out of account. */
export function importsIn(path: string, source: string): ImportOf[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(statement)].map((match) => {
    const specifier = (match[2] ?? match[3] ?? match[4])!;
    const to = specifier.startsWith('.')
      ? relative(root, resolve(root, dirname(path), specifier))
          .split(sep)
          .join('/')
      : specifier.startsWith('node:')
        ? specifier
        : packageName(specifier);
    return { from: path, to, typeOnly: match[1] !== undefined };
  });
}

export const readImports = (path: string): ImportOf[] => importsIn(path, readFileSync(join(root, path), 'utf8'));
