/** What the deployment engine tells a provider about the resource at hand. */
export interface ResourceRequest {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Properties after intrinsics were resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Folder of the assembly, for resources that read assets. */
  readonly assemblyDirectory: string;
  /** Resolves an asset in the bootstrap bucket (`Code.S3Bucket`/`S3Key`) to its folder or file. */
  assetPath(bucket: string, key: string): string;
}

export interface ProvidedResource {
  /** Physical id: what `Ref` gives, unless `ref` says otherwise. */
  readonly physicalId: string;
  /** @default physicalId */
  readonly ref?: string;
  /** What `Fn::GetAtt` can ask for. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/**
 * One CloudFormation resource type. `update` may return another physical id: then the engine deletes the old one after
 * the deployment (replacement). A provider must refuse a property value that it would not honour.
 */
export interface ResourceProvider {
  create(request: ResourceRequest): ProvidedResource | Promise<ProvidedResource>;
  update(
    request: ResourceRequest,
    before: { physicalId: string; properties: Readonly<Record<string, unknown>> },
  ): ProvidedResource | Promise<ProvidedResource>;
  delete(request: ResourceRequest, physicalId: string): void | Promise<void>;
}
