import type { JournalEntry } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import { textOf } from './facts.ts';

/** A contact (a chat, or a task) as the journal tells it. */
export interface ViewedContact {
  readonly contactId: string;
  readonly channel: string;
  readonly startedAt: string;
  endedAt: string | null;
  state: 'started' | 'queued' | 'accepted' | 'ended';
  /** While it is queued: the name of the queue, or the id of the agent, that it waits for. */
  waitsFor: { readonly queue: string } | { readonly userId: string } | null;
  /** Id of the agent who took it. */
  agentId: string | null;
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
  tasksOfCase(caseId: string): readonly ViewedContact[];
}

const none: readonly ViewedContact[] = [];

const words = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Folds the journal's contact entries into contacts. */
export function createContactView(): ContactView {
  const contacts = new Map<string, ViewedContact>();
  const customers: ViewedContact[] = [];
  const tasks: ViewedContact[] = [];
  const tasksOfCase = new Map<string, ViewedContact[]>();
  const start = (entry: JournalEntry, channel: string): void => {
    const { contactId, detail } = entry;
    if (contactId === undefined || contacts.has(contactId)) return;
    const attributes = (detail['attributes'] ?? {}) as Record<string, unknown>;
    const one: ViewedContact = {
      contactId,
      channel,
      startedAt: entry.at,
      endedAt: null,
      state: 'started',
      waitsFor: null,
      agentId: null,
      customer: textOf(detail['displayName']) || null,
      flowId: textOf(detail['flowId']) || null,
      caseId: entry.caseId ?? (textOf(attributes['casewarden_case_id']) || null),
      attributes,
      name: textOf(detail['name']),
      description: textOf(detail['description']),
      transcript: [],
      path: [],
    };
    contacts.set(contactId, one);
    (channel === 'TASK' ? tasks : customers).push(one);
    if (channel !== 'TASK') return;
    if (one.caseId === null) return;
    const ofCase = tasksOfCase.get(one.caseId);
    if (ofCase) ofCase.push(one);
    else tasksOfCase.set(one.caseId, [one]);
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
      if (kind === 'contact.queued') {
        one.state = 'queued';
        one.waitsFor = targetOf(detail);
      }
      if (kind === 'contact.accepted') {
        one.state = 'accepted';
        one.waitsFor = null;
        one.agentId = textOf(detail['userId']) || null;
      }
      if (kind === 'contact.ended') {
        one.state = 'ended';
        one.waitsFor = null;
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
    customers: () => customers,
    tasks: () => tasks,
    tasksOfCase: (caseId) => tasksOfCase.get(caseId) ?? none,
  };
}

function targetOf(detail: JsonObject): ViewedContact['waitsFor'] {
  const queue = textOf(detail['queue']) || textOf(detail['queueId']);
  if (queue !== '') return { queue };
  const userId = textOf(detail['userId']) || textOf(detail['agent']);
  return userId === '' ? null : { userId };
}
