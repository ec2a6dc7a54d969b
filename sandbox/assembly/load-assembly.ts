import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { dependencyOrder } from './dependency-order.ts';
import { DeploymentError } from './deployment-error.ts';
import { parseTemplate, type Template } from './template.ts';

const artifact = z.looseObject({
  type: z.string(),
  dependencies: z.array(z.string()).default([]),
  properties: z.looseObject({}).default({}),
});
const manifest = z.looseObject({ version: z.string(), artifacts: z.record(z.string(), artifact) });
const stackProperties = z.looseObject({
  templateFile: z.string(),
  stackName: z.string().optional(),
  requiresBootstrapStackVersion: z.number().optional(),
  bootstrapStackVersionSsmParameter: z.string().optional(),
});
const assets = z.looseObject({
  files: z.record(
    z.string(),
    z.looseObject({
      source: z.looseObject({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.looseObject({ bucketName: z.string(), objectKey: z.string() })),
    }),
  ),
});

export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
  /** Names of stacks that must be deployed before this one. */
  readonly dependencies: readonly string[];
  readonly bootstrap: { readonly parameter: string; readonly version: number } | undefined;
}

/** A folder that `cdk synth` wrote. */
export interface Assembly {
  readonly directory: string;
  /** In the order of deployment. */
  readonly stacks: readonly AssemblyStack[];
  /** Object key in the bootstrap bucket -> bucket name (pseudo parameters unresolved) and path on this machine. */
  readonly assets: ReadonlyMap<string, { readonly bucketName: string; readonly path: string }>;
}

function readJson<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new DeploymentError(`cannot read ${path}: is it a folder written by "cdk synth"?`, { cause: error });
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new DeploymentError(`${path} is not what "cdk synth" writes`, { cause: error });
  }
}

/** Reads a cloud assembly. Nested assemblies (CDK stages) are refused. @throws DeploymentError */
export function loadAssembly(directory: string): Assembly {
  const root = resolve(directory);
  const { artifacts } = readJson(join(root, 'manifest.json'), manifest);
  const stacks = new Map<string, AssemblyStack>();
  const files = new Map<string, { bucketName: string; path: string }>();
  const stackNames = new Map<string, string>();
  for (const [id, { type, properties }] of Object.entries(artifacts))
    if (type === 'aws:cloudformation:stack') stackNames.set(id, stackProperties.parse(properties).stackName ?? id);

  for (const [id, { type, properties, dependencies }] of Object.entries(artifacts)) {
    if (type === 'cdk:cloud-assembly')
      throw new DeploymentError(`${root} holds a nested assembly (${id}); deploy one stage at a time`);
    if (type === 'cdk:asset-manifest') {
      const manifestFile = join(root, z.looseObject({ file: z.string() }).parse(properties).file);
      for (const { source, destinations } of Object.values(readJson(manifestFile, assets).files))
        for (const { bucketName, objectKey } of Object.values(destinations))
          if (source.path !== undefined) files.set(objectKey, { bucketName, path: resolve(root, source.path) });
    }
    if (type !== 'aws:cloudformation:stack') continue;
    const given = stackProperties.parse(properties);
    const name = stackNames.get(id)!;
    const templatePath = join(root, given.templateFile);
    if (!existsSync(templatePath))
      throw new DeploymentError(`stack ${name} has no template: ${templatePath} is missing`);
    stacks.set(name, {
      name,
      template: parseTemplate(name, readFileSync(templatePath, 'utf8')),
      dependencies: dependencies.flatMap((dependency) => stackNames.get(dependency) ?? []),
      bootstrap:
        given.bootstrapStackVersionSsmParameter === undefined
          ? undefined
          : {
              parameter: given.bootstrapStackVersionSsmParameter,
              version: given.requiresBootstrapStackVersion ?? 0,
            },
    });
  }
  if (stacks.size === 0) throw new DeploymentError(`${root} holds no stack`);
  const order = dependencyOrder(new Map([...stacks].map(([name, stack]) => [name, stack.dependencies])));
  return { directory: root, stacks: order.map((name) => stacks.get(name)!), assets: files };
}
