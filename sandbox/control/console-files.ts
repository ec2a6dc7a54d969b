import { readFileSync, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the web console lies on the loopback port. */
export const consolePath = '/_casewarden/console/';

const builtConsole = fileURLToPath(new URL('../../console/dist', import.meta.url));

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json; charset=utf-8',
};

/**
 * What the page may do: nothing but its own files and this sandbox. Cloudscape's style sheet has its fonts inside and writes
 * styles of elements, hence `data:` and `'unsafe-inline'` for styles; scripts come from files only.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Hands out the built web console. */
export interface ConsoleFiles {
  /** Answers a request under `consolePath`; false when there is no such file. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

/** @param directory what `npm run build-console` wrote; only files found in it at the start are ever read */
export function createConsoleFiles(directory: string = builtConsole): ConsoleFiles {
  let known: ReadonlyMap<string, string> | undefined;
  const files = (): ReadonlyMap<string, string> => (known ??= filesIn(directory));

  return {
    handle(request, response) {
      const path = (request.url ?? '').split('?', 1)[0]!;
      if (!path.startsWith(consolePath) || !['GET', 'HEAD'].includes(request.method ?? '')) return false;
      const name = path.slice(consolePath.length) || 'index.html';
      const file = files().get(name);
      if (file === undefined) return false;
      response.writeHead(200, {
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        // Names under assets/ change with their content.
        'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
      response.end(request.method === 'HEAD' ? undefined : readFileSync(file));
      return true;
    },
  };
}

/** Every file of the folder by its path in an address. */
function filesIn(directory: string): ReadonlyMap<string, string> {
  if (statSync(directory, { throwIfNoEntry: false }) === undefined) return new Map();
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(directory, path).split(sep).join('/'), path]));
}
