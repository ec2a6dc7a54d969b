import { AwsError } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';

/** Lambda tries a failed asynchronous event twice more. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const retryDelaysMilliseconds: readonly number[] = [60_000, 120_000];

export interface AsynchronousInvocation {
  readonly functionArn: string;
  readonly payload: string;
  readonly traceHeader?: string | undefined;
  /** For the clock's list of what comes: who invokes. */
  readonly label: string;
  /** Lambda took the event; what the function makes of it is no longer the caller's business. */
  readonly accepted: () => void;
  /** Lambda did not take it: there is no such function, or no permission. */
  readonly refused: (error: AwsError) => void;
}

/**
 * Invokes as EventBridge and Scheduler do (`InvocationType: Event`): returns at once, so that a timer may call it. A
 * function that fails is run again by Lambda after one and after two minutes, then the event is lost.
 */
export function invokeAsynchronously(world: World, invocation: AsynchronousInvocation): void {
  const { functionArn, payload, traceHeader, label } = invocation;
  const { clock, journal } = world.kernel;

  const attempt = async (retries: readonly number[]): Promise<void> => {
    const result = await world.functions.invoke(functionArn, payload, { traceHeader });
    if (retries === retryDelaysMilliseconds) invocation.accepted();
    const [delay, ...more] = retries;
    if (result.functionError && delay !== undefined) clock.after(delay, `${label}, again`, () => start(more));
  };

  // Not work in flight: the function may sleep until a later moment, for which the clock has to move.
  const start = (retries: readonly number[]): void => {
    attempt(retries).catch((error: unknown) => {
      if (error instanceof AwsError) invocation.refused(error);
      else
        journal.append({
          kind: 'sandbox.fault',
          detail: { label, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
        });
    });
  };
  start(retryDelaysMilliseconds);
}
