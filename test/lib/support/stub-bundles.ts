import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandlerBundle, HandlerBundles } from '../../../lib/bundle/handler-bundle.ts';
import { functionNames } from '../../../lib/function-specs.ts';
import { temporaryFolder } from './temporary-folder.ts';

const root = temporaryFolder();

function stub(name: string): HandlerBundle {
  const directory = join(root, name);
  mkdirSync(directory);
  const source = `export const handler = async () => ${JSON.stringify(name)};\n`;
  writeFileSync(join(directory, 'index.mjs'), source);
  const staticFiles = [{ path: 'index.mjs', bytes: source.length }];
  return { name, directory, staticFiles, lazyFiles: [], staticBytes: source.length, staticInputs: {} };
}

/** A folder of one line for every function: templates depend on bundles only by their hash. */
export const stubBundles: HandlerBundles = new Map(functionNames.map((name) => [name, stub(name)]));
