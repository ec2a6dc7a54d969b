/** A resource that stands in the sandbox. */
export interface DeployedResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
  /** True when deleting it leaves the thing itself alone. */
  readonly retain: boolean;
}

/** A stack that stands in the sandbox; resources in the order in which they were deployed. */
export interface DeployedStack {
  readonly name: string;
  readonly stackId: string;
  readonly resources: ReadonlyMap<string, DeployedResource>;
  readonly outputs: ReadonlyMap<string, { readonly value: unknown; readonly description: string | undefined }>;
  /** Export name -> value. */
  readonly exports: ReadonlyMap<string, unknown>;
}

export type ResourceAction = 'create' | 'update' | 'replace' | 'delete' | 'retain';

export interface ResourceProgress {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly action: ResourceAction;
}

export interface DeploymentSummary {
  readonly stacks: readonly string[];
  /** What was done, in order; empty when the assembly was already deployed. */
  readonly changes: readonly ResourceProgress[];
  readonly unchanged: number;
}
