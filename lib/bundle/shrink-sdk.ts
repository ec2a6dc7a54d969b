import type { Plugin } from 'esbuild';
import { readFile } from 'node:fs/promises';

const constants = /^const (?<name>_[A-Za-z0-9]+) = (?<value>"(?:[^"\\]|\\.)*");$/gm;
const computedKey = /\[(?<name>_[A-Za-z0-9]+)\]:/g;

/**
 * Writes the keys of an SDK client's schemas as they are, `"http":` instead of `[_h]:`. The bundler must assume that a
 * computed key does something, so one operation would keep the shapes of every other of the service; Connect alone has
 * 5,000. The meaning is the same.
 */
export function withPlainKeys(source: string): string {
  const values = new Map<string, string>();
  for (const { groups } of source.matchAll(constants)) {
    if (groups?.['name'] !== undefined && groups['value'] !== undefined) values.set(groups['name'], groups['value']);
  }
  return source.replaceAll(computedKey, (key: string, name: string) => {
    const value = values.get(name);
    return value === undefined ? key : `${value}:`;
  });
}

/** Only what clients read of their own package.json: the version in the user agent. */
export function versionOnly(packageJson: string): string {
  const { name, version } = JSON.parse(packageJson) as { name?: string; version?: string };
  return JSON.stringify({ name, version });
}

/**
 * Lambda hands a function its credentials in environment variables, and so does the sandbox. The SDK's own chain also
 * brings clients of STS, SSO and Signin for laptops, and with them every protocol those speak.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
const credentialChain = '@aws-sdk/credential-provider-node';
const environmentCredentials = `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`;
const namespace = 'casewarden';

/** An esbuild plugin that lets unused parts of AWS SDK clients be dropped. */
export const shrinkSdk: Plugin = {
  name: 'shrink-sdk',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${credentialChain}$`) }, ({ resolveDir }) => ({
      path: 'environment-credentials.js',
      namespace,
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace }, ({ pluginData }) => ({
      contents: environmentCredentials,
      loader: 'js',
      resolveDir: String(pluginData),
    }));
    build.onLoad(
      { filter: /[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ },
      async ({ path }) => ({
        contents: withPlainKeys(await readFile(path, 'utf8')),
        loader: 'js',
      }),
    );
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/][a-z0-9-]+[\\/]package\.json$/ }, async ({ path }) => ({
      contents: versionOnly(await readFile(path, 'utf8')),
      loader: 'json',
    }));
  },
};
