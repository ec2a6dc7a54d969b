import type { JournalEntry } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import { linkedContact, type Correlation } from './correlation.ts';
import { effectMarkOf } from './effect-mark.ts';
import { factsOf, textGiven, textOf } from './facts.ts';
import { plainValue, type PlainValue } from './field-value.ts';
import { createFlowFrames, type FlowFrame } from './flow-frames.ts';
import { nativeSlaOf, type NativeSla } from './native-sla.ts';

/** Why something happened, as far as the journal tells it; `reason-words.ts` says it for people. */
export type Reason =
  | { readonly because: 'flow'; readonly frame: FlowFrame | null }
  | { readonly because: 'flow-stuck'; readonly frame: FlowFrame | null }
  | { readonly because: 'rule'; readonly rule: string; readonly assigns: boolean }
  | { readonly because: 'person'; readonly user: string }
  | { readonly because: 'program'; readonly name: string }
  | {
      readonly because: 'policy';
      /** Null when several policies come into question. */
      readonly policy: string | null;
      readonly level: string;
      /** Position among the level's actions, from 1; null when no mark tells. */
      readonly step: number | null;
    }
  | { readonly because: 'level'; readonly policy: string; readonly level: string }
  | { readonly because: 'deadline'; readonly condition: NativeSla['condition'] }
  | { readonly because: 'change'; readonly changes: readonly FieldChange[]; readonly by: Reason | null }
  | { readonly because: 'case-deleted' }
  | { readonly because: 'sink'; readonly sink: string; readonly change: 'created' | 'updated' }
  | { readonly because: 'expired' }
  | { readonly because: 'customer' };

export interface FieldChange {
  readonly field: string;
  readonly to: PlainValue;
}

/** Finds the reasons entry by entry, each from what had been recorded until then. */
export interface ReasonReader {
  take(entry: JournalEntry): void;
  /** Why what the entry at this position records happened; null where nothing tells. */
  of(sequence: number): Reason | null;
}

/** What was recorded about one case that later reasons go back to. */
interface CaseMemory {
  readonly created: { readonly sequence: number; readonly at: string } | null;
  isDeleted: boolean;
  readonly slas: { readonly sla: NativeSla; isOpen: boolean }[];
  readonly updates: { readonly at: string; readonly changes: readonly FieldChange[]; readonly by: Reason | null }[];
  /** Levels that were reached, breaches among them. */
  readonly levels: { readonly at: string; readonly policy: string; readonly level: string }[];
  lastSink: Reason | null;
}

/** Levels that lie closer together than this cannot be told apart by what follows them. */
const levelsTogetherMilliseconds = 120_000;
const ownEntity = 'casewarden';

/** @param known learns each entry before it is taken here */
export function createReasonReader(known: Correlation): ReasonReader {
  const reasons = new Map<number, Reason>();
  const memories = new Map<string, CaseMemory>();
  const tasks = new Map<string, Reason>();
  const agents = new Map<string, string>();
  const frames = createFlowFrames();

  const memoryOf = (caseId: string): CaseMemory => {
    const before = memories.get(caseId);
    if (before) return before;
    const made: CaseMemory = {
      created: null,
      isDeleted: false,
      slas: [],
      updates: [],
      levels: [],
      lastSink: null,
    };
    memories.set(caseId, made);
    return made;
  };
  const byFlow = (contactId: string | undefined): Reason => ({
    because: 'flow',
    frame: frames.current(contactId) ?? null,
  });

  const take = (entry: JournalEntry): Reason | null => {
    const { kind, at, caseId, contactId, detail } = entry;
    switch (kind) {
      case 'contact.message':
        return detail['role'] === 'SYSTEM' && frames.current(contactId) ? byFlow(contactId) : null;
      case 'contact.queued':
        return frames.current(contactId) ? byFlow(contactId) : null;
      case 'contact.accepted':
        if (contactId !== undefined) agents.set(contactId, textOf(detail['userId']));
        return null;
      case 'contact.ended':
        return contactEnded(textOf(detail['reason']), agents.get(contactId ?? ''), frames.current(contactId));
      case 'flow.action':
        // Comes behind the case, and names the flow or module that it ran in.
        if (detail['type'] === 'CreateCase' && caseId !== undefined) {
          const { created } = memoryOf(caseId);
          if (created && !reasons.has(created.sequence)) reasons.set(created.sequence, byFlow(contactId));
        }
        return null;
      case 'task.started': {
        const ofCase = contactId === undefined ? undefined : known.caseOfTask.get(contactId);
        const reason = ofCase === undefined ? null : afterLevel(memoryOf(ofCase), at);
        if (reason && contactId !== undefined) tasks.set(contactId, reason);
        return reason;
      }
      case 'mail.sent':
      case 'slack.posted': {
        const mark = effectMarkOf(entry);
        return mark ? { because: 'policy', ...mark } : null;
      }
      case 'crm.upserted': {
        const ofCase = textGiven(detail['externalId']);
        return ofCase === undefined ? null : (memories.get(ofCase)?.lastSink ?? null);
      }
      case 'event.received':
        return announced(detail, memoryOf);
      default:
        return caseId === undefined ? null : takeCase(entry, caseId);
    }
  };

  const takeCase = ({ kind, sequence, at, contactId, detail }: JournalEntry, caseId: string): Reason | null => {
    const memory = memoryOf(caseId);
    switch (kind) {
      case 'case.created':
        memories.set(caseId, { ...memory, created: { sequence, at } });
        return null;
      case 'case.updated': {
        const by = performerOf(detail, () => afterLevel(memory, at));
        const changes = Object.entries(factsOf(detail['changed'])).map(([field, change]) => ({
          field,
          to: plainValue(factsOf(change)['to']),
        }));
        if (changes.length > 0) memory.updates.push({ at, changes, by });
        return by;
      }
      case 'case.deleted':
        memory.isDeleted = true;
        return null;
      case 'related-item.created': {
        const sla = nativeSlaOf(detail);
        if (sla) memory.slas.push({ sla, isOpen: true });
        const rule = textGiven(detail['ruleName']);
        if (rule !== undefined) return { because: 'rule', rule, assigns: sla !== undefined };
        const contact = contactId ?? linkedContact(detail);
        if (detail['origin'] !== 'flow') return tasks.get(contact ?? '') ?? null;
        const reason = byFlow(contact);
        // A flow that makes a case links its contact in the same moment; nothing else is said of who made the case.
        if (memory.created?.at === at && known.contactOfCase.get(caseId) === contact)
          reasons.set(memory.created.sequence, reason);
        return reason;
      }
      case 'related-item.deleted':
        return performerOf(detail, () => null);
      case 'sla.changed':
        return slaChanged(detail, memory);
      default:
        return null;
    }
  };

  return {
    take(entry) {
      const reason = take(entry);
      if (reason) reasons.set(entry.sequence, reason);
      frames.take(entry);
    },
    of: (sequence) => reasons.get(sequence) ?? null,
  };
}

function contactEnded(reason: string, agent: string | undefined, frame: FlowFrame | undefined): Reason | null {
  if (reason.startsWith('FLOW_STUCK')) return { because: 'flow-stuck', frame: frame ?? null };
  if (reason.startsWith('FLOW_')) return { because: 'flow', frame: frame ?? null };
  if (reason === 'EXPIRED') return { because: 'expired' };
  if (reason.startsWith('AGENT_')) return agent === undefined ? null : { because: 'person', user: agent };
  return reason.startsWith('CUSTOMER_') ? { because: 'customer' } : null;
}

/** What Casewarden does to a case without saying for which policy: the one whose level was reached just before. */
function afterLevel({ levels }: CaseMemory, at: string): Reason | null {
  const last = levels.at(-1);
  if (!last) return null;
  const together = levels.filter((level) => Date.parse(at) - Date.parse(level.at) <= levelsTogetherMilliseconds);
  const isCertain = together.every(({ policy }) => policy === last.policy);
  return { because: 'policy', policy: isCertain ? last.policy : null, level: last.level, step: null };
}

function performerOf(detail: JsonObject, ownReason: () => Reason | null): Reason | null {
  const rule = textGiven(detail['ruleName']);
  if (rule !== undefined) return { because: 'rule', rule, assigns: false };
  if (detail['origin'] === 'flow') return { because: 'flow', frame: null };
  const performedBy = factsOf(detail['performedBy']);
  const user = factsOf(performedBy['user'] ?? performedBy);
  const userArn = textGiven(user['userArn']);
  if (userArn !== undefined) return { because: 'person', user: userArn };
  const entity = textGiven(user['customEntity']);
  if (entity === ownEntity) return ownReason() ?? { because: 'program', name: ownEntity };
  const name = entity ?? textGiven(performedBy['iamPrincipalArn']);
  return name === undefined ? null : { because: 'program', name };
}

function slaChanged(detail: JsonObject, memory: CaseMemory): Reason | null {
  const own = memory.slas.find(({ sla }) => sla.relatedItemId === textGiven(detail['relatedItemId']));
  if (detail['status'] === 'Overdue') return { because: 'deadline', condition: own?.sla.condition ?? null };
  if (!own || (detail['status'] !== 'Met' && detail['status'] !== 'NotMet')) return null;
  own.isOpen = false;
  const update = memory.updates.at(-1);
  const change = update?.changes.find(({ field }) => field === own.sla.condition?.field);
  if (!update || !change || !isSame(update.at, detail['completionTime'])) return null;
  return { because: 'change', changes: [change], by: update.by };
}

/** Casewarden's own announcements on its event bus. */
function announced(detail: JsonObject, memoryOf: (caseId: string) => CaseMemory): Reason | null {
  const said = factsOf(detail['detail']);
  const caseId = textGiven(said['caseId']);
  if (detail['source'] !== 'casewarden' || caseId === undefined) return null;
  const memory = memoryOf(caseId);
  const policy = textOf(said['policy']);
  switch (detail['detailType']) {
    case 'SLA Warned':
    case 'Case Escalated': {
      const level = textOf(said['level']);
      memory.levels.push({ at: textOf(said['at']), policy, level });
      return { because: 'level', policy, level };
    }
    case 'SLA Breached': {
      memory.levels.push({ at: textOf(said['at']) || textOf(said['deadline']), policy, level: 'breach' });
      const native = memory.slas.find(({ sla, isOpen }) => sla.name === policy && isOpen);
      return { because: 'deadline', condition: native?.sla.condition ?? null };
    }
    case 'SLA Ended': {
      if (said['verdict'] === 'cancelled') return memory.isDeleted ? { because: 'case-deleted' } : null;
      const update = memory.updates.findLast(({ at }) => isSame(at, said['endedAt']));
      return update ? { because: 'change', changes: update.changes, by: update.by } : null;
    }
    case 'Sink Ready': {
      const sink = textGiven(said['sink']);
      const change = memory.updates.length === 0 ? 'created' : 'updated';
      memory.lastSink = sink === undefined ? null : { because: 'sink', sink, change };
      return null;
    }
    default:
      return null;
  }
}

const isSame = (at: string, other: unknown): boolean => Date.parse(at) === Date.parse(textOf(other));
