import type { InvocationResult, World } from '../../kernel/world.ts';
import type { FunctionHost } from '../../runtime/function-host.ts';
import { embeddedMetrics } from '../logs/embedded-metrics.ts';
import { loopStopped } from './errors.ts';
import { inBackground } from './in-background.ts';
import { loggedErrors } from './logged-errors.ts';
import { loopLimit, nextTraceHeader, timesInLineage } from './lineage.ts';
import type { FunctionRecord, FunctionStore } from './store.ts';

/** Invocations of a function that are kept for people who look around. */
const keptInvocations = 50;
/** Waits before the second and third try of an asynchronous invocation. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const asynchronousRetryMilliseconds = [60_000, 120_000];
/** From the acceptance of an asynchronous event to its first try; AWS names no figure. */
const asynchronousDelayMilliseconds = 20;

export interface Invocations {
  /** Runs a function to its end and records that it did. The causes are the trace headers that led to it. */
  run(target: FunctionRecord, payload: string, causes: readonly (string | undefined)[]): Promise<InvocationResult>;
  /** For an invocation through the API. @throws AwsError RecursiveInvocationException when the chain must be stopped */
  checkLoop(target: FunctionRecord, traceHeader: string | undefined): void;
  /** True when the chain must be stopped here; recorded then. */
  stopsLoop(
    target: FunctionRecord,
    traceHeader: string | undefined,
    detail: Readonly<Record<string, unknown>>,
  ): boolean;
  /** Runs a function later, twice more when it fails, then hands the event to its dead-letter queue. */
  runLater(target: FunctionRecord, payload: string, traceHeader: string | undefined): void;
}

/** How invocations run, whoever asked for them. */
export function createInvocations(world: World, store: FunctionStore, host: FunctionHost): Invocations {
  const { clock, identifiers, journal } = world.kernel;

  /** Metrics of Lambda bear the time at which a run began. */
  const measure = (target: FunctionRecord, name: string, value: number, at: number): void =>
    world.metrics.record({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: target.name }, value, at });

  const record = (target: FunctionRecord, requestId: string, result: InvocationResult, beganAt: number): void => {
    const ok = result.functionError === undefined;
    measure(target, 'Invocations', 1, beganAt);
    measure(target, 'Errors', ok ? 0 : 1, beganAt);
    measure(target, 'Duration', clock.now() - beganAt, beganAt);
    for (const line of result.logs) for (const value of embeddedMetrics(line)) world.metrics.record(value);
    const at = new Date(clock.now()).toISOString();
    const past = store.past.get(target.arn) ?? [];
    const error = ok ? null : failureText(result.payload);
    past.push({ requestId, at, ok, error, logs: result.logs });
    store.past.set(target.arn, past.slice(-keptInvocations));
    journal.append({
      kind: 'function.invoked',
      detail: { name: target.name, requestId, ok, ...(error === null ? {} : { error }) },
    });
    for (const line of loggedErrors(result.logs)) {
      const caseId = typeof line['caseId'] === 'string' ? line['caseId'] : undefined;
      journal.append({ kind: 'function.logged-error', caseId, detail: { name: target.name, requestId, line } });
    }
  };

  const run: Invocations['run'] = async (target, payload, causes) => {
    const requestId = identifiers.uuid();
    const traceHeader = nextTraceHeader(world.kernel, causes, target.arn);
    const beganAt = clock.now();
    const result = await host.invoke(target.hosted, { payload, requestId, traceHeader });
    record(target, requestId, result, beganAt);
    return result;
  };

  const stopsLoop: Invocations['stopsLoop'] = (target, traceHeader, detail) => {
    const count = timesInLineage(traceHeader, target.arn);
    if (target.recursiveLoop === 'Allow' || count < loopLimit) return false;
    measure(target, 'RecursiveInvocationsDropped', 1, clock.now());
    journal.append({ kind: 'function.loop-stopped', detail: { name: target.name, count, ...detail } });
    return true;
  };

  const attempt = async (
    name: string,
    payload: string,
    traceHeader: string | undefined,
    tries: number,
  ): Promise<void> => {
    // The newest version of the function: it may have been updated, or deleted, since.
    const target = store.functions.get(name);
    if (!target) return;
    const result = await run(target, payload, [traceHeader]);
    if (result.functionError === undefined) return;
    const wait = asynchronousRetryMilliseconds[tries];
    if (wait !== undefined) schedule(name, payload, traceHeader, wait, tries + 1);
    else if (target.deadLetterArn !== undefined)
      world.queues.sendWithRole({ queueArn: target.deadLetterArn, body: payload, roleArn: target.role, traceHeader });
  };

  const schedule = (
    name: string,
    payload: string,
    traceHeader: string | undefined,
    wait: number,
    tries: number,
  ): void => {
    const label = `invoke ${name}`;
    clock.after(wait, label, () => inBackground(world.kernel, label, attempt(name, payload, traceHeader, tries)));
  };

  return {
    run,
    stopsLoop,
    checkLoop(target, traceHeader) {
      if (stopsLoop(target, traceHeader, { by: 'Invoke' })) throw loopStopped(target.name);
    },
    runLater: (target, payload, traceHeader) =>
      schedule(target.name, payload, traceHeader, asynchronousDelayMilliseconds, 0),
  };
}

/** `Type: message` of a failed invocation's payload. */
function failureText(payload: string): string {
  const { errorType, errorMessage } = JSON.parse(payload) as { errorType?: string; errorMessage?: string };
  return `${errorType ?? 'Error'}: ${errorMessage ?? ''}`;
}
