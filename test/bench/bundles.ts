import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleHandlers } from '../../lib/bundle/bundle-handlers.ts';
import { functionSpecs } from '../../lib/function-specs.ts';
import { root } from '../architecture/imports.ts';
import { environmentOf } from './environment-of.ts';
import { kilobytes, ratio, spreadOf, table } from './figures.ts';

/**
 * Loads one module in a fresh process and answers how many milliseconds its evaluation took there. Before it comes to the
 * handler, Lambda's runtime has started Node's module loader, since it consists of modules itself, and has loaded node:http
 * to ask for events. Both are done before the clock starts, for both forms alike.
 * Source: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client (src/function/module-loader.ts,
 * src/client/rapid-client.ts)
 */
const probe = `
const { performance } = require('node:perf_hooks');
require('node:http');
const [, form, target] = process.argv;
import('data:text/javascript,').then(async () => {
  const start = performance.now();
  if (form === 'module') await import(target); else require(target);
  console.log(performance.now() - start);
});
`;

function loadMilliseconds(
  form: 'module' | 'commonjs',
  target: string,
  environment: Readonly<Record<string, string>>,
): number {
  const printed = execFileSync(process.execPath, ['-e', probe, form, target], {
    env: {
      ...environment,
      PATH: process.env['PATH'],
      AWS_REGION: 'ap-northeast-1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    encoding: 'utf8',
  });
  return Number(printed.trim().split('\n').at(-1));
}

/** Bundles one handler as one would without a thought: CommonJS, one file, minified. */
async function bundleNaively(name: string, directory: string): Promise<string> {
  const outfile = join(directory, `${name}.cjs`);
  await build({
    entryPoints: [join(root, 'lambda/handlers', name, 'index.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
  return outfile;
}

/**
 * Per handler: JavaScript loaded before its first line, and the time that loading takes, against the same handler bundled
 * naively. Both forms are timed alternately in this one run; figures are medians.
 */
export async function benchBundles(directory: string, rounds: number): Promise<string> {
  const names = functionSpecs.map((spec) => spec.name);
  const bundles = await bundleHandlers({ names, outputDirectory: join(directory, 'handlers') });
  const rows = [['function', 'static', 'naive', 'ratio', 'load ms', 'naive ms', 'ratio']];
  for (const spec of functionSpecs) {
    const bundle = bundles.get(spec.name)!;
    const naive = await bundleNaively(spec.name, directory);
    const environment = environmentOf(spec);
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(loadMilliseconds('module', pathToFileURL(join(bundle.directory, 'index.mjs')).href, environment));
      theirs.push(loadMilliseconds('commonjs', naive, environment));
    }
    const naiveBytes = statSync(naive).size;
    const [load, naiveLoad] = [spreadOf(ours).median, spreadOf(theirs).median];
    rows.push([
      spec.name,
      kilobytes(bundle.staticBytes),
      kilobytes(naiveBytes),
      ratio(bundle.staticBytes / naiveBytes),
      load.toFixed(1),
      naiveLoad.toFixed(1),
      ratio(load / naiveLoad),
    ]);
  }
  return table(rows);
}
