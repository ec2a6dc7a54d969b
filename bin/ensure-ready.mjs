import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { holdLock } from './hold-lock.mjs';

/** Folder of the repository: `bin/..`. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function listAllows(list, value) {
  if (list === undefined) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((entry) => entry.startsWith('!'));
}

/** True for a package that npm leaves out on some machines, and whose absence here proves nothing. */
function mayBeAbsent(wanted, platform, architecture) {
  if (!listAllows(wanted.os, platform) || !listAllows(wanted.cpu, architecture)) return true;
  if (wanted.optional !== true) return false;
  // A binary for exactly this system must be there; which C library is in use we do not know.
  return wanted.os === undefined || wanted.cpu === undefined || wanted.libc !== undefined;
}

/**
 * Says why `node_modules` does not agree with `package-lock.json`, or undefined when it does.
 * npm records what it installed in `node_modules/.package-lock.json`.
 */
export function reasonToInstall(folder, platform = process.platform, architecture = process.arch) {
  const wanted = readPackages(join(folder, 'package-lock.json'));
  if (wanted === undefined)
    throw new Error(`package-lock.json is missing or broken in ${folder}; restore it from the repository`);
  const installed = readPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return 'nothing is installed yet';
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    if (found === undefined) {
      if (mayBeAbsent(entry, platform, architecture)) continue;
      return `${path.replace(/^.*node_modules\//, '')} is not installed`;
    }
    if (found.version !== entry.version) {
      return `${path.replace(/^.*node_modules\//, '')} is ${found.version}, wanted ${entry.version}`;
    }
    if (!existsSync(join(folder, path, 'package.json'))) return `${path} has been removed`;
  }
  return undefined;
}

/** How to call npm: the one that started us, when it did, else the one on the path. */
function npmCommand() {
  const script = process.env.npm_execpath;
  if (script !== undefined && /npm-cli\.c?js$/.test(script))
    return { command: process.execPath, first: [script], shell: false };
  return process.platform === 'win32'
    ? { command: 'npm.cmd', first: [], shell: true }
    : { command: 'npm', first: [], shell: false };
}

/** Runs `npm ci`; its output is kept and only returned. */
function npmInstall(folder) {
  const { command, first, shell } = npmCommand();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(
      command,
      [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: folder,
        shell,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const forward = (signal) => child.kill(signal);
    process.once('SIGINT', forward);
    process.once('SIGTERM', forward);
    const end = (result) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve(result);
    };
    child.on('error', (error) => end({ ok: false, output: `${command}: ${error.message}` }));
    child.on('close', (code, signal) => end({ ok: code === 0, output, signal }));
  });
}

/**
 * Makes sure that the dependencies of `package-lock.json` are installed; two processes at once wait for one another.
 * Progress goes to `say`. Returns false, after saying why, when they cannot be installed.
 */
export async function ensureReady(folder = root, say = (text) => process.stderr.write(text)) {
  if (reasonToInstall(folder) === undefined) return true;
  mkdirSync(join(folder, '.casewarden'), { recursive: true });
  const release = await holdLock(join(folder, '.casewarden', 'install.lock'), () =>
    say('casewarden: waiting for another process that installs dependencies …\n'),
  );
  try {
    const reason = reasonToInstall(folder);
    if (reason === undefined) return true;
    say(`casewarden: installing dependencies with npm ci (${reason}) …\n`);
    const began = Date.now();
    const { ok, output, signal } = await npmInstall(folder);
    if (!ok) {
      say(
        `${output.trimEnd()}\ncasewarden: dependencies could not be installed${signal ? ` (${signal})` : ''}; npm's output is above. Put that right and run the same command again.\n`,
      );
      return false;
    }
    const left = reasonToInstall(folder);
    if (left !== undefined) {
      say(`casewarden: npm ci ended well, but ${left}; check npm's settings (npm config list) for "omit".\n`);
      return false;
    }
    say(`casewarden: dependencies installed in ${Math.round((Date.now() - began) / 1000)} s\n`);
    return true;
  } finally {
    release();
  }
}
