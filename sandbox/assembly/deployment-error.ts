/** A deployment that could not be carried out; the same assembly never succeeds without a change. */
export class DeploymentError extends Error {
  override readonly name = 'DeploymentError';
  readonly retryable = false;
  readonly stackName: string | undefined;
  readonly logicalId: string | undefined;
  readonly resourceType: string | undefined;

  constructor(
    message: string,
    place: { stackName?: string; logicalId?: string; resourceType?: string; cause?: unknown } = {},
  ) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.stackName = place.stackName;
    this.logicalId = place.logicalId;
    this.resourceType = place.resourceType;
  }
}

/** What an error says, for the reason of another error. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
