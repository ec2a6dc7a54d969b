import type * as z from 'zod/mini';

/**
 * What infrastructure and runtime must agree on about one Lambda function. `lib` builds the function from it and
 * accepts exactly the keys of `env`; the handler parses the same schema at start, so a forgotten variable is a compile
 * error and a wrong one fails on the first line with its name.
 */
export interface FunctionSpec<Env extends z.ZodMiniObject = z.ZodMiniObject> {
  /** Name of the function, and of its folder under `lambda/handlers`. */
  readonly name: string;
  /** One sentence for people; becomes the function's description. */
  readonly purpose: string;
  /** The environment variables of the function; every value is a string on the wire. */
  readonly env: Env;
  /** Time-out of one invocation. A queue that feeds the function keeps messages hidden six times as long. */
  readonly timeoutSeconds: number;
  /** @default 256 */
  readonly memoryMegabytes?: number;
  /** True when the function is part of a loop through queues that ends by design; Lambda's recursion guard is then off. @default false */
  readonly recursiveLoop?: boolean;
}

/** Keeps the literal types of a spec, so that `lib` can check the keys of an environment. */
export function functionSpec<Env extends z.ZodMiniObject>(spec: FunctionSpec<Env>): FunctionSpec<Env> {
  return spec;
}

/**
 * Time-out of the functions that drain lanes. Long, so that a lane with much to do is seldom handed over; short enough that
 * what a deployment replaces is gone within minutes. Lambda allows 900.
 */
export const laneTimeoutSeconds = 600;
