import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { bundleHandlers } from '../../lib/bundle/bundle-handlers.ts';
import type { HandlerBundle, HandlerBundles } from '../../lib/bundle/handler-bundle.ts';
import { functionNames } from '../../lib/function-specs.ts';
import { oncePerRun } from './once-per-run.ts';

/** The real bundles of every function, made once in a run of the tests. To be read only. */
export async function sharedBundles(): Promise<HandlerBundles> {
  const root = inject('temporaryRoot');
  const list = join(root, 'bundles.json');
  await oncePerRun(root, 'bundle-handlers', async () => {
    const bundles = await bundleHandlers({ names: functionNames, outputDirectory: join(root, 'bundles') });
    writeFileSync(list, JSON.stringify([...bundles]));
  });
  return new Map(JSON.parse(readFileSync(list, 'utf8')) as [string, HandlerBundle][]);
}
