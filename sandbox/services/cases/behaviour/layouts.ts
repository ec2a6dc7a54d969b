import type {
  CreateLayoutRequest,
  DeleteLayoutRequest,
  GetLayoutRequest,
  ListLayoutsRequest,
  UpdateLayoutRequest,
} from '@aws-sdk/client-connectcases';
import { pageOf } from '../../shared/pages.ts';
import type { CaseOperations, CasesContext } from '../context.ts';
import { check, conflict, invalid, notFound, quotaExceeded } from '../errors.ts';
import { quotas } from '../quotas.ts';
import { activeDomainOf, type CaseLayout, type CasesDomain, type LayoutPart } from '../store.ts';

export const layoutOperations = (cases: CasesContext): CaseOperations => {
  const domainFor = (domainId: unknown): CasesDomain => activeDomainOf(cases.store, domainId, cases.now());

  return {
    CreateLayout(input: CreateLayoutRequest) {
      const domain = domainFor(input.domainId);
      const name = freeName(domain, input.name);
      const content = readContent(domain, input.content);
      if (living(domain).length >= quotas.layoutsPerDomain)
        throw quotaExceeded(`A domain holds at most ${quotas.layoutsPerDomain} layouts.`);
      const layoutId = cases.world.kernel.identifiers.uuid();
      const now = cases.now();
      const arn = `${domain.arn}/layout/${layoutId}`;
      domain.layouts.set(layoutId, {
        layoutId,
        arn,
        name,
        content,
        createdAt: now,
        lastModifiedAt: now,
        deleted: false,
        tags: new Map(),
      });
      return { layoutId, layoutArn: arn };
    },
    UpdateLayout(input: UpdateLayoutRequest) {
      const domain = domainFor(input.domainId);
      const layout = layoutOf(domain, input.layoutId);
      if (layout.deleted) throw invalid(`The layout ${layout.layoutId} was deleted and cannot be changed.`);
      const content = input.content === undefined ? layout.content : readContent(domain, input.content);
      if (input.name !== undefined) layout.name = freeName(domain, input.name, layout);
      layout.content = content;
      layout.lastModifiedAt = cases.now();
      return {};
    },
    DeleteLayout(input: DeleteLayoutRequest) {
      const layout = layoutOf(domainFor(input.domainId), input.layoutId);
      layout.deleted = true;
      layout.lastModifiedAt = cases.now();
      return {};
    },
    GetLayout(input: GetLayoutRequest) {
      const domain = domainFor(input.domainId);
      const layout = layoutOf(domain, input.layoutId);
      return {
        layoutId: layout.layoutId,
        layoutArn: layout.arn,
        name: layout.name,
        content: { basic: withoutDeletedFields(domain, layout) },
        tags: Object.fromEntries(layout.tags),
        deleted: layout.deleted,
        createdTime: new Date(layout.createdAt),
        lastModifiedTime: new Date(layout.lastModifiedAt),
      };
    },
    ListLayouts(input: ListLayoutsRequest) {
      const size = check.integer(input.maxResults, 'maxResults', { min: 1, max: 100, fallback: 100 });
      const page = pageOf(living(domainFor(input.domainId)), input.nextToken, size, invalid);
      return {
        layouts: page.items.map(({ layoutId, arn, name }) => ({ layoutId, layoutArn: arn, name })),
        nextToken: page.nextToken,
      };
    },
  };
};

const living = (domain: CasesDomain): CaseLayout[] => [...domain.layouts.values()].filter(({ deleted }) => !deleted);

function layoutOf(domain: CasesDomain, layoutId: unknown): CaseLayout {
  const layout = domain.layouts.get(String(layoutId));
  if (!layout) throw notFound('Layout', String(layoutId));
  return layout;
}

function freeName(domain: CasesDomain, name: unknown, itself?: CaseLayout): string {
  const text = check.text(name, 'name', { max: 100 });
  if (living(domain).some((layout) => layout !== itself && layout.name === text))
    throw conflict(`A layout named ${text} exists already in domain ${domain.domainId}.`);
  return text;
}

/** Source of the rules: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_CreateLayout.html */
function readContent(domain: CasesDomain, content: unknown): CaseLayout['content'] {
  const [, basic] = check.member(content, 'content', ['basic']);
  const { topPanel, moreInfo } = basic as { topPanel?: unknown; moreInfo?: unknown };
  const parts = {
    ...(topPanel === undefined ? {} : { topPanel: readPart(domain, topPanel, 'content.basic.topPanel') }),
    ...(moreInfo === undefined ? {} : { moreInfo: readPart(domain, moreInfo, 'content.basic.moreInfo') }),
  };
  const ids = [parts.topPanel, parts.moreInfo].flatMap((part) =>
    (part?.sections ?? []).flatMap(({ fieldGroup }) => fieldGroup.fields.map(({ id }) => id)),
  );
  if (ids.length > quotas.fieldsPerLayout)
    throw quotaExceeded(`A layout holds at most ${quotas.fieldsPerLayout} fields, got ${ids.length}.`);
  return parts;
}

function readPart(domain: CasesDomain, part: unknown, name: string): LayoutPart {
  const sections = check.list((part as { sections?: unknown[] }).sections, `${name}.sections`, { min: 0, max: 1 });
  return { sections: sections.map((section) => readSection(domain, section, `${name}.sections`)) };
}

function readSection(domain: CasesDomain, section: unknown, name: string) {
  const [, group] = check.member(section, name, ['fieldGroup']);
  const { name: title, fields } = group as { name?: unknown; fields?: { id?: unknown }[] };
  const ids = check.list(fields, `${name}.fieldGroup.fields`, { min: 0, max: 220 }).map(({ id }) => {
    const fieldId = check.text(id, `${name}.fieldGroup.fields.id`);
    if (fieldId === 'title' || fieldId === 'status') throw invalid(`The field ${fieldId} cannot be part of a layout.`);
    const field = domain.fields.get(fieldId);
    if (!field || field.deleted) throw notFound('Field', fieldId);
    return { id: fieldId };
  });
  return {
    fieldGroup: { name: check.optionalText(title, `${name}.fieldGroup.name`, { min: 0, max: 100 }), fields: ids },
  };
}

function withoutDeletedFields(domain: CasesDomain, { content }: CaseLayout) {
  const strip = (part: LayoutPart | undefined) =>
    part && {
      sections: (part.sections ?? []).map(({ fieldGroup }) => ({
        fieldGroup: { ...fieldGroup, fields: fieldGroup.fields.filter(({ id }) => !domain.fields.get(id)?.deleted) },
      })),
    };
  return { topPanel: strip(content.topPanel), moreInfo: strip(content.moreInfo) };
}
