import type { JournalEntry } from '../../../sandbox/kernel/journal.ts';
import type { CallHook } from '../../../sandbox/kernel/service.ts';
import type { Usage } from '../price-table.ts';

/** What the deployed functions use of AWS while a meter runs, in the units of the price table. */
export interface UsageMeter {
  readonly hook: CallHook;
  /** Reads what the journal holds from an entry on. @returns the usage since the meter was made or set to zero */
  usage(journal: readonly JournalEntry[], from: number): Usage;
  /** Calls of functions by `service:Operation`. */
  readonly calls: ReadonlyMap<string, number>;
  reset(): void;
}

/** Functions whose cost is a standing one: they run by the clock, whatever happens. */
const standing = /tick|sweep|refresh|statement/i;
/** Lanes, which wait for their turns. */
const waiting = /dispatch/i;
const gigabytes = 256 / 1024;
/** Of a batch of ten events, as measured for functions like it; functions that wait are counted by their virtual time. */
const batchSeconds = 0.04;
/** What the platform itself writes of an invocation: its start, its end and its report. */
const logBytesPerInvocation = 400;
/** A function that makes no call for longer has ended. */
const longestWaitMilliseconds = 15_000;
/** Receiving a batch and deleting it. */
const requestsPerBatch = 2;

interface Asking {
  ReturnConsumedCapacity?: string;
  Entries?: readonly unknown[];
}
interface Capacity {
  readonly CapacityUnits?: number;
}

/** A rule has put an event into a queue, which is a request to that queue. */
export const isIntoQueue = ({ kind, detail }: JournalEntry): boolean =>
  kind === 'event.delivered' && String(detail['target']).includes(':sqs:');

const isRead = (operation: string): boolean => /^(GetItem|BatchGetItem|Query|Scan)$/.test(operation);

/** @param now epoch milliseconds of virtual time */
export function createUsageMeter(now: () => number): UsageMeter {
  const calls = new Map<string, number>();
  let [readUnits, writeUnits, sqsRequests, events, mails, waitedMilliseconds] = [0, 0, 0, 0, 0, 0];
  const lastCall = new Map<string, number>();

  const count = (service: string, operation: string, input: Asking, result: object): void => {
    if (service === 'sqs') sqsRequests += 1;
    if (service === 'events') events += input.Entries?.length ?? 0;
    if (service === 'ses') mails += 1;
    if (service !== 'dynamodb') return;
    // A write whose condition does not hold is paid for, too.
    const { output = { ConsumedCapacity: { CapacityUnits: 1 } } } = result as { output?: unknown };
    const { ConsumedCapacity: consumed } = output as { ConsumedCapacity?: Capacity | Capacity[] };
    const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
    if (isRead(operation)) readUnits += units;
    else writeUnits += units;
  };

  const noteWait = (roleArn: string): void => {
    const gap = now() - (lastCall.get(roleArn) ?? Number.NEGATIVE_INFINITY);
    if (gap <= longestWaitMilliseconds) waitedMilliseconds += gap;
    lastCall.set(roleArn, now());
  };

  return {
    calls,
    hook: {
      before({ service, caller }, input) {
        if (service === 'dynamodb' && caller.roleArn !== undefined) (input as Asking).ReturnConsumedCapacity = 'TOTAL';
      },
      after({ service, operation, caller: { roleArn } }, input, result) {
        if (roleArn === undefined || standing.test(roleArn)) return;
        const name = `${service}:${operation}`;
        calls.set(name, (calls.get(name) ?? 0) + 1);
        if (waiting.test(roleArn)) noteWait(roleArn);
        count(service, operation, input as Asking, result);
      },
    },
    usage(journal, from) {
      let invocations = 0;
      const entries = journal.slice(from);
      const toQueues = entries.filter(isIntoQueue).length;
      for (const { kind, detail } of entries) {
        if (kind === 'function.invoked' && !standing.test(String(detail['name']))) invocations += 1;
      }
      return {
        sqsRequest: sqsRequests + toQueues + invocations * requestsPerBatch,
        lambdaRequest: invocations,
        lambdaGigabyteSecond: gigabytes * (invocations * batchSeconds + waitedMilliseconds / 1000),
        dynamoDbWriteUnit: writeUnits,
        dynamoDbReadUnit: readUnits,
        eventBridgeEvent: events,
        mail: mails,
        logGigabyte: (invocations * logBytesPerInvocation) / 1e9,
      };
    },
    reset() {
      calls.clear();
      lastCall.clear();
      [readUnits, writeUnits, sqsRequests, events, mails, waitedMilliseconds] = [0, 0, 0, 0, 0, 0];
    },
  };
}
