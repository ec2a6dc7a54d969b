import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consolePath } from '../../../sandbox/control/console-files.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';
import { temporaryFolder } from '../../lib/support/temporary-folder.ts';

const secret = 'not for the browser';
let sandbox: Sandbox;

beforeAll(async () => {
  const around = temporaryFolder();
  const directory = join(around, 'dist');
  mkdirSync(join(directory, 'assets'), { recursive: true });
  writeFileSync(join(around, 'secret.txt'), secret);
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>the console</title>');
  for (const name of ['app-1a2b.js', 'app-1a2b.css', 'font-1a2b.woff2', 'notes.bin'])
    writeFileSync(join(directory, 'assets', name), `content of ${name}`);
  writeFileSync(join(directory, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(directory, 'built-from.json'), '{}');
  symlinkSync(join(around, 'secret.txt'), join(directory, 'linked.txt'));
  sandbox = await startSandbox({ consoleDirectory: directory });
});
afterAll(() => sandbox.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends the path as it stands; `fetch` would tidy it up first. */
const ask = (path: string, method = 'GET') =>
  new Promise<Answer>((resolve, reject) => {
    request({ host: '127.0.0.1', port: sandbox.port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });

test.each([
  ['', 'text/html; charset=utf-8', 'no-cache'],
  ['index.html', 'text/html; charset=utf-8', 'no-cache'],
  ['icon.svg', 'image/svg+xml', 'no-cache'],
  ['built-from.json', 'application/json; charset=utf-8', 'no-cache'],
  ['assets/app-1a2b.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['assets/app-1a2b.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
  ['assets/font-1a2b.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
  ['assets/notes.bin', 'application/octet-stream', 'public, max-age=31536000, immutable'],
])('%s comes as what it is, and is kept as long as its name allows', async (name, type, kept) => {
  const { status, headers, body } = await ask(`${consolePath}${name}`);
  expect(status).toBe(200);
  expect(body).not.toBe('');
  expect(headers).toMatchObject({ 'content-type': type, 'cache-control': kept, 'x-content-type-options': 'nosniff' });
});

test('an address with a query is that of its file', async () => {
  expect(await ask(`${consolePath}index.html?from=mail`)).toMatchObject({ status: 200 });
});

test('the page may load nothing but its own files, and be framed by nobody', async () => {
  const { headers } = await ask(consolePath);
  const policy = new Map(
    (headers['content-security-policy'] as string).split('; ').map((rule) => {
      const [name, ...sources] = rule.split(' ');
      return [name, sources] as const;
    }),
  );
  expect(policy.get('default-src')).toEqual(["'none'"]);
  expect(policy.get('script-src')).toEqual(["'self'"]);
  expect(policy.get('connect-src')).toEqual(["'self'"]);
  expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  expect(policy.get('form-action')).toEqual(["'none'"]);
  expect(policy.get('base-uri')).toEqual(["'none'"]);
  const allowed = new Set(["'none'", "'self'", "'unsafe-inline'", 'data:']);
  expect([...policy.values()].flat().filter((source) => !allowed.has(source))).toEqual([]);
  expect(headers['referrer-policy']).toBe('no-referrer');
});

test('HEAD answers as GET does, without the content', async () => {
  const get = await ask(`${consolePath}icon.svg`);
  const head = await ask(`${consolePath}icon.svg`, 'HEAD');
  expect(head).toMatchObject({ status: 200, body: '' });
  expect(head.headers['content-type']).toBe(get.headers['content-type']);
  expect(head.headers['content-security-policy']).toBe(get.headers['content-security-policy']);
});

describe('no file is handed out for', () => {
  test.each([
    'missing.js',
    'assets',
    'assets/',
    '../secret.txt',
    '../../secret.txt',
    'assets/../../secret.txt',
    '..%2fsecret.txt',
    '..%5csecret.txt',
    '%2e%2e/secret.txt',
    '%2e%2e%2fsecret.txt',
    '..%252fsecret.txt',
    'index.html%00',
    'index.html%00.js',
    '/etc/passwd',
    'linked.txt',
    'toString',
    '__proto__',
  ])('%s', async (name) => {
    const { status, body } = await ask(`${consolePath}${name}`);
    expect(status).toBe(404);
    expect(body).not.toContain(secret);
    expect(body).not.toContain('the console');
  });

  test.each(['POST', 'PUT', 'DELETE'])('the method %s', async (method) => {
    const { status, body } = await ask(`${consolePath}index.html`, method);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toContain('the console');
  });
});

test('a sandbox without a built page has none to hand out', async () => {
  const bare = await startSandbox({ consoleDirectory: join(temporaryFolder(), 'missing') });
  try {
    const response = await fetch(`${bare.endpoint}${consolePath}`);
    expect(response.status).toBe(404);
  } finally {
    await bare.close();
  }
});
