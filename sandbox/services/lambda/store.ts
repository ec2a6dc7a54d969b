import type { HostedFunction } from '../../runtime/hosted-function.ts';
import type { Instant } from '../../kernel/clock.ts';

/** Who may invoke a function without a role of the account: one AWS::Lambda::Permission. */
export interface Permission {
  readonly id: string;
  readonly action: string;
  readonly principal: string;
  readonly sourceArn: string | undefined;
  readonly sourceAccount: string | undefined;
}

/** One invocation that ended, for people who look around. */
export interface PastInvocation {
  readonly requestId: string;
  readonly at: string;
  readonly ok: boolean;
  /** `Type: message` of a run that failed. */
  readonly error: string | null;
  readonly logs: readonly string[];
}

export interface FunctionRecord {
  readonly name: string;
  readonly arn: string;
  readonly hosted: HostedFunction;
  readonly role: string;
  readonly description: string;
  readonly architecture: string;
  readonly logFormat: 'JSON' | 'Text';
  readonly recursiveLoop: 'Allow' | 'Terminate';
  /** Queue for asynchronous invocations that failed for good. */
  readonly deadLetterArn: string | undefined;
  readonly codeKey: string;
  readonly modifiedAt: Instant;
}

export interface EventSourceMapping {
  readonly uuid: string;
  readonly functionArn: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly reportsItemFailures: boolean;
  readonly maximumConcurrency: number | undefined;
  readonly enabled: boolean;
  readonly modifiedAt: Instant;
}

/** Functions and mappings of the account. What belongs to a function but outlives its updates stands beside it. */
export interface FunctionStore {
  readonly functions: Map<string, FunctionRecord>;
  readonly permissions: Map<string, Permission[]>;
  readonly past: Map<string, PastInvocation[]>;
  readonly mappings: Map<string, EventSourceMapping>;
}

export const createFunctionStore = (): FunctionStore => ({
  functions: new Map(),
  permissions: new Map(),
  past: new Map(),
  mappings: new Map(),
});
