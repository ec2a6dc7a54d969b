import type { Kernel } from '../../kernel/kernel.ts';
import type { EmittedEvent } from '../../kernel/world.ts';

/** An event as rules see it and targets receive it. https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO-8601 UTC, whole seconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Fills in what the bus adds: id, account, Region, version, and the time unless the sender gave one. */
export function toBusEvent(kernel: Kernel, event: EmittedEvent, time?: Date): BusEvent {
  const at = time ?? new Date(kernel.clock.now());
  return {
    version: '0',
    id: kernel.identifiers.uuid(),
    'detail-type': event.detailType,
    source: event.source,
    account: kernel.place.accountId,
    time: at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region: kernel.place.region,
    resources: event.resources,
    // What was sent stays as it was, whatever the sender does with its object afterwards.
    detail: structuredClone(event.detail),
  };
}

const textIn = (value: unknown, member: string): string | undefined => {
  const found = (value as Readonly<Record<string, unknown>> | undefined)?.[member];
  return typeof found === 'string' ? found : undefined;
};

/** Case and contact that an event speaks of, for the journal: `detail.caseId`, `detail.case.caseId` and their like. */
export function subjectOf({ detail }: BusEvent): { caseId: string | undefined; contactId: string | undefined } {
  return {
    caseId: textIn(detail, 'caseId') ?? textIn(detail.case, 'caseId') ?? textIn(detail.relatedItem, 'caseId'),
    contactId: textIn(detail, 'contactId'),
  };
}
