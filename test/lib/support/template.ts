import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface TemplateJson {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** Every template of a cloud assembly, by stack name. */
export function templatesIn(directory: string): ReadonlyMap<string, TemplateJson> {
  return new Map(
    readdirSync(directory)
      .filter((name) => name.endsWith('.template.json'))
      .map((name) => [
        name.slice(0, -'.template.json'.length),
        JSON.parse(readFileSync(join(directory, name), 'utf8')) as TemplateJson,
      ]),
  );
}

/** Resources of a type, as pairs of logical id and resource. */
export const resourcesOf = (template: TemplateJson, type: string): readonly [string, TemplateResource][] =>
  Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

/** Logical id that a `Ref` or `Fn::GetAtt` points to. */
export function targetOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('Ref' in value) return String(value.Ref);
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return String(value['Fn::GetAtt'][0]);
  return undefined;
}

/** Replaces what differs from machine to machine or with every change of a function: hashes of assets. */
export function maskAssets(template: TemplateJson): TemplateJson {
  return JSON.parse(JSON.stringify(template).replaceAll(/[0-9a-f]{64}\.zip/g, '<asset>.zip')) as TemplateJson;
}
