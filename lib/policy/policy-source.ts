import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import type { LockFile } from '../../lambda/contract/lock-file.ts';
import type { PolicyFile } from '../../lambda/contract/policy-file.ts';

/** A policy file that was read and found valid, together with its lock file. */
export interface PolicySource {
  /** Path as the user gave it, for messages. */
  readonly path: string;
  readonly policy: PolicyFile;
  readonly lock: LockFile;
  /** Holidays of countries and regions are written out around this year. */
  readonly year: number;
  /** What is right and may yet surprise, each with its place. */
  readonly notes: readonly PolicyProblem[];
}

/** Ids that only the deployment knows; tokens at synth. */
export interface DeployedIds {
  readonly casesDomainId: string;
  /** Name in `fields:` -> field id. */
  readonly fieldIds: Readonly<Record<string, string>>;
  /** Name in `templates:` -> template id. */
  readonly templateIds: Readonly<Record<string, string>>;
}

/** What is wrong with a policy or lock file, with its place; printed as `file:line:column: message`. */
export interface PolicyProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, what was found, what is allowed. */
  readonly message: string;
}

/** Thrown by `loadPolicy`; the same input never succeeds. */
export class PolicyFileError extends Error {
  override readonly name = 'PolicyFileError';
  readonly retryable = false;
  readonly problems: readonly PolicyProblem[];
  /** Problems beyond those listed. */
  readonly omitted: number;

  constructor(problems: readonly PolicyProblem[], options: { omitted?: number; cause?: unknown } = {}) {
    const omitted = options.omitted ?? 0;
    super(
      [
        ...problems.map((problem) => `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`),
        ...(omitted === 0 ? [] : [`… and ${omitted} more`]),
      ].join('\n'),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.problems = problems;
    this.omitted = omitted;
  }
}

/** Compiles a valid policy file; `lib/policy/compile-policy.ts` implements it. */
export type CompilePolicy = (source: PolicySource, ids: DeployedIds) => CompiledPolicy;
