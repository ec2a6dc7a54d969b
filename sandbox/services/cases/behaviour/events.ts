import type { CaseCall, CasesContext } from '../context.ts';
import type { CasesDomain, PerformedBy, RelatedItem, StoredCase } from '../store.ts';
import { contentOf } from './related-item-content.ts';

/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/case-event-streams-sample.html */
const source = 'aws.cases';
const detailType = 'Amazon Connect Cases Change';

/**
 * Announces a change of a case on the default bus, if the domain's event configuration says so. Fields and changed ids
 * are those that are configured; a cleared field is named but absent from `fields`.
 */
export function announceCase(
  cases: CasesContext,
  domain: CasesDomain,
  stored: StoredCase,
  change: { eventType: 'CASE.CREATED' | 'CASE.UPDATED' | 'CASE.DELETED'; changedFieldIds?: readonly string[] },
  performedBy: PerformedBy,
  call: CaseCall,
): void {
  const { enabled, fieldIds = [] } = domain.events;
  if (!enabled) return;
  const fields = Object.fromEntries(
    fieldIds.flatMap((id) => {
      const value = stored.values.get(id);
      return value === undefined ? [] : [[id, { value }]];
    }),
  );
  cases.world.events.emit('default', {
    source,
    detailType,
    resources: [domain.arn, stored.arn],
    traceHeader: call.traceHeader,
    detail: {
      version: '0',
      eventType: change.eventType,
      approximateChangeTime: new Date(cases.now()).toISOString(),
      ...(change.changedFieldIds && { changedFieldIds: change.changedFieldIds.filter((id) => fieldIds.includes(id)) }),
      performedBy,
      case: {
        caseId: stored.caseId,
        templateId: stored.templateId,
        createdDateTime: new Date(stored.createdAt).toISOString(),
        ...(change.eventType === 'CASE.DELETED' ? {} : { fields }),
      },
    },
  });
}

/** Announces a related item; its content goes along only when the domain is configured so. */
export function announceItem(
  cases: CasesContext,
  domain: CasesDomain,
  stored: StoredCase,
  item: RelatedItem,
  eventType: 'RELATED_ITEM.CREATED' | 'RELATED_ITEM.UPDATED',
  performedBy: PerformedBy,
  call: Pick<CaseCall, 'traceHeader'>,
): void {
  if (!domain.events.enabled) return;
  const content = instantsAsText(contentOf(item.content)) as Record<string, Record<string, unknown>>;
  const changedAttributes = Object.entries(content).flatMap(([member, attributes]) =>
    Object.keys(attributes).map((attribute) => `${member}.${attribute}`),
  );
  cases.world.events.emit('default', {
    source,
    detailType,
    resources: [domain.arn, item.arn],
    traceHeader: call.traceHeader,
    detail: {
      version: '0',
      eventType,
      approximateChangeTime: new Date(cases.now()).toISOString(),
      changedAttributes,
      performedBy,
      relatedItem: {
        relatedItemType: item.content.type,
        relatedItemId: item.relatedItemId,
        caseId: stored.caseId,
        createdDateTime: new Date(item.createdAt).toISOString(),
        ...(domain.events.includeContent ? content : {}),
      },
    },
  });
}

/** Events are JSON: instants as text, absent members left out. */
export const instantsAsText = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;
