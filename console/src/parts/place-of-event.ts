import type { TimelineEvent } from '../../../sandbox/control/schema.ts';

type Told = Pick<TimelineEvent, 'kind' | 'sequence' | 'caseId' | 'facts'>;

const factIn = ({ facts }: Told, name: string): readonly string[] =>
  typeof facts[name] === 'string' ? [facts[name]] : [];

const places: Partial<Readonly<Record<TimelineEvent['kind'], (event: Told) => readonly string[]>>> = {
  'mail.sent': ({ sequence }) => ['outside', 'mail', String(sequence)],
  'slack.posted': (event) => [
    'outside',
    'slack',
    ...factIn(event, 'channel').flatMap((channel) => [channel, String(event.sequence)]),
  ],
  'crm.upserted': (event) => ['outside', 'crm', ...factIn(event, 'externalId')],
  'task.created': () => ['outside', 'agents'],
  'owner.changed': ({ caseId }) => ['cases', ...(caseId === undefined ? [] : [caseId])],
};

/**
 * Where that what an event tells of is seen as those see it whom it reached: this very mail, this message in its channel, the
 * record, the agents, the case that was given to somebody. Parts of an address for `LinkTo`; undefined for events that reached nobody.
 */
export const placeOfEvent = (event: Told): readonly string[] | undefined => places[event.kind]?.(event);
