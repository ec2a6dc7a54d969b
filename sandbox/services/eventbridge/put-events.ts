import type { PutEventsCommandInput, PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import type { Kernel } from '../../kernel/kernel.ts';
import { AwsError, type CallContext } from '../../kernel/service.ts';
import type { Delivery } from './delivery.ts';
import { toBusEvent } from './event.ts';
import { isObject } from '../../kernel/json-object.ts';
import type { EventBridgeStore } from './store.ts';

const mostEntries = 10;
/** Of all entries of a request together. */
const largestRequestBytes = 1024 * 1024;

const missing = (parameter: string): PutEventsResultEntry => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${parameter} is not valid. Reason: ${parameter} is a required argument.`,
});

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html */
function sizeBytes(entry: PutEventsRequestEntry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), entry.Time ? 14 : 0);
}

function readDetail(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return isObject(detail) ? detail : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** PutEvents: a faulty entry fails alone. @throws AwsError ValidationException for a request of too many or too large entries */
export function putEvents(
  kernel: Kernel,
  store: EventBridgeStore,
  delivery: Delivery,
  input: PutEventsCommandInput,
  context: CallContext,
) {
  const entries = input.Entries ?? [];
  if (entries.length === 0 || entries.length > mostEntries)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '[${entries.length} entries]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${mostEntries} and greater than or equal to 1`,
    );
  if (entries.reduce((sum, entry) => sum + sizeBytes(entry), 0) > largestRequestBytes)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');

  const put = (entry: PutEventsRequestEntry): PutEventsResultEntry => {
    if (!entry.Source) return missing('Source');
    if (!entry.DetailType) return missing('DetailType');
    if (!entry.Detail) return missing('Detail');
    if (entry.Source.startsWith('aws.'))
      return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
    const detail = readDetail(entry.Detail);
    if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const bus = store.findBus(entry.EventBusName ?? 'default');
    if (!bus)
      return {
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Event bus ${entry.EventBusName} does not exist.`,
      };
    const { Source: source, DetailType: detailType, Resources: resources = [] } = entry;
    const event = toBusEvent(kernel, { source, detailType, resources, detail }, entry.Time);
    delivery.accept(bus, { event, traceHeader: entry.TraceHeader ?? context.traceHeader, hops: 0 });
    return { EventId: event.id };
  };
  const results = entries.map(put);
  return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
}
