import type { OnLoadResult, Plugin } from 'esbuild';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partPattern, sdkParts } from './sdk-parts.ts';
import { documentedErrors, withErrorsOfOperations, withPlainKeys, withShortExceptions } from './sdk-schemas.ts';

const schemas = /[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;
const exceptions = /[\\/]client-[a-z0-9-]+[\\/]dist-es[\\/]models[\\/](?:errors|\w+ServiceException)\.js$/;
const packages = /[\\/]@aws-sdk[\\/][a-z0-9-]+[\\/]package\.json$/;
const operationName = /^export var (?<name>\w+)\$ = \[9, /gm;

/** Only what clients read of their own package.json: the version in the user agent. */
export function versionOnly(packageJson: string): string {
  const { name, version } = JSON.parse(packageJson) as { name?: string; version?: string };
  return JSON.stringify({ name, version });
}

/** A client's schemas, in the form whose unused parts the bundler can drop. */
export async function shrinkSchemas(path: string): Promise<string> {
  const source = await readFile(path, 'utf8');
  const commands = join(path, '../../../dist-types/commands');
  const errors = new Map<string, readonly string[]>();
  await Promise.all(
    [...source.matchAll(operationName)].map(async ({ groups }) => {
      const name = groups?.['name'] ?? '';
      const types = join(commands, `${name}Command.d.ts`);
      if (existsSync(types)) errors.set(name, documentedErrors(await readFile(types, 'utf8')));
    }),
  );
  return withErrorsOfOperations(withPlainKeys(source), (name) => errors.get(name));
}

/** An esbuild plugin that leaves out unused parts of AWS SDK clients. Give several builds the same one: it remembers. */
export function shrinkSdk(): Plugin {
  const shrunk = new Map<string, Promise<string>>();
  const once =
    (rewrite: (path: string) => Promise<string>) =>
    async ({ path }: { readonly path: string }): Promise<OnLoadResult> => {
      const contents = shrunk.get(path) ?? rewrite(path);
      shrunk.set(path, contents);
      return { contents: await contents, loader: path.endsWith('.json') ? 'json' : 'js' };
    };
  return {
    name: 'shrink-sdk',
    setup(build) {
      for (const part of sdkParts) {
        build.onLoad(
          { filter: partPattern(part) },
          once(async (path) => part.rewrite(await readFile(path, 'utf8'))),
        );
      }
      build.onLoad({ filter: schemas }, once(shrinkSchemas));
      build.onLoad(
        { filter: exceptions },
        once(async (path) => withShortExceptions(await readFile(path, 'utf8'))),
      );
      build.onLoad(
        { filter: packages },
        once(async (path) => versionOnly(await readFile(path, 'utf8'))),
      );
    },
  };
}
