import type { JournalEntry } from '../kernel/journal.ts';
import { textOf } from './facts.ts';

/** A contact (a chat, or a task) as the journal tells it. */
export interface ViewedContact {
  readonly contactId: string;
  readonly channel: string;
  readonly startedAt: string;
  endedAt: string | null;
  state: 'started' | 'queued' | 'accepted' | 'ended';
  readonly customer: string | null;
  readonly flowId: string | null;
  readonly caseId: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Of a task. */
  readonly name: string;
  readonly description: string;
  readonly transcript: { readonly at: string; readonly role: string; readonly text: string }[];
  readonly path: {
    readonly at: string;
    readonly flow: string;
    readonly action: string;
    readonly type: string;
    readonly result: string;
  }[];
}

export interface ContactView {
  take(entry: JournalEntry): void;
  get(contactId: string): ViewedContact | undefined;
  /** Contacts by which customers came. */
  customers(): readonly ViewedContact[];
  tasks(): readonly ViewedContact[];
}

const words = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Folds the journal's contact entries into contacts. */
export function createContactView(): ContactView {
  const contacts = new Map<string, ViewedContact>();
  const start = (entry: JournalEntry, channel: string): void => {
    const { contactId, detail } = entry;
    if (contactId === undefined || contacts.has(contactId)) return;
    const attributes = (detail['attributes'] ?? {}) as Record<string, unknown>;
    contacts.set(contactId, {
      contactId,
      channel,
      startedAt: entry.at,
      endedAt: null,
      state: 'started',
      customer: textOf(detail['displayName']) || null,
      flowId: textOf(detail['flowId']) || null,
      caseId: entry.caseId ?? (textOf(attributes['casewarden_case_id']) || null),
      attributes,
      name: textOf(detail['name']),
      description: textOf(detail['description']),
      transcript: [],
      path: [],
    });
  };

  return {
    take(entry) {
      const { kind, at, contactId, detail } = entry;
      if (kind === 'task.started') return start(entry, 'TASK');
      if (kind === 'contact.started') return start(entry, textOf(detail['channel']) || 'CHAT');
      const one = contactId === undefined ? undefined : contacts.get(contactId);
      if (!one) return;
      if (kind === 'contact.message')
        one.transcript.push({ at, role: textOf(detail['role']), text: textOf(detail['text']) });
      if (kind === 'contact.queued') one.state = 'queued';
      if (kind === 'contact.ended') {
        one.state = 'ended';
        one.endedAt = at;
      }
      if (kind === 'flow.action')
        one.path.push({
          at,
          flow: words(detail['flow']),
          action: words(detail['identifier']),
          type: words(detail['type']),
          result: words(detail['result']),
        });
    },
    get: (contactId) => contacts.get(contactId),
    customers: () => [...contacts.values()].filter(({ channel }) => channel !== 'TASK'),
    tasks: () => [...contacts.values()].filter(({ channel }) => channel === 'TASK'),
  };
}
