import type { CaseEvent } from '../contract/case-event.ts';
import type { Signal } from '../contract/case-item.ts';
import type { SeenSla } from './clock/adopted.ts';
import { readEventTime } from './fold-event.ts';
import { toInstant } from './instants.ts';

/** What an event about a related item says that matters to clocks. */
export type RelatedNews =
  | { readonly kind: 'comment'; readonly signal: Signal }
  | { readonly kind: 'sla'; readonly sla: SeenSla; readonly at: string };

/**
 * Reads an event about a related item; undefined when it says nothing that matters. Documented is the event of a new
 * comment. What one of an SLA holds is not, so that it is read wherever it is likely to stand, and never insisted on.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/case-event-streams-sample.html
 */
export function readRelatedItem(event: CaseEvent): RelatedNews | undefined {
  const { detail } = event;
  const about = detail.relatedItem;
  const { relatedItemId } = about ?? {};
  if (about === undefined || relatedItemId === undefined) return undefined;
  switch (about.relatedItemType?.toLowerCase()) {
    case 'comment': {
      if (!detail.eventType.toUpperCase().endsWith('CREATED')) return undefined;
      return { kind: 'comment', signal: { at: readEventTime(event), kind: 'comment', id: relatedItemId } };
    }
    case 'sla': {
      const at = readEventTime(event);
      const sla = readSla(about, relatedItemId, at);
      return sla && { kind: 'sla', sla, at };
    }
    case undefined:
    default:
      return undefined;
  }
}

type Members = Readonly<Record<string, unknown>>;

function readSla(about: Members, relatedItemId: string, at: string): SeenSla | undefined {
  const content = membersOf(about['content']) ?? about;
  const sla = membersOf(content['sla']) ?? content;
  const configuration = membersOf(sla['slaConfiguration']) ?? sla;
  const [slaName, targetTime] = [configuration['name'], instantIn(configuration['targetTime'])];
  if (typeof slaName !== 'string' || slaName === '' || targetTime === undefined) return undefined;
  const { fieldId, status, targetFieldValues } = configuration;
  const completedAt = instantIn(configuration['completionTime']);
  return {
    relatedItemId,
    slaName,
    status: typeof status === 'string' ? status : '',
    attachedAt: instantIn(about['createdDateTime']) ?? instantIn(about['associationTime']) ?? at,
    targetTime,
    ...(completedAt === undefined ? {} : { completedAt }),
    ...(typeof fieldId === 'string' && fieldId !== '' ? { fieldId } : {}),
    values: Array.isArray(targetFieldValues) ? targetFieldValues.flatMap(scalarIn) : [],
  };
}

function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined;
}

function instantIn(value: unknown): string | undefined {
  return typeof value === 'string' ? toInstant(value) : undefined;
}

/** A value as it stands, or as a union with one member. */
function scalarIn(value: unknown): (string | number | boolean)[] {
  const members = membersOf(value);
  const inner = members === undefined ? value : Object.values(members)[0];
  return typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean' ? [inner] : [];
}
