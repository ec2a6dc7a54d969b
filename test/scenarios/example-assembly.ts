import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { loadPolicy } from '../../lib/policy/load-policy.ts';
import { defaultSecretNames } from '../../lib/settings.ts';
import { synthApp } from '../../lib/synth-app.ts';
import { temporaryFolder } from '../lib/support/temporary-folder.ts';
import { oncePerRun } from '../support/once-per-run.ts';
import { sharedBundles } from '../support/shared-bundles.ts';

export interface ExampleAssembly {
  /** What `cdk synth` writes for the shipped example. */
  readonly directory: string;
  /** A copy that `edit` may change; removed with the original. */
  copy(edit: (assembly: EditableAssembly) => void): string;
  remove(): void;
}

export interface EditableAssembly {
  readonly directory: string;
  /** Every resource of every stack. */
  resources(): readonly FoundResource[];
  /** Takes a resource out; what refers to it gets a name that nothing has. */
  removeResource(resource: FoundResource): void;
  /** Empties the folder that holds the code of a function. */
  removeCode(resource: FoundResource): void;
  /** Changes every text in the properties of a resource. */
  editTexts(resource: FoundResource, edit: (text: string) => string): void;
}

export interface FoundResource {
  readonly file: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface TemplateFile {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown>; DependsOn?: string | string[] }>;
  Outputs?: Record<string, unknown>;
}

/** Synthesizes a policy file with the real bundles into a folder of its own. */
export async function synthesizeExample(policyPath: string): Promise<ExampleAssembly> {
  const root = temporaryFolder();
  const directory = join(root, 'cdk.out');
  await synthesizeInto(directory, policyPath);
  return assemblyIn(root, directory);
}

/** The assembly of a shipped example that every test file of this run shares: the first that needs it makes it. */
export async function sharedAssembly(policy = 'first-desk.yaml'): Promise<ExampleAssembly> {
  const root = inject('temporaryRoot');
  const directory = join(root, `assembly-of-${policy}`);
  await oncePerRun(root, `synthesize-${policy}`, () => synthesizeInto(directory, `examples/${policy}`));
  return assemblyIn(temporaryFolder(), directory);
}

async function synthesizeInto(outdir: string, policyPath: string): Promise<void> {
  const settings = { policyPath, stage: 'dev', secretNames: defaultSecretNames };
  const bundles = await sharedBundles();
  synthApp({ policy: await loadPolicy(policyPath), settings, bundles, outdir, checks: false });
}

function assemblyIn(root: string, directory: string): ExampleAssembly {
  let copies = 0;
  return {
    directory,
    copy(edit) {
      const copy = join(root, `copy-${(copies += 1)}`);
      cpSync(directory, copy, { recursive: true });
      edit(editable(copy));
      return copy;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function editable(directory: string): EditableAssembly {
  const files = readdirSync(directory).filter((name) => name.endsWith('.template.json'));
  const read = (file: string): TemplateFile => JSON.parse(readFileSync(join(directory, file), 'utf8')) as TemplateFile;
  return {
    directory,
    resources: () =>
      files.flatMap((file) =>
        Object.entries(read(file).Resources).map(([logicalId, { Type: type, Properties: properties = {} }]) => ({
          file,
          logicalId,
          type,
          properties,
        })),
      ),
    removeResource({ file, logicalId }) {
      const template = read(file);
      delete template.Resources[logicalId];
      writeFileSync(join(directory, file), JSON.stringify(withoutReferences(template, logicalId)));
    },
    editTexts({ file, logicalId }, edit) {
      const template = read(file);
      const resource = template.Resources[logicalId]!;
      resource.Properties = withTexts(resource.Properties, edit) as Record<string, unknown>;
      writeFileSync(join(directory, file), JSON.stringify(template));
    },
    removeCode({ properties }) {
      const { S3Key: key } = properties['Code'] as { S3Key: string };
      const folder = join(directory, `asset.${key.replace(/\.zip$/, '')}`);
      for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    },
  };
}

function withoutReferences(value: unknown, logicalId: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutReferences(one, logicalId));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value as { Ref?: unknown; 'Fn::GetAtt'?: unknown };
  if (ref === logicalId || (Array.isArray(attribute) && attribute[0] === logicalId))
    return `arn:aws:removed:ap-northeast-1:111122223333:${logicalId}`;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key !== 'DependsOn') return [key, withoutReferences(inner, logicalId)];
      return [key, [inner as string | string[]].flat().filter((name) => name !== logicalId)];
    }),
  );
}

function withTexts(value: unknown, edit: (text: string) => string): unknown {
  if (typeof value === 'string') return edit(value);
  if (Array.isArray(value)) return value.map((one) => withTexts(one, edit));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTexts(inner, edit)]));
}
