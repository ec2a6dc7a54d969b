import { Worker } from 'node:worker_threads';
import type { Timer } from '../kernel/clock.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { InvocationResult } from '../kernel/world.ts';
import { partnerHostHeader } from '../partners/partner-header.ts';
import { functionEnvironment } from './function-environment.ts';
import { failurePayload, type HostedFunction, type Invocation } from './hosted-function.ts';

/** What the preload tells the main thread. */
type Message =
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'sleep'; readonly id: number; readonly until: number }
  | { readonly kind: 'sleep-cancelled'; readonly id: number }
  | { readonly kind: 'asleep'; readonly lastWake: number }
  | { readonly kind: 'failed-to-load'; readonly payload: string }
  | { readonly kind: 'done'; readonly payload: string; readonly functionError: 'Unhandled' | undefined };

/** One thread with one function loaded; runs one invocation at a time. */
export interface FunctionWorker {
  /** False once the thread has ended; it takes no further invocation then. */
  readonly alive: boolean;
  run(invocation: Invocation): Promise<InvocationResult>;
  /** Ends the thread; an invocation that is running fails. */
  end(): Promise<void>;
}

/**
 * Starts the thread of a function. An invocation is work in flight, except while it does nothing but sleep: then the
 * clock may move, and wakes it.
 */
export function startFunctionWorker(
  kernel: Kernel,
  hosted: HostedFunction,
  options: { handlerUrl: string; exportName: string; watchdogSeconds: number },
): FunctionWorker {
  const { clock, activity } = kernel;
  let alive = true;
  let log = '';
  let wakes = 0;
  let current: Current | undefined;

  const worker = new Worker(new URL('preload.mjs', import.meta.url), {
    name: hosted.name,
    env: functionEnvironment(kernel, hosted),
    // Flags of the process, such as a loader for TypeScript, are not for the function.
    execArgv: [],
    stdout: true,
    stderr: true,
    workerData: {
      clock: clock.shared,
      handlerUrl: options.handlerUrl,
      exportName: options.exportName,
      seed: hosted.name,
      endpoint: kernel.endpoint(),
      partnerHostHeader,
      context: {
        functionName: hosted.name,
        functionArn: hosted.arn,
        handler: hosted.handler,
        memoryMegabytes: hosted.memoryMegabytes,
      },
    },
  });
  // What Node itself prints, past the preload, when the thread fails.
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk) => (log += String(chunk)));

  interface Current {
    readonly invocation: Invocation;
    readonly resolve: (result: InvocationResult) => void;
    readonly sleeps: Map<number, Timer>;
    readonly timeout: Timer;
    endActivity: (() => void) | undefined;
    watchdog: NodeJS.Timeout | undefined;
  }

  const label = `function ${hosted.name}`;

  const finish = (payload: string, functionError: 'Unhandled' | undefined): void => {
    const ended = current;
    if (!ended) return;
    current = undefined;
    clearTimeout(ended.watchdog);
    ended.timeout.cancel();
    for (const timer of ended.sleeps.values()) timer.cancel();
    const logs = log.split('\n').filter((line) => line !== '');
    log = '';
    // Whoever waits for the result goes on before the clock may.
    ended.endActivity ??= activity.begin(label);
    setImmediate(ended.endActivity);
    ended.resolve({ payload, functionError, logs });
  };

  /** The thread cannot be used again: what it holds is not to be trusted. */
  const abandon = (payload: string): void => {
    alive = false;
    finish(payload, 'Unhandled');
    void worker.terminate();
  };

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const tell = (message: unknown): void => worker.postMessage(message);

  const wakeUp = (running: Current): void => {
    running.endActivity ??= activity.begin(label);
    running.watchdog ??= setTimeout(() => {
      const seconds = options.watchdogSeconds;
      const reason = `${label} did not end within ${seconds} s of real time without sleeping; the sandbox ended it`;
      abandon(failurePayload('Sandbox.Watchdog', `RequestId: ${running.invocation.requestId} Error: ${reason}`));
    }, options.watchdogSeconds * 1000);
  };

  const fallAsleep = (running: Current): void => {
    clearTimeout(running.watchdog);
    running.watchdog = undefined;
    running.endActivity?.();
    running.endActivity = undefined;
  };

  worker.on('message', (message: Message) => {
    const running = current;
    switch (message.kind) {
      case 'log':
        log += message.text;
        return;
      case 'sleep': {
        const wake = () => {
          running?.sleeps.delete(message.id);
          if (running) wakeUp(running);
          tell({ kind: 'wake', id: message.id, wake: (wakes += 1) });
        };
        const timer = clock.schedule(message.until, `${label} wakes up`, wake);
        running?.sleeps.set(message.id, timer);
        return;
      }
      case 'sleep-cancelled':
        running?.sleeps.get(message.id)?.cancel();
        running?.sleeps.delete(message.id);
        return;
      case 'asleep':
        // It may have been told before the latest wake-up reached the thread, which is awake then.
        if (running && running.sleeps.size > 0 && message.lastWake === wakes) fallAsleep(running);
        return;
      case 'failed-to-load':
        abandon(message.payload);
        return;
      case 'done':
        finish(message.payload, message.functionError);
        return;
      default:
        message satisfies never;
    }
  });
  worker.on('error', (error) => {
    const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
    abandon(failurePayload(name, `${message} (nothing in the function handled this error)`));
  });
  worker.on('exit', (code) => {
    const requestId = current?.invocation.requestId;
    const reason = `RequestId: ${requestId} Error: Runtime exited with error: exit status ${code}`;
    abandon(failurePayload('Runtime.ExitError', reason));
  });

  return {
    get alive() {
      return alive;
    },
    run: (invocation) =>
      new Promise((resolve) => {
        const deadline = clock.now() + hosted.timeoutSeconds * 1000;
        const timeout = clock.schedule(deadline, `${label} times out`, () => {
          const reason = `Task timed out after ${hosted.timeoutSeconds.toFixed(2)} seconds`;
          abandon(failurePayload('Sandbox.Timedout', `RequestId: ${invocation.requestId} Error: ${reason}`));
        });
        current = { invocation, resolve, sleeps: new Map(), timeout, endActivity: undefined, watchdog: undefined };
        wakeUp(current);
        tell({ kind: 'invoke', ...invocation, deadline });
      }),
    async end() {
      alive = false;
      finish(failurePayload('Sandbox.Closed', `${label} was ended together with the sandbox`), 'Unhandled');
      await worker.terminate();
    },
  };
}
