import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadAssembly } from '../../../sandbox/assembly/load-assembly.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'casewarden-test-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

const stack = (name: string, dependencies: string[] = []) => ({
  type: 'aws:cloudformation:stack',
  dependencies,
  properties: { templateFile: `${name}.template.json` },
});

test('stacks come in the order of their dependencies, assets by their key', () => {
  write('manifest.json', {
    version: '55.0.0',
    artifacts: {
      Second: stack('Second', ['First', 'Second.assets']),
      'Second.assets': { type: 'cdk:asset-manifest', properties: { file: 'Second.assets.json' } },
      First: stack('First'),
      Tree: { type: 'cdk:tree' },
    },
  });
  write('Second.assets.json', {
    files: { a: { source: { path: 'asset.a' }, destinations: { d: { bucketName: 'b', objectKey: 'a.zip' } } } },
  });
  for (const name of ['First', 'Second']) write(`${name}.template.json`, { Resources: {} });
  const assembly = loadAssembly(folder);
  expect(assembly.stacks.map(({ name }) => name)).toEqual(['First', 'Second']);
  expect(assembly.assets.get('a.zip')).toEqual({ bucketName: 'b', path: join(folder, 'asset.a') });
});

test.each<[string, () => void, RegExp]>([
  ['an empty folder', () => undefined, /cannot read .*manifest\.json: is it a folder written by "cdk synth"\?/],
  ['a manifest that is no JSON', () => write('manifest.json', '{'), /is not what "cdk synth" writes/],
  ['no stack', () => write('manifest.json', { version: '55.0.0', artifacts: {} }), /holds no stack/],
  [
    'a template that is gone',
    () => write('manifest.json', { version: '55.0.0', artifacts: { S: stack('S') } }),
    /stack S has no template/,
  ],
  [
    'a template with a transform',
    () => {
      write('manifest.json', { version: '55.0.0', artifacts: { S: stack('S') } });
      write('S.template.json', { Transform: 'AWS::Serverless-2016-10-31', Resources: {} });
    },
    /template of stack S cannot be deployed: .*Transform/,
  ],
])('%s is refused in words', (_name, prepare, message) => {
  prepare();
  expect(() => loadAssembly(folder)).toThrow(message);
});
