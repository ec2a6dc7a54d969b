/** Who made a call, told by its access key. */
export interface Caller {
  readonly accessKeyId: string;
  /** ARN of the function's role, or undefined for a client outside (the AWS CLI, the deployment engine). */
  readonly roleArn: string | undefined;
}

export interface CallContext {
  /** SigV4 scope: `cases`, `connect`, `profile`, … */
  readonly service: string;
  readonly operation: string;
  readonly requestId: string;
  readonly caller: Caller;
  /** `X-Amzn-Trace-Id` of the request, which carries the lineage that Lambda's loop detection counts. */
  readonly traceHeader: string | undefined;
}

/**
 * One operation's behaviour. Input and output have the shapes of the AWS SDK's command input and output: `Date` for
 * timestamps, `Uint8Array` for blobs. The gateway decodes and encodes by the SDK's schema.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- shapes come from the SDK's schemas at run time
export type Operation = (input: any, context: CallContext) => unknown;

export interface AwsService {
  /** SigV4 scope by which the gateway finds the service. */
  readonly signingName: string;
  /** Name for messages: `Amazon Connect Cases`. */
  readonly title: string;
  readonly protocol: 'restJson1' | 'restXml' | 'awsJson1_0' | 'awsJson1_1';
  /** The SDK module whose exports hold the operation schemas (`CreateCase$`), or an equal table. */
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly operations: Readonly<Record<string, Operation>>;
}

/** An error of the service; the client throws the real exception class of that name. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly statusCode: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { statusCode?: number; fields?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.statusCode = options.statusCode ?? 400;
    this.fields = options.fields ?? {};
  }
}

/**
 * Hooks around every call that could be read: faults, quotas, permissions. A hook before may throw an `AwsError`: then the
 * service is not asked, and every hook after hears of the refusal.
 */
export interface CallHook {
  before?(context: CallContext, input: unknown): void | Promise<void>;
  after?(context: CallContext, input: unknown, result: CallResult): void | Promise<void>;
}

/** How a call ended. */
export type CallResult = { readonly output: unknown } | { readonly error: unknown };

/** A hook that only listens, at once. */
export interface ListeningHook extends CallHook {
  after(context: CallContext, input: unknown, result: CallResult): void;
}
