import type { Instant, Timer } from '../../kernel/clock.ts';
import type { LaggingIndex } from '../shared/lagging-index.ts';
import { conflict, notFound } from './errors.ts';

/** What the Cases service keeps. Instants are milliseconds; values have the API's form. */
export interface CasesStore {
  readonly domains: Map<string, CasesDomain>;
}

export const createCasesStore = (): CasesStore => ({ domains: new Map() });

export interface CasesDomain {
  readonly domainId: string;
  readonly arn: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** Until then the domain is CreationInProgress. */
  readonly activeAt: Instant;
  readonly tags: Map<string, string>;
  readonly fields: Map<string, CaseField>;
  readonly layouts: Map<string, CaseLayout>;
  readonly templates: Map<string, CaseTemplate>;
  readonly cases: Map<string, StoredCase>;
  /** clientToken of CreateCase -> what was asked with it and what came of it. */
  readonly clientTokens: Map<string, { readonly asked: string; readonly caseId: string }>;
  readonly searchable: LaggingIndex<SearchableCase>;
  events: EventConfiguration;
}

interface EventConfiguration {
  readonly enabled: boolean;
  /** Undefined when the caller never said it: only metadata then. */
  readonly fieldIds: readonly string[] | undefined;
  readonly includeContent: boolean | undefined;
}

export type FieldType = 'Text' | 'Number' | 'Boolean' | 'DateTime' | 'SingleSelect' | 'Url' | 'User';

export interface FieldOption {
  readonly name: string;
  readonly value: string;
  readonly active: boolean;
}

export interface CaseField {
  readonly fieldId: string;
  readonly arn: string;
  readonly type: FieldType;
  readonly namespace: 'System' | 'Custom';
  readonly createdAt: Instant;
  readonly tags: Map<string, string>;
  readonly options: Map<string, FieldOption>;
  name: string;
  description: string | undefined;
  isMultiline: boolean | undefined;
  lastModifiedAt: Instant;
  deleted: boolean;
}

export interface LayoutPart {
  readonly sections?: readonly {
    readonly fieldGroup: { readonly name?: string | undefined; readonly fields: readonly { readonly id: string }[] };
  }[];
}

export interface CaseLayout {
  readonly layoutId: string;
  readonly arn: string;
  readonly createdAt: Instant;
  readonly tags: Map<string, string>;
  name: string;
  content: { readonly topPanel?: LayoutPart; readonly moreInfo?: LayoutPart };
  lastModifiedAt: Instant;
  deleted: boolean;
}

export interface CaseTemplate {
  readonly templateId: string;
  readonly arn: string;
  readonly createdAt: Instant;
  readonly tags: Map<string, string>;
  name: string;
  description: string | undefined;
  defaultLayout: string | undefined;
  requiredFieldIds: readonly string[];
  status: 'Active' | 'Inactive';
  propagatedTags: Readonly<Record<string, string>> | undefined;
  lastModifiedAt: Instant;
  deleted: boolean;
}

/** A value of a field; a field without a value has no entry. */
export type CaseValue =
  | { readonly stringValue: string }
  | { readonly doubleValue: number }
  | { readonly booleanValue: boolean }
  | { readonly userArnValue: string };

export type UserGiven = { readonly userArn: string } | { readonly customEntity: string };

/** Who did something: what the caller said, and what IAM says. */
export interface PerformedBy {
  readonly user?: UserGiven;
  readonly iamPrincipalArn: string;
}

export interface AuditRecord {
  readonly eventId: string;
  readonly type:
    | 'Case.Created'
    | 'Case.Updated'
    | 'RelatedItem.Created'
    | 'RelatedItem.Updated'
    | 'RelatedItem.Deleted';
  readonly relatedItemType?: RelatedItemType;
  readonly at: Instant;
  readonly fields: readonly { readonly id: string; readonly from?: CaseValue; readonly to?: CaseValue }[];
  readonly performedBy: PerformedBy;
}

export interface StoredCase {
  readonly caseId: string;
  readonly arn: string;
  readonly templateId: string;
  readonly createdAt: Instant;
  readonly tags: Map<string, string>;
  readonly values: Map<string, CaseValue>;
  readonly items: Map<string, RelatedItem>;
  readonly audit: AuditRecord[];
}

export const relatedItemTypes = ['Contact', 'Comment', 'File', 'Sla', 'ConnectCase', 'Custom'] as const;
type RelatedItemType = (typeof relatedItemTypes)[number];
type SlaStatus = 'Active' | 'Overdue' | 'Met' | 'NotMet';

export interface SlaState {
  readonly name: string;
  readonly fieldId: string | undefined;
  readonly targetValue: CaseValue | undefined;
  readonly targetTime: Instant;
  readonly status: SlaStatus;
  readonly completionTime: Instant | undefined;
}

export interface CustomValue {
  readonly id: string;
  readonly value: CaseValue;
}

/** Content of a related item by its type. */
export type ItemContent =
  | { readonly type: 'Contact'; readonly contactArn: string; readonly channel: string; readonly connectedAt: Instant }
  | { readonly type: 'Comment'; readonly body: string }
  | { readonly type: 'File'; readonly fileArn: string }
  | { readonly type: 'Sla'; readonly sla: SlaState }
  | { readonly type: 'ConnectCase'; readonly caseId: string }
  | { readonly type: 'Custom'; readonly fields: readonly CustomValue[] };

export interface RelatedItem {
  readonly relatedItemId: string;
  readonly arn: string;
  readonly createdAt: Instant;
  readonly createdBy: UserGiven | undefined;
  readonly tags: Map<string, string>;
  content: ItemContent;
  lastUpdatedBy: UserGiven | undefined;
  /** For an SLA that can still be breached: its moment on the clock. */
  breach: Timer | undefined;
}

/** A case as searches see it: a copy that does not change. */
export interface SearchableCase {
  readonly caseId: string;
  readonly templateId: string;
  readonly createdAt: Instant;
  readonly tags: Readonly<Record<string, string>>;
  readonly values: ReadonlyMap<string, CaseValue>;
  readonly items: readonly Pick<RelatedItem, 'relatedItemId' | 'createdAt' | 'createdBy' | 'content'>[];
}

/** Takes the copy of a case that searches will see. */
export const searchableOf = (stored: StoredCase): SearchableCase => ({
  caseId: stored.caseId,
  templateId: stored.templateId,
  createdAt: stored.createdAt,
  tags: Object.fromEntries(stored.tags),
  values: new Map(stored.values),
  items: [...stored.items.values()].map(({ relatedItemId, createdAt, createdBy, content }) => ({
    relatedItemId,
    createdAt,
    createdBy,
    content,
  })),
});

/** @throws AwsError ResourceNotFoundException */
export function domainOf(store: CasesStore, domainId: unknown): CasesDomain {
  const domain = store.domains.get(String(domainId));
  if (!domain) throw notFound('Domain', String(domainId));
  return domain;
}

/** The domain for an operation that needs it to be active. @throws AwsError ResourceNotFoundException, ConflictException */
export function activeDomainOf(store: CasesStore, domainId: unknown, now: Instant): CasesDomain {
  const domain = domainOf(store, domainId);
  if (now < domain.activeAt)
    throw conflict(`The domain ${domain.domainId} is still CreationInProgress; wait until GetDomain says Active.`);
  return domain;
}

/** @throws AwsError ResourceNotFoundException */
export function caseOf(domain: CasesDomain, caseId: unknown): StoredCase {
  const stored = domain.cases.get(String(caseId));
  if (!stored) throw notFound('Case', String(caseId));
  return stored;
}
