export interface EventIntegration {
  readonly name: string;
  readonly arn: string;
  /** Source of the events: `aws.cases`, or that of a partner. */
  readonly source: string;
  readonly eventBridgeBus: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly description: string | undefined;
}

/** Event integrations by name: metadata only, nothing happens through them but what their associations say. */
export type AppIntegrationsStore = Map<string, EventIntegration>;
