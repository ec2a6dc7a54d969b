import { AwsError } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';
import { announceContact, type ContactEventType } from './contact-events.ts';
import type { Contact, ContactReference, QueueTarget, TranscriptRole } from './contact.ts';
import { furthestScheduleMilliseconds, longestChain, mostActiveTasks, mostInAgentQueue } from './contact-limits.ts';
import { notFound, type FlowCatalogue } from './flow-catalogue.ts';
import type { FlowPort } from './flow/flow-port.ts';
import { runFlow } from './flow/interpreter.ts';
import type { ConnectStore } from './store.ts';

export interface NewContact {
  readonly flowId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly segmentAttributes?: Readonly<Record<string, unknown>>;
  readonly relatedContactId?: string | undefined;
}
export interface NewChat extends NewContact {
  readonly displayName: string;
  readonly initialMessage?: string | undefined;
  readonly customerId?: string | undefined;
  readonly durationMinutes?: number | undefined;
}
export interface NewTask extends NewContact {
  readonly name: string;
  readonly description?: string | undefined;
  readonly references: Readonly<Record<string, ContactReference>>;
  readonly previousContactId?: string | undefined;
  readonly scheduledAt?: number | undefined;
}

/** Contacts and their lives: started, talked in, queued, taken by an agent, ended. */
export interface ContactCentre {
  startChat(chat: NewChat): Contact;
  startTask(task: NewTask): Contact;
  say(contact: Contact, role: TranscriptRole, text: string): void;
  /** @returns false when the queue is full. */
  enqueue(contact: Contact, target: QueueTarget): boolean;
  /** Ends a contact; ending it twice changes nothing. */
  end(contact: Contact, reason: string): void;
  waiting(target: QueueTarget): readonly Contact[];
  /** An agent takes a task that waits for them. @throws AwsError when it does not. */
  acceptTask(contactId: string, userId: string): void;
  /** The agent who has the task or chat ends it. @throws AwsError when they have it not, or it has ended */
  completeTask(contactId: string, userId: string): void;
}

const flowStartMilliseconds = 300;
/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html */
const chatMinutes = 25 * 60;
/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartTaskContact.html */
const taskMinutes = 7 * 24 * 60;

/** @param portOf gives the port late, because the port's parts and the contact centre need each other. */
export function createContactCentre(
  world: World,
  store: ConnectStore,
  catalogue: FlowCatalogue,
  portOf: () => FlowPort,
): ContactCentre {
  const { clock, identifiers, journal } = world.kernel;
  const record = (kind: string, contact: Contact, detail: Readonly<Record<string, unknown>>): void =>
    void journal.append({ kind, contactId: contact.contactId, caseId: contact.caseId, detail });
  const announce = (contact: Contact, eventType: ContactEventType): void =>
    announceContact(world, store, contact, eventType);

  const create = (
    channel: Contact['channel'],
    given: NewContact,
    more: Partial<Contact> & { previous?: Contact | undefined; lifeMinutes: number },
  ): Contact => {
    const { previous, lifeMinutes, ...values } = more;
    const contactId = identifiers.uuid();
    const related = given.relatedContactId === undefined ? undefined : store.contacts.get(given.relatedContactId);
    const attributes = previous
      ? Object.assign(previous.attributes, given.attributes)
      : { ...related?.attributes, ...given.attributes };
    const contact: Contact = {
      contactId,
      initialContactId: previous?.initialContactId ?? contactId,
      previousContactId: previous?.contactId,
      relatedContactId: given.relatedContactId,
      channel,
      initiationMethod: 'API',
      flowId: given.flowId,
      initiatedAt: clock.now(),
      scheduledAt: undefined,
      attributes,
      references: {},
      segmentAttributes: given.segmentAttributes ?? {},
      displayName: undefined,
      initialMessage: undefined,
      transcript: [],
      name: undefined,
      description: undefined,
      languageCode: undefined,
      customerId: undefined,
      profileId: undefined,
      caseId: undefined,
      taskContactId: undefined,
      targetQueue: undefined,
      queued: undefined,
      agent: undefined,
      lastUpdatedAt: clock.now(),
      disconnectedAt: undefined,
      endReason: undefined,
      expiry: undefined,
      ...values,
    };
    store.contacts.set(contactId, contact);
    contact.expiry = clock.after(lifeMinutes * 60_000, `contact ${contactId} expires`, () => end(contact, 'EXPIRED'));
    return contact;
  };

  const startFlow = (contact: Contact, delayMilliseconds: number): void => {
    const flow = catalogue.flow(contact.flowId);
    if (!flow) throw notFound('flow', contact.flowId);
    clock.after(delayMilliseconds, `flow "${flow.name}" starts`, () => {
      if (contact.disconnectedAt === undefined) runFlow(contact, flow, portOf());
    });
  };

  const end = (contact: Contact, reason: string): void => {
    if (contact.disconnectedAt !== undefined) return;
    contact.disconnectedAt = clock.now();
    contact.lastUpdatedAt = clock.now();
    contact.endReason = reason;
    contact.queued = undefined;
    contact.expiry?.cancel();
    record('contact.ended', contact, { reason });
    announce(contact, 'DISCONNECTED');
  };

  const say = (contact: Contact, role: TranscriptRole, text: string): void => {
    contact.transcript.push({ at: clock.now(), role, text });
    contact.lastUpdatedAt = clock.now();
    record('contact.message', contact, { role, text });
  };

  const waiting = (target: QueueTarget): readonly Contact[] =>
    [...store.contacts.values()].filter(
      ({ queued }) => queued !== undefined && targetKey(queued.target) === targetKey(target),
    );

  const requireFlow = (flowId: string): void => {
    if (!catalogue.flow(flowId)) throw notFound('flow', flowId);
  };

  return {
    startChat(chat) {
      requireFlow(chat.flowId);
      const contact = create('CHAT', chat, {
        displayName: chat.displayName,
        initialMessage: chat.initialMessage,
        customerId: chat.customerId,
        segmentAttributes: { 'connect:Subtype': 'connect:Chat', ...chat.segmentAttributes },
        lifeMinutes: chat.durationMinutes ?? chatMinutes,
      });
      record('contact.started', contact, {
        channel: 'CHAT',
        flowId: chat.flowId,
        displayName: chat.displayName,
        attributes: { ...chat.attributes },
      });
      announce(contact, 'INITIATED');
      if (chat.initialMessage !== undefined) say(contact, 'CUSTOMER', chat.initialMessage);
      startFlow(contact, flowStartMilliseconds);
      return contact;
    },
    startTask(task) {
      requireFlow(task.flowId);
      const previous = task.previousContactId === undefined ? undefined : findContact(store, task.previousContactId);
      if (previous && chainLength(store, previous) >= longestChain)
        throw new AwsError('ServiceQuotaExceededException', `A chain of contacts holds at most ${longestChain}`, {
          statusCode: 402,
        });
      if (activeTasks(store) >= mostActiveTasks)
        throw new AwsError('ServiceQuotaExceededException', `At most ${mostActiveTasks} tasks can be active`, {
          statusCode: 402,
        });
      if (task.relatedContactId !== undefined) findContact(store, task.relatedContactId);
      const delay = task.scheduledAt === undefined ? 0 : task.scheduledAt - clock.now();
      if (delay < 0 || delay > furthestScheduleMilliseconds)
        throw new AwsError('InvalidParameterException', 'ScheduledTime must be in the future, within 6 days');
      const contact = create('TASK', task, {
        previous,
        name: task.name,
        description: task.description,
        references: task.references,
        scheduledAt: task.scheduledAt,
        segmentAttributes: { 'connect:Subtype': 'connect:Task', ...task.segmentAttributes },
        lifeMinutes: taskMinutes,
      });
      record('task.started', contact, {
        name: task.name,
        description: task.description ?? null,
        attributes: { ...task.attributes },
        references: task.references,
        flowId: task.flowId,
      });
      announce(contact, 'INITIATED');
      startFlow(contact, delay + flowStartMilliseconds);
      return contact;
    },
    say,
    end,
    waiting,
    enqueue(contact, target) {
      if (target.kind === 'agent' && waiting(target).length >= mostInAgentQueue) return false;
      contact.queued = { target, at: clock.now() };
      contact.lastUpdatedAt = clock.now();
      const name =
        target.kind === 'agent'
          ? { agent: store.users.find(({ id }) => id === target.userId)?.name, userId: target.userId }
          : { queue: store.queues.find(({ id }) => id === target.queueId)?.name, queueId: target.queueId };
      record('contact.queued', contact, name);
      announce(contact, 'QUEUED');
      return true;
    },
    acceptTask(contactId, userId) {
      const contact = findContact(store, contactId);
      const user = store.users.find(({ id }) => id === userId);
      if (!user) throw notFound('user', userId);
      const target = contact.queued?.target;
      const isTheirs =
        target?.kind === 'agent' ? target.userId === userId : target && user.queueIds.includes(target.queueId);
      if (!isTheirs)
        throw new AwsError('InvalidRequestException', `Contact ${contactId} does not wait for user "${user.name}"`);
      contact.queued = undefined;
      contact.agent = { userId, acceptedAt: clock.now() };
      contact.lastUpdatedAt = clock.now();
      record('contact.accepted', contact, { userId });
      announce(contact, 'CONNECTED_TO_AGENT');
    },
    completeTask(contactId, userId) {
      const contact = findContact(store, contactId);
      if (contact.agent?.userId !== userId)
        throw new AwsError('InvalidRequestException', `Contact ${contactId} is not with user ${userId}`);
      if (contact.disconnectedAt !== undefined)
        throw new AwsError('InvalidRequestException', `Contact ${contactId} has ended (${contact.endReason})`);
      end(contact, contact.channel === 'TASK' ? 'AGENT_COMPLETED' : 'AGENT_DISCONNECT');
    },
  };
}

/** @throws AwsError ResourceNotFoundException */
export function findContact(store: ConnectStore, contactId: string): Contact {
  const contact = store.contacts.get(contactId);
  if (!contact) throw notFound('contact', contactId);
  return contact;
}

const targetKey = (target: QueueTarget): string =>
  target.kind === 'agent' ? `agent ${target.userId}` : target.queueId;

function chainLength(store: ConnectStore, last: Contact): number {
  let length = 1;
  for (let at = last.previousContactId; at !== undefined; at = store.contacts.get(at)?.previousContactId) length += 1;
  return length;
}

const activeTasks = (store: ConnectStore): number =>
  [...store.contacts.values()].filter(
    ({ channel, disconnectedAt }) => channel === 'TASK' && disconnectedAt === undefined,
  ).length;
