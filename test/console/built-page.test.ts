import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, normalize, relative, sep } from 'node:path';
import { expect, test } from 'vitest';
import { builtFromFile, builtPage, digestOfSources } from '../../console/sources.ts';

const next = 'console/dist is not built from these sources: run npm run build-console and commit console/dist';

const files = (): readonly string[] =>
  readdirSync(builtPage, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(builtPage, join(entry.parentPath, entry.name)).split(sep).join('/'));

const read = (name: string): string => readFileSync(join(builtPage, name), 'utf8');

/** What a file makes the browser fetch, as it is written there. */
const references: Readonly<Record<string, readonly RegExp[]>> = {
  '.html': [/\b(?:src|href)="([^"]+)"/g],
  '.css': [/\burl\(\s*["']?([^"')]+)/g, /@import\s+["']([^"']+)/g],
  '.js': [
    // A static or dynamic import, and what the bundler lists to be fetched ahead.
    /\bfrom\s*["'`](\.[^"'`]+)["'`]/g,
    /\bimport\s*\(?\s*["'`](\.[^"'`]+)["'`]/g,
    /["'`]((?:\.\/)?assets\/[\w.-]+)["'`]/g,
  ],
};

function referencesIn(name: string): readonly string[] {
  const text = read(name);
  return (references[extname(name)] ?? []).flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));
}

test('the page that is shipped is built from the sources that are shipped', () => {
  expect(existsSync(builtFromFile), next).toBe(true);
  const { digest } = JSON.parse(readFileSync(builtFromFile, 'utf8')) as { readonly digest: string };
  expect(digest, next).toBe(digestOfSources());
});

test('every file that the page names is there', () => {
  const all = files();
  expect(all).toContain('index.html');
  const missing = all.flatMap((name) =>
    referencesIn(name)
      .filter((reference) => !/^(data:|#|https?:)/.test(reference))
      .map((reference) => (reference.startsWith('assets/') ? reference : join(dirname(name), reference)))
      .map((path) => normalize(path.split(/[?#]/, 1)[0]!).split(sep).join('/'))
      .filter((path) => statSync(join(builtPage, path), { throwIfNoEntry: false })?.isFile() !== true)
      .map((path) => `${name} names ${path}`),
  );
  expect(missing).toEqual([]);
});

test('scripts, styles and fonts are found in the page, so that the check above has something to check', () => {
  const found = files().flatMap((name) => referencesIn(name).map((reference) => extname(reference)));
  for (const kind of ['.js', '.css', '.woff2']) expect(found, kind).toContain(kind);
});

test('nothing is fetched from another host', () => {
  const outside = files().flatMap((name) =>
    referencesIn(name)
      .filter((reference) => /^(https?:)?\/\//.test(reference))
      .map((reference) => `${name} fetches ${reference}`),
  );
  expect(outside).toEqual([]);
  // In scripts: what would fetch an address that is written there.
  const fetching =
    /(?:fetch|import|importScripts|new EventSource|new WebSocket|new Worker)\s*\(\s*["'`](?:https?:|wss?:)?\/\//;
  expect(files().filter((name) => name.endsWith('.js') && fetching.test(read(name)))).toEqual([]);
});

test('all addresses are relative, so that the page works wherever it lies', () => {
  expect(referencesIn('index.html').filter((reference) => !reference.startsWith('./'))).toEqual([]);
});
