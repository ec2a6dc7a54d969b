import type { CaseEvent } from '../../../lambda/contract/case-event.ts';
import type { FieldValue } from '../../../lambda/contract/case-item.ts';
import type { FreshCase } from '../../../lambda/domain/ports.ts';
import type { CaseHistory, Change } from '../checks/evidence.ts';
import type { People } from './people.ts';

type Fields = Readonly<Record<string, FieldValue>>;

/** Who changes a case. */
export type Party = Change['by'];

export interface StoredCase {
  readonly caseId: string;
  readonly templateId: string;
  readonly createdAt: number;
  /**
   * The instant of the latest change. No two changes of a case have the same: which of two of one millisecond came last no event
   * tells, and docs/decisions/0009 settles it by their values, which may not be the truth.
   */
  changedAt: number;
  /** Never changed, only replaced: evidence keeps it. A field without a value is absent. */
  truth: FreshCase;
  readonly changes: Change[];
  deletedAt: number | undefined;
  deletionEventId: string | undefined;
}

/** The cases of the domain with their true history. */
export interface CaseStore {
  readonly people: People;
  find(caseId: string): StoredCase | undefined;
  /** @returns false when the case is not there */
  set(caseId: string, fields: Fields, by: Party): boolean;
  /** Tells of a related item, which is no change of the case itself. */
  tellItem(
    stored: StoredCase,
    item: { readonly id: string; readonly type: string; readonly content: object },
    by: Party,
  ): void;
  readonly histories: () => readonly CaseHistory[];
  readonly onEvent: (listener: (event: CaseEvent) => void) => void;
  /** Asks to be called after each change with the fields that got another value. */
  onChange(listener: (stored: StoredCase, changed: readonly string[]) => void): void;
  /** Asks to be called after everything that happens to a case: its creation, each change, its deletion. */
  onWrite(listener: (stored: StoredCase) => void): void;
  /** Every case that there ever was, in the order of creation. */
  all(): readonly StoredCase[];
}

const domainArn = 'arn:aws:cases:ap-northeast-1:111122223333:domain/simulated';
const agentArn = 'arn:aws:connect:ap-northeast-1:111122223333:instance/simulated/agent/somebody';

/** @param now epoch milliseconds */
export function createCaseStore(now: () => number): CaseStore {
  const cases = new Map<string, StoredCase>();
  const eventListeners: ((event: CaseEvent) => void)[] = [];
  const changeListeners: ((stored: StoredCase, changed: readonly string[]) => void)[] = [];
  const writeListeners: ((stored: StoredCase) => void)[] = [];
  const written = (stored: StoredCase): void => {
    for (const listener of writeListeners) listener(stored);
  };
  let events = 0;

  const emit = (stored: StoredCase, eventType: string, by: Party, detail: object): string => {
    const at = new Date(eventType.startsWith('CASE.') ? stored.changedAt : now()).toISOString();
    const id = `event-${(events += 1)}`;
    const event: CaseEvent = {
      id,
      source: 'aws.cases',
      'detail-type': 'Amazon Connect Cases Change',
      time: at,
      resources: [domainArn, `${domainArn}/case/${stored.caseId}`],
      detail: {
        version: '0',
        eventType,
        approximateChangeTime: at,
        performedBy: { user: by === 'people' ? { userArn: agentArn } : { customEntity: 'casewarden' } },
        ...detail,
      },
    };
    for (const listener of eventListeners) listener(event);
    return id;
  };
  const tell = (stored: StoredCase, eventType: string, by: Party, changedFieldIds?: readonly string[]): string =>
    emit(stored, eventType, by, {
      ...(changedFieldIds === undefined ? {} : { changedFieldIds }),
      case: {
        caseId: stored.caseId,
        templateId: stored.templateId,
        createdDateTime: new Date(stored.createdAt).toISOString(),
        ...(eventType === 'CASE.DELETED' ? {} : { fields: valuesOf(stored.truth.fields) }),
      },
    });

  const find = (caseId: string): StoredCase | undefined => {
    const stored = cases.get(caseId);
    return stored?.deletedAt === undefined ? stored : undefined;
  };
  const set = (caseId: string, fields: Fields, by: Party): boolean => {
    const stored = find(caseId);
    if (stored === undefined) return false;
    stored.changedAt = Math.max(now(), stored.changedAt + 1);
    const before = stored.truth.fields;
    const changed = Object.keys(fields).filter((id) => (before[id] ?? null) !== (fields[id] ?? null));
    if (changed.length > 0) stored.truth = { ...stored.truth, fields: withoutEmpty({ ...before, ...fields }) };
    // Values that are equal to the old ones are an update, too: the time of the last update moves.
    const eventId = tell(stored, 'CASE.UPDATED', by, changed);
    stored.changes.push({ at: stored.changedAt, fields: stored.truth.fields, by, eventId });
    for (const listener of changeListeners) listener(stored, changed);
    written(stored);
    return true;
  };

  const people: People = {
    create: (caseId, templateId, fields) => {
      if (cases.has(caseId)) throw new Error(`case ${caseId} exists already; a story names each of its cases once`);
      const truth = { caseId, templateId, fields: withoutEmpty({ status: 'open', ...fields }) };
      const stored: StoredCase = {
        caseId,
        templateId,
        createdAt: now(),
        changedAt: now(),
        truth,
        changes: [],
        deletedAt: undefined,
        deletionEventId: undefined,
      };
      cases.set(caseId, stored);
      const eventId = tell(stored, 'CASE.CREATED', 'people', Object.keys(truth.fields));
      stored.changes.push({ at: now(), fields: truth.fields, by: 'people', eventId });
      written(stored);
    },
    edit: (caseId, fields) => void set(caseId, fields, 'people'),
    answer: (caseId) => void set(caseId, { status: 'in_progress' }, 'people'),
    close: (caseId) => void set(caseId, { status: 'closed' }, 'people'),
    reopen: (caseId) => void set(caseId, { status: 'open' }, 'people'),
    delete: (caseId) => {
      const stored = find(caseId);
      if (stored === undefined) return;
      stored.changedAt = Math.max(now(), stored.changedAt + 1);
      stored.deletedAt = stored.changedAt;
      stored.deletionEventId = tell(stored, 'CASE.DELETED', 'people');
      written(stored);
    },
    present: () => [...cases.values()].filter(({ deletedAt }) => deletedAt === undefined).map(({ caseId }) => caseId),
  };

  return {
    people,
    find,
    set,
    tellItem: (stored, { id, type, content }, by) =>
      void emit(stored, 'RELATED_ITEM.CREATED', by, {
        relatedItem: {
          relatedItemType: type,
          relatedItemId: id,
          caseId: stored.caseId,
          createdDateTime: new Date(now()).toISOString(),
          ...content,
        },
      }),
    histories: () =>
      [...cases.values()].map(({ caseId, templateId, createdAt, changes, deletedAt, deletionEventId }) => ({
        caseId,
        templateId,
        createdAt,
        changes,
        ...(deletedAt === undefined ? {} : { deletedAt }),
        ...(deletionEventId === undefined ? {} : { deletionEventId }),
      })),
    onEvent: (listener) => void eventListeners.push(listener),
    onChange: (listener) => void changeListeners.push(listener),
    onWrite: (listener) => void writeListeners.push(listener),
    all: () => [...cases.values()],
  };
}

const withoutEmpty = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function valuesOf(fields: Fields): Record<string, { value: object }> {
  return Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, { value: unionOf(value) }]));
}

function unionOf(value: FieldValue): object {
  if (typeof value === 'number') return { doubleValue: value };
  return typeof value === 'boolean' ? { booleanValue: value } : { stringValue: value };
}
