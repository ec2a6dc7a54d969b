import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Run {
  readonly status: number | null;
  readonly stderr: string;
  readonly outdir: string;
  readonly temporary: string;
}

/** Runs the app as the CDK's command line does, without credentials, home or a way to the network. */
async function runApp(context: Record<string, string> = {}): Promise<Run> {
  const [outdir, temporary] = [temporaryFolder(), temporaryFolder()];
  const child = spawn(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: temporary,
      TMPDIR: temporary,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      HTTPS_PROXY: 'http://127.0.0.1:9',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, stderr, outdir, temporary };
}

const contentsOf = (directory: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(directory.length), readFileSync(path, 'latin1')]),
  );

describe('the CDK app', () => {
  test('passes every check, twice at once, with the same assembly, which names no folder of the machine, and nothing left behind', async () => {
    const [one, other] = await Promise.all([runApp(), runApp()]);
    for (const { status, stderr, temporary } of [one, other]) {
      expect(stderr).toBe('');
      expect(status).toBe(0);
      expect(readdirSync(temporary).filter((name) => name.startsWith('casewarden'))).toEqual([]);
    }
    const contents = contentsOf(one.outdir);
    expect(contents).toEqual(contentsOf(other.outdir));
    expect(Object.keys(contents).filter((path) => path.endsWith('/index.mjs'))).toHaveLength(16);
    const report = JSON.parse(contents['/validation-report.json'] ?? '{}') as { pluginReports?: unknown[] };
    expect(report.pluginReports).toEqual([]);
    for (const [path, text] of Object.entries(contents)) {
      // Where a construct was made, for reports of checks; stays on the machine.
      if (path.endsWith('.metadata.json')) continue;
      expect(text.includes(root) || text.includes(one.temporary), path).toBe(false);
    }
  }, 240_000);

  test.each([
    ['a policy file with an unknown key', 'version: 1\ncolour: red\n', /policy\.yaml:2:1: unknown key "colour"/],
    ['an empty policy file', '', /policy\.yaml:1:1: /],
  ])('refuses %s with its place, status 1, no stack trace and no assembly', async (_what, source, message) => {
    const policyPath = join(temporaryFolder(), 'policy.yaml');
    writeFileSync(policyPath, source);
    const { status, stderr, outdir } = await runApp({ 'casewarden-policyPath': policyPath });
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(outdir)).toEqual([]);
  });

  test('refuses a setting that cannot be used the same way', async () => {
    const { status, stderr, outdir } = await runApp({ 'casewarden-stage': 'Not A Stage' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^setting stage: found "Not A Stage"; allowed: /);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(outdir)).toEqual([]);
  });
});
