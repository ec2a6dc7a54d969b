import type { JournalEntry } from '../kernel/journal.ts';
import { factsOf } from './facts.ts';

/** Kinds of the journal that always tell of something that went wrong. */
const alwaysFaults = new Set([
  'alarm.not-told',
  'call.refused',
  'event.doubled',
  'event.dropped',
  'event.lost',
  'flow.stuck',
  'function.logged-error',
  'function.loop-stopped',
  'message.dead-lettered',
  'partner.refused',
  'rule.not-run',
  'sandbox.fault',
]);

/** Actions of a Contact Lens rule that failed when it fired, as the journal's entry holds them. */
export const failedActions = ({ kind, detail }: JournalEntry): readonly Readonly<Record<string, unknown>>[] =>
  kind === 'rule.fired' && Array.isArray(detail['actions'])
    ? detail['actions'].map(factsOf).filter(({ ok }) => ok === false)
    : [];

/** Whether an entry of the journal tells of something that went wrong. */
export const isFault = (entry: JournalEntry): boolean =>
  alwaysFaults.has(entry.kind) ||
  (entry.kind === 'alarm.changed' && entry.detail['to'] === 'ALARM') ||
  (entry.kind === 'function.invoked' && entry.detail['ok'] === false) ||
  failedActions(entry).length > 0;
