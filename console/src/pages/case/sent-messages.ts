import type { TimelineEvent } from '../../../../sandbox/control/schema.ts';
import { placeOfEvent } from '../../parts/place-of-event.ts';

export const messageKinds = ['mail', 'slack', 'crm', 'task'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Something that went to somebody, or to another system, because of a case. */
export interface Message {
  readonly key: string;
  readonly at: string;
  readonly kind: MessageKind;
  /** Mail addresses, `#channel`, record, or id of the user. */
  readonly to: string;
  /** Subject, text, or fields that were sent. */
  readonly what: string;
  readonly reason: TimelineEvent['reason'];
  /** Parts of the address at which it is seen as it arrived. */
  readonly place: readonly string[];
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
const listOf = (value: unknown): string => (Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value));
const fieldsOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, one]) => `${name}: ${textOf(one)}`)
        .join('\n')
    : '';

type Facts = TimelineEvent['facts'];
const readings: Partial<
  Readonly<Record<TimelineEvent['kind'], (facts: Facts) => Pick<Message, 'kind' | 'to' | 'what'>>>
> = {
  'mail.sent': (facts) => ({ kind: 'mail', to: listOf(facts['to']), what: textOf(facts['subject']) }),
  'slack.posted': (facts) => ({
    kind: 'slack',
    to: `#${textOf(facts['channelName'] ?? facts['channel'])}`,
    what: textOf(facts['text']),
  }),
  'crm.upserted': (facts) => ({
    kind: 'crm',
    to: `${textOf(facts['object'])} ${textOf(facts['externalId'])}`,
    what: fieldsOf(facts['fields']),
  }),
  'task.created': (facts) => ({ kind: 'task', to: textOf(facts['owner']), what: textOf(facts['name']) }),
};

/** What was sent, newest first. */
export function messagesIn(events: readonly TimelineEvent[]): readonly Message[] {
  return events
    .flatMap((event) => {
      const { sequence, at, kind, facts, reason } = event;
      const read = readings[kind]?.(facts);
      const place = placeOfEvent(event);
      return read === undefined || place === undefined
        ? []
        : [{ key: `${sequence} ${kind}`, at, reason, place, ...read }];
    })
    .toReversed();
}
