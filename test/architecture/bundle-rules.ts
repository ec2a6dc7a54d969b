import { build } from 'esbuild';
import { join } from 'node:path';
import type { HandlerBundle } from '../../lib/bundle/handler-bundle.ts';

/** What one function's bundle may be. */
export interface BundleLimit {
  /** JavaScript loaded before the handler's first line, as measured when this was last looked at. */
  readonly measuredBytes: number;
  /** The AWS clients that this function calls, without `@aws-sdk/client-`. */
  readonly clients: readonly string[];
  /** A client that comes in a chunk of its own speaks XML, and shares what that takes with the rest. */
  readonly speaksXml?: true;
}

/** A bundle may grow by a twentieth before somebody has to look why. */
export const ceilingOf = ({ measuredBytes }: BundleLimit): number => Math.floor(measuredBytes * 1.05);

/** What no function needs, and why it would be an accident. */
const unwanted: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^(?:lib|sandbox|cli|bin|test)\//, 'not code of functions'],
  [/node_modules\/(?:aws-cdk-lib|constructs|yaml)\//, 'for synthesis only'],
  [/node_modules\/zod\/v4\/(?:classic|locales)\//, 'functions use zod/mini, whose messages nobody reads'],
  [/node_modules\/zod\/v4\/core\/(?:to-json-schema|json-schema-.*)\.js/, 'writes schemas, for editors'],
  [/node_modules\/zod\/(?:v3|v4\/core\/compile\.js)/, 'not asked for'],
  [/credential-provider-(?!env\/)/, 'credentials come from the environment'],
  [/@aws-sdk\/(?:nested-clients|token-providers)\//, 'credentials come from the environment'],
  [/shared-ini-file-loader/, 'settings come from the environment'],
  [/@aws-sdk\/(?:lib-dynamodb|util-dynamodb)\//, 'layers that no adapter uses'],
  [/submodules\/(?:cbor|event-streams)\/|eventstream/, 'protocols that no operation uses'],
  [/signature-v4a|mnemonist|endpoint-cache|bowser/, 'parts of the SDK that never run in a function'],
  [/retry\/util-retry\/\w+Strategy\.js/, 'clients make one attempt'],
  [/@aws-lambda-powertools\//, 'logs are one JSON object a line'],
];

/** XML is S3's, and one function calls it. */
const xml = /@aws-sdk\/xml-builder\//;

const clientOf = (input: string): string | undefined =>
  /@aws-sdk\/client-(?<name>[a-z0-9-]+)\//.exec(input)?.groups?.['name'];
const handlerOf = (input: string): string | undefined =>
  /^lambda\/handlers\/(?<name>[a-z0-9-]+)\//.exec(input)?.groups?.['name'];

/** Everything in which a bundle is not what its limit allows; empty for a good one. */
export function faultsOf(bundle: HandlerBundle, limit: BundleLimit): readonly string[] {
  const faults: string[] = [];
  const ceiling = ceilingOf(limit);
  if (bundle.staticBytes > ceiling) {
    faults.push(
      `${bundle.name} loads ${bundle.staticBytes} bytes, more than ${ceiling} (measured ${limit.measuredBytes} plus 5 %)`,
    );
  }
  // An input of which nothing was kept is listed with 0 bytes.
  const inputs = Object.entries(bundle.staticInputs).flatMap(([input, bytes]) => (bytes > 0 ? [input] : []));
  for (const input of inputs) {
    for (const [pattern, reason] of unwanted) if (pattern.test(input)) faults.push(`${input}: ${reason}`);
    if (limit.speaksXml !== true && xml.test(input)) faults.push(`${input}: a protocol that no operation uses`);
    const handler = handlerOf(input);
    if (handler !== undefined && handler !== 'shared' && handler !== bundle.name)
      faults.push(`${input}: another function's`);
  }
  const clients = [...new Set(inputs.flatMap((input) => clientOf(input) ?? []))].sort();
  for (const client of clients)
    if (!limit.clients.includes(client)) faults.push(`client-${client}: this function calls no such service`);
  for (const client of limit.clients)
    if (!clients.includes(client)) faults.push(`client-${client}: expected, but not there`);
  return faults;
}

/**
 * What the shipped files of a bundle import from outside their folder, read from the files themselves. A function has no
 * node_modules, but a test that runs inside the repository would find ours and not notice.
 */
export async function outsideImports(bundle: HandlerBundle): Promise<readonly string[]> {
  const outside = new Set<string>();
  const result = await build({
    entryPoints: [join(bundle.directory, 'index.mjs')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    plugins: [
      {
        name: 'outside-imports',
        setup(bundler) {
          bundler.onResolve({ filter: /.*/ }, ({ path, kind }) => {
            if (kind === 'entry-point' || path.startsWith('./')) return undefined;
            outside.add(path);
            return { path, external: true };
          });
        },
      },
    ],
  });
  // A require() of a package in CommonJS form: there is no require in a module, it would throw when it runs.
  if (result.outputFiles.some(({ text }) => text.includes('Dynamic require of'))) outside.add('require()');
  return [...outside].sort();
}
