/** What the host must know of a function to run it; the Lambda service makes it from the template's resource. */
export interface HostedFunction {
  readonly name: string;
  readonly arn: string;
  /** Folder of the unpacked code. */
  readonly codeDirectory: string;
  /** `file.export`, as in the template: `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** `nodejs24.x`; told to the function, not honoured: it runs on the Node that runs the sandbox. */
  readonly runtime: string;
  readonly logGroup: string;
  /** Key pair of the function's role. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface Invocation {
  /** JSON. */
  readonly payload: string;
  readonly requestId: string;
  /** `X-Amzn-Trace-Id` for the calls that the function makes; carries the lineage. */
  readonly traceHeader: string;
}

/** JSON of a failed invocation, in the form that Lambda gives it. */
export function failurePayload(errorType: string, errorMessage: string): string {
  return JSON.stringify({ errorType, errorMessage, trace: [] });
}
