import type { Kernel } from '../kernel/kernel.ts';
import type { InvocationResult } from '../kernel/world.ts';
import { startFunctionWorker, type FunctionWorker } from './function-worker.ts';
import { findHandler } from './handler-file.ts';
import { failurePayload, type HostedFunction, type Invocation } from './hosted-function.ts';

export interface FunctionHost {
  /** Runs a function to its end. Whatever goes wrong inside, also while loading, is a result. */
  invoke(hosted: HostedFunction, invocation: Invocation): Promise<InvocationResult>;
  /** Invocations of a function that can run side by side; further ones wait their turn. */
  readonly concurrency: number;
  /** Lets go of a function's threads, because its code or configuration changed; running invocations end first. */
  retire(functionArn: string): void;
  /** Ends all threads; running and waiting invocations fail. */
  close(): Promise<void>;
}

interface Pool {
  readonly workers: { readonly worker: FunctionWorker; busy: boolean; retired: boolean }[];
  readonly waiting: (() => void)[];
}

const defaults = {
  /** Two, so that an invocation need not wait for one that sleeps; more would only cost memory here. */
  concurrency: 2,
  watchdogSeconds: 30,
};

/**
 * Runs bundled functions in worker threads, each kept warm for the next invocation, as Lambda keeps its environments.
 * A thread that crashed, timed out or failed to load is thrown away; the next invocation starts a new one.
 */
export function createFunctionHost(kernel: Kernel, options: Partial<typeof defaults> = {}): FunctionHost {
  const { concurrency, watchdogSeconds } = { ...defaults, ...options };
  const pools = new Map<string, Pool>();
  const ending = new Set<Promise<void>>();
  let closed = false;

  const poolOf = (functionArn: string): Pool => {
    const pool = pools.get(functionArn) ?? { workers: [], waiting: [] };
    pools.set(functionArn, pool);
    return pool;
  };

  const drop = (pool: Pool, member: Pool['workers'][number]): void => {
    const index = pool.workers.indexOf(member);
    if (index >= 0) pool.workers.splice(index, 1);
    const ended = member.worker.end().finally(() => ending.delete(ended));
    ending.add(ended);
  };

  const invoke = async (hosted: HostedFunction, invocation: Invocation): Promise<InvocationResult> => {
    const found = findHandler(hosted);
    if ('failure' in found) return { payload: found.failure, functionError: 'Unhandled', logs: [] };
    const pool = poolOf(hosted.arn);
    for (;;) {
      if (closed) return closedResult(hosted);
      const idle = pool.workers.find((candidate) => !candidate.busy);
      if (!idle && pool.workers.length >= concurrency) {
        await new Promise<void>((resolve) => pool.waiting.push(resolve));
        continue;
      }
      const member = idle ?? {
        worker: startFunctionWorker(kernel, hosted, { ...found, watchdogSeconds }),
        busy: true,
        retired: false,
      };
      if (!idle) pool.workers.push(member);
      member.busy = true;
      const result = await member.worker.run(invocation);
      member.busy = false;
      if (!member.worker.alive || member.retired) drop(pool, member);
      pool.waiting.shift()?.();
      return result;
    }
  };

  return {
    invoke,
    concurrency,
    retire(functionArn) {
      const pool = pools.get(functionArn);
      if (!pool) return;
      for (const member of pool.workers.slice()) {
        if (member.busy) member.retired = true;
        else drop(pool, member);
      }
    },
    async close() {
      closed = true;
      for (const pool of pools.values()) {
        for (const member of pool.workers.slice()) drop(pool, member);
        for (const wake of pool.waiting.splice(0)) wake();
      }
      await Promise.all(ending);
    },
  };
}

const closedResult = (hosted: HostedFunction): InvocationResult => ({
  payload: failurePayload('Sandbox.Closed', `function ${hosted.name} was not started: the sandbox is closed`),
  functionError: 'Unhandled',
  logs: [],
});
