import type { FieldValue } from '../../../lambda/contract/case-item.ts';
import { QuotaUsedUpError, RequestRefusedError } from '../../../lambda/domain/errors.ts';
import type { Dice } from '../../domain/timelines/dice.ts';
import type { Read, Shown } from '../checks/evidence.ts';
import { createBuckets, type Buckets } from './buckets.ts';
import { createCaseStore, type CaseStore, type StoredCase } from './case-store.ts';
import { createCaseSearch } from './case-search.ts';
import type { Deed, Outside, OutsidePorts, Rate } from './outside.ts';
import { createSlaStore, type SlaStore } from './sla-store.ts';

/** How long StartTaskContact knows a ClientToken: as long as is documented for other contacts, since for tasks nothing is. */
const tokenLifeMilliseconds = 7 * 24 * 3_600_000;
/** Default quota. Source: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#cases-quotas */
const slasPerCase = 10;
/** The most that one page of SearchAllRelatedItems may hold. */
const pageSize = 25;

interface World {
  readonly now: () => number;
  readonly cases: CaseStore;
  readonly slas: SlaStore;
  readonly search: OutsidePorts['search'];
  readonly buckets: Buckets;
  readonly tokens: Map<string, { readonly contactId: string; readonly at: number }>;
  readonly records: Set<string>;
  readonly deeds: Deed[];
  readonly reads: Read[];
  readonly shown: Shown[];
  /** Numbers mails, posts and contacts. */
  numbers: number;
}

/**
 * The world outside in memory. It answers at once and in one way only: the same calls at the same instants, the same answers.
 * Refusals are those that the adapters make of AWS's.
 * @param now epoch milliseconds @param dice decides how late searches show what was written
 * @param rates quotas by operation, as in `defaultRates`; without them nothing is throttled
 * @param searchLag milliseconds by which the search for cases hides what is written now
 */
export function createOutside(
  now: () => number,
  dice: Dice,
  rates: Readonly<Record<string, Rate>> = {},
  searchLag: () => number = () => 0,
): Outside {
  const cases = createCaseStore(now);
  const world: World = {
    now,
    cases,
    slas: createSlaStore(now, dice, cases),
    search: createCaseSearch(now, searchLag, cases),
    buckets: createBuckets(now, rates),
    tokens: new Map(),
    records: new Set(),
    deeds: [],
    reads: [],
    shown: [],
    numbers: 0,
  };
  return {
    portsFor: (runId) => portsOf(world, typeof runId === 'string' ? () => runId : runId),
    people: cases.people,
    deeds: world.deeds,
    reads: world.reads,
    shown: world.shown,
    histories: cases.histories,
    slas: world.slas.actual,
    newest: () =>
      cases.all().map(({ caseId, truth, deletedAt }) => ({
        caseId,
        truth: deletedAt === undefined ? truth : undefined,
      })),
    throttled: world.buckets.throttled,
    onEvent: cases.onEvent,
  };
}

function portsOf(world: World, runId: () => string): OutsidePorts {
  const { now, cases, slas, search, buckets } = world;
  const record = (deed: Omit<Deed, 'at' | 'runId' | 'truth'>): void => {
    world.deeds.push({ at: now(), runId: runId(), ...deed, truth: cases.find(deed.caseId)?.truth });
  };
  const number = (): number => (world.numbers += 1);
  return {
    cases: {
      read: (caseId, fieldIds) => {
        buckets.take('Cases GetCase');
        const stored = cases.find(caseId);
        world.reads.push({ at: now(), runId: runId(), caseId, truth: stored?.truth });
        return stored === undefined
          ? undefined
          : { caseId, templateId: stored.templateId, fields: readFields(stored, fieldIds) };
      },
    },
    search: {
      page: (wanted) => {
        buckets.take('Cases SearchCases');
        const page = search.page(wanted);
        for (const { caseId, lastUpdatedAt = '' } of page.cases) {
          world.shown.push({ caseId, changedAt: Date.parse(lastUpdatedAt) });
        }
        return page;
      },
    },
    caseWriter: {
      setFields: (caseId, fields) => {
        buckets.take('Cases UpdateCase');
        present(cases, caseId, 'Cases UpdateCase');
        cases.set(caseId, fields, 'casewarden');
        record({ kind: 'set', caseId, what: inOrder(fields) });
      },
      linkContact: (caseId, contactArn) => {
        buckets.take('Cases CreateRelatedItem');
        const stored = present(cases, caseId, 'Cases CreateRelatedItem');
        const content = { contact: { contactArn } };
        cases.tellItem(stored, { id: `contact-item-${number()}`, type: 'Contact', content }, 'casewarden');
      },
    },
    slas: {
      list: (caseId) => {
        buckets.take('Cases SearchRelatedItems');
        present(cases, caseId, 'Cases SearchRelatedItems');
        return slas.shown(caseId);
      },
      attach: (caseId, sla) => {
        buckets.take('Cases CreateRelatedItem');
        const stored = present(cases, caseId, 'Cases CreateRelatedItem');
        if (slas.count(caseId) >= slasPerCase) {
          throw new QuotaUsedUpError('Cases CreateRelatedItem: ServiceQuotaExceededException (HTTP 402)');
        }
        const relatedItemId = slas.attach(stored, sla);
        record({ kind: 'sla-attached', caseId, what: `${sla.name} for ${sla.targetMinutes} min` });
        return relatedItemId;
      },
      remove: (caseId, relatedItemId) => {
        buckets.take('Cases DeleteRelatedItem');
        const removed = slas.remove(caseId, relatedItemId);
        if (removed !== undefined) record({ kind: 'sla-removed', caseId, what: `${removed.name} ${relatedItemId}` });
      },
    },
    slaSearch: {
      page: ({ status, newestFirst, from }) => {
        buckets.take('Cases SearchAllRelatedItems');
        const found = slas.shownOfAll().filter((sla) => sla.status === status);
        const ordered = newestFirst ? found.toReversed() : found;
        const begin = Number(from ?? 0);
        const end = begin + pageSize;
        return { slas: ordered.slice(begin, end), ...(end < ordered.length ? { next: String(end) } : {}) };
      },
    },
    mailer: {
      send: ({ to, subject, body, caseId, effectKey }) => {
        buckets.take('SES SendEmail');
        record({ kind: 'mail', caseId, effectKey, what: `${to}: ${subject} / ${body}` });
        return `mail-${number()}`;
      },
    },
    tasks: {
      start: ({ token, userId, name, caseId }) => {
        buckets.take('Connect StartTaskContact');
        const known = world.tokens.get(token);
        if (known !== undefined && now() - known.at < tokenLifeMilliseconds) return known.contactId;
        const contactId = `contact-${number()}`;
        world.tokens.set(token, { contactId, at: now() });
        // The token names the effect; Connect itself is not told of it otherwise.
        record({ kind: 'task', caseId, effectKey: token.slice(caseId.length + 1), what: `${userId}: ${name}` });
        return contactId;
      },
    },
    slack: {
      post: ({ channel, text, caseId = '', effectKey }) => {
        buckets.take('Slack chat.postMessage');
        record({ kind: 'slack', caseId, effectKey, what: `${channel}: ${text}` });
        return `${Math.floor(now() / 1000)}.${String(number()).padStart(6, '0')}`;
      },
    },
    crm: {
      upsert: ({ object, key, caseId, fields }) => {
        buckets.take('Salesforce upsert');
        const id = `${object}/${key}/${caseId}`;
        const isKnown = world.records.has(id);
        world.records.add(id);
        record({ kind: 'record', caseId, what: inOrder(fields) });
        return isKnown ? 'updated' : 'created';
      },
    },
  };
}

function present(cases: CaseStore, caseId: string, operation: string): StoredCase {
  const stored = cases.find(caseId);
  if (stored === undefined) throw new RequestRefusedError(`${operation}: ResourceNotFoundException (HTTP 404)`);
  return stored;
}

/** Fields without a value are left out. */
function readFields(stored: StoredCase, fieldIds: readonly string[]): Readonly<Record<string, FieldValue>> {
  const { fields } = stored.truth;
  return Object.fromEntries(
    fieldIds.flatMap((id): [string, FieldValue][] => {
      const value = systemField(stored, id) ?? fields[id];
      return value === undefined ? [] : [[id, value]];
    }),
  );
}

function systemField({ createdAt, changedAt }: StoredCase, id: string): string | undefined {
  if (id === 'created_datetime') return new Date(createdAt).toISOString();
  return id === 'last_updated_datetime' ? new Date(changedAt).toISOString() : undefined;
}

/** Fields and values as one text, whatever their order. */
function inOrder(fields: Readonly<Record<string, FieldValue>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
}
