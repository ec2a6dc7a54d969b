import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

interface EnsureReady {
  readonly reasonToInstall: (folder: string, platform?: string, architecture?: string) => string | undefined;
}
interface HoldLock {
  readonly holdLock: (path: string, onWait: () => void) => Promise<() => void>;
}

const bin = (name: string): string => fileURLToPath(new URL(`../../bin/${name}`, import.meta.url));
const { reasonToInstall } = (await import(bin('ensure-ready.mjs'))) as EnsureReady;
const { holdLock } = (await import(bin('hold-lock.mjs'))) as HoldLock;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casewarden-ready-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wanted = {
  '': { name: 'x' },
  'node_modules/zod': { version: '4.6.7' },
  'node_modules/a/node_modules/b': { version: '1.0.0' },
  'node_modules/tool-linux-x64': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
  'node_modules/tool-darwin-arm64': { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
  'node_modules/tool-linux-x64-musl': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
};
const onLinux = ['', 'node_modules/zod', 'node_modules/a/node_modules/b', 'node_modules/tool-linux-x64'];

function installed(names: readonly string[], versions: Readonly<Record<string, string>> = {}): void {
  const packages = Object.fromEntries(
    Object.entries(wanted)
      .filter(([name]) => names.includes(name))
      .map(([name, entry]) => [
        name,
        { ...entry, ...(versions[name] === undefined ? {} : { version: versions[name] }) },
      ]),
  );
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
  for (const name of names.filter((one) => one !== '')) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'package.json'), '{}');
  }
}
const reason = (): string | undefined => reasonToInstall(folder, 'linux', 'x64');

describe('dependencies are installed only when they do not agree with the lock file', () => {
  test('all there', () => {
    installed(onLinux);
    expect(reason()).toBeUndefined();
  });

  test('more than all there', () => {
    installed(Object.keys(wanted));
    expect(reason()).toBeUndefined();
  });

  test('nothing there', () => {
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    expect(reason()).toBe('nothing is installed yet');
  });

  test('an install that was cut off', () => {
    installed(onLinux);
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), '{"packages": {');
    expect(reason()).toBe('nothing is installed yet');
  });

  test('one is missing', () => {
    installed(onLinux.filter((name) => name !== 'node_modules/a/node_modules/b'));
    expect(reason()).toBe('b is not installed');
  });

  test('one is older', () => {
    installed(onLinux, { 'node_modules/zod': '4.0.0' });
    expect(reason()).toBe('zod is 4.0.0, wanted 4.6.7');
  });

  test('a folder has been removed', () => {
    installed(onLinux);
    rmSync(join(folder, 'node_modules/zod'), { recursive: true });
    expect(reason()).toBe('node_modules/zod has been removed');
  });

  test('they were installed on another system', () => {
    installed(onLinux);
    expect(reasonToInstall(folder, 'darwin', 'arm64')).toBe('tool-darwin-arm64 is not installed');
  });
});

describe('the install lock', () => {
  const path = (): string => join(folder, 'install.lock');

  test('is held by one at a time', async () => {
    const order: string[] = [];
    const release = await holdLock(path(), () => order.push('first waits'));
    const takeAfterwards = async (): Promise<void> => {
      const releaseSecond = await holdLock(path(), () => order.push('second waits'));
      order.push('second has it');
      releaseSecond();
    };
    const second = takeAfterwards();
    await new Promise((resolve) => setTimeout(resolve, 300));
    order.push('first gives it back');
    release();
    await second;
    expect(order).toEqual(['second waits', 'first gives it back', 'second has it']);
    expect(existsSync(path())).toBe(false);
  });

  test('of a process that died is taken over', async () => {
    writeFileSync(path(), 'dead');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(path(), longAgo, longAgo);
    (await holdLock(path(), () => undefined))();
    expect(existsSync(path())).toBe(false);
  });
});

test.each(['casewarden.mjs', 'task.mjs'])('%s on a Node that is too old says so in one line', async (name) => {
  const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.18.3'}})`;
  const { code, stdout, stderr } = await new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, ['--import', older, bin(name), 'test'], (error, stdout, stderr) =>
      resolve({ code: error?.code, stdout, stderr }),
    );
  });
  expect({ code, stdout, stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: 'casewarden needs Node.js 20.19 or newer; found 20.18.3. Get it from https://nodejs.org\n',
  });
});
