import type { TimelineEvent } from '../../../../sandbox/control/schema.ts';

const places: Partial<Readonly<Record<TimelineEvent['kind'], readonly string[]>>> = {
  'mail.sent': ['outside', 'mail'],
  'slack.posted': ['outside', 'slack'],
  'task.created': ['outside', 'agents'],
  'owner.changed': ['cases'],
};

/** True for an event by which somebody was told of something. */
export const isMessage = ({ kind }: TimelineEvent): boolean => kind in places;

/** Where in the page it can be read. */
export const placeOfMessage = ({ kind, caseId }: TimelineEvent): readonly string[] =>
  kind === 'owner.changed' && caseId !== undefined ? ['cases', caseId] : (places[kind] ?? []);
