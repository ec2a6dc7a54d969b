import type {
  BatchGetFieldRequest,
  BatchPutFieldOptionsRequest,
  CreateFieldRequest,
  DeleteFieldRequest,
  FieldAttributes,
  ListFieldOptionsRequest,
  ListFieldsRequest,
  UpdateFieldRequest,
} from '@aws-sdk/client-connectcases';
import { pageOf } from '../../shared/pages.ts';
import type { CaseOperations, CasesContext } from '../context.ts';
import { check, conflict, invalid, notFound, quotaExceeded } from '../errors.ts';
import { quotas } from '../quotas.ts';
import { activeDomainOf, type CaseField, type CasesDomain, type FieldType } from '../store.ts';
import { optionError } from './field-options.ts';

const fieldTypes: readonly FieldType[] = ['Text', 'Number', 'Boolean', 'DateTime', 'SingleSelect', 'Url', 'User'];

export const fieldOperations = (cases: CasesContext): CaseOperations => {
  const domainFor = (domainId: unknown): CasesDomain => activeDomainOf(cases.store, domainId, cases.now());

  return {
    CreateField(input: CreateFieldRequest) {
      const domain = domainFor(input.domainId);
      const name = freeName(domain, input.name);
      const type = check.oneOf(input.type, 'type', fieldTypes);
      const description = check.optionalText(input.description, 'description', { min: 0, max: 255 });
      if (living(domain).filter(({ namespace }) => namespace === 'Custom').length >= quotas.fieldsPerDomain)
        throw quotaExceeded(`A domain holds at most ${quotas.fieldsPerDomain} fields.`);
      const fieldId = cases.world.kernel.identifiers.uuid();
      const now = cases.now();
      const field: CaseField = {
        fieldId,
        arn: `${domain.arn}/field/${fieldId}`,
        name,
        type,
        namespace: 'Custom',
        description,
        isMultiline: multilineOf(input.attributes, type),
        createdAt: now,
        lastModifiedAt: now,
        deleted: false,
        tags: new Map(),
        options: new Map(),
      };
      domain.fields.set(fieldId, field);
      return { fieldId, fieldArn: field.arn };
    },
    UpdateField(input: UpdateFieldRequest) {
      const domain = domainFor(input.domainId);
      const field = livingField(domain, input.fieldId);
      if (field.namespace === 'System') throw invalid(`The system field ${field.fieldId} cannot be changed.`);
      const description = check.optionalText(input.description, 'description', { min: 0, max: 255 });
      const isMultiline = multilineOf(input.attributes, field.type);
      if (input.name !== undefined) field.name = freeName(domain, input.name, field);
      if (description !== undefined) field.description = description;
      if (isMultiline !== undefined) field.isMultiline = isMultiline;
      field.lastModifiedAt = cases.now();
      return {};
    },
    DeleteField(input: DeleteFieldRequest) {
      const field = domainFor(input.domainId).fields.get(String(input.fieldId));
      if (!field) throw notFound('Field', String(input.fieldId));
      if (field.namespace === 'System') throw invalid(`The system field ${field.fieldId} cannot be deleted.`);
      field.deleted = true;
      field.lastModifiedAt = cases.now();
      return {};
    },
    ListFields(input: ListFieldsRequest) {
      const domain = domainFor(input.domainId);
      const size = check.integer(input.maxResults, 'maxResults', { min: 1, max: 100, fallback: 100 });
      const page = pageOf(living(domain), input.nextToken, size, invalid);
      return {
        fields: page.items.map((field) => ({
          fieldId: field.fieldId,
          fieldArn: field.arn,
          name: field.name,
          type: field.type,
          namespace: field.namespace,
          ...attributesOf(field),
        })),
        nextToken: page.nextToken,
      };
    },
    BatchGetField(input: BatchGetFieldRequest) {
      const domain = domainFor(input.domainId);
      const ids = check
        .list(input.fields, 'fields', { min: 1, max: 50 })
        .map((each) => check.text(each.id, 'fields.id'));
      return {
        fields: ids.flatMap((id) => {
          const field = domain.fields.get(id);
          return field ? [describe(field)] : [];
        }),
        errors: ids
          .filter((id) => !domain.fields.has(id))
          .map((id) => ({ id, errorCode: 'ResourceNotFoundException', message: `The field ${id} does not exist.` })),
      };
    },
    BatchPutFieldOptions(input: BatchPutFieldOptionsRequest) {
      const field = livingField(domainFor(input.domainId), input.fieldId);
      if (field.type !== 'SingleSelect')
        throw invalid(`The field ${field.fieldId} is of type ${field.type}; only SingleSelect has options.`);
      const options = check.list(input.options, 'options', { min: 0, max: 50 });
      const added = options.filter(({ value }) => value !== undefined && !field.options.has(value)).length;
      if (field.options.size + added > quotas.optionsPerField)
        throw quotaExceeded(`A field holds at most ${quotas.optionsPerField} options.`);
      const errors = options.flatMap((option) => {
        const error = optionError(field, option);
        if (error) return [error];
        const { name, value, active } = option as { name: string; value: string; active: boolean };
        field.options.set(value, { name, value, active });
        return [];
      });
      field.lastModifiedAt = cases.now();
      return { errors };
    },
    ListFieldOptions(input: ListFieldOptionsRequest) {
      const domain = domainFor(input.domainId);
      const field = domain.fields.get(String(input.fieldId));
      if (!field) throw notFound('Field', String(input.fieldId));
      if (field.type !== 'SingleSelect')
        throw invalid(`The field ${field.fieldId} is of type ${field.type}; only SingleSelect has options.`);
      const size = check.integer(input.maxResults, 'maxResults', { min: 1, max: 100, fallback: 100 });
      const values = check.list(input.values, 'values', { min: 0, max: 1 });
      const options = [...field.options.values()].filter(({ value }) => values.length === 0 || values.includes(value));
      const page = pageOf(options, input.nextToken, size, invalid);
      return { options: page.items, nextToken: page.nextToken };
    },
  };
};

const living = (domain: CasesDomain): CaseField[] => [...domain.fields.values()].filter(({ deleted }) => !deleted);

/** A deleted field can be read but not changed. */
function livingField(domain: CasesDomain, fieldId: unknown): CaseField {
  const field = domain.fields.get(String(fieldId));
  if (!field) throw notFound('Field', String(fieldId));
  if (field.deleted) throw invalid(`The field ${field.fieldId} was deleted and cannot be changed.`);
  return field;
}

function freeName(domain: CasesDomain, name: unknown, itself?: CaseField): string {
  const text = check.text(name, 'name', { max: 100 });
  if (living(domain).some((field) => field !== itself && field.name === text))
    throw conflict(`A field named ${text} exists already in domain ${domain.domainId}.`);
  return text;
}

function multilineOf(attributes: FieldAttributes | undefined, type: FieldType): boolean | undefined {
  if (attributes === undefined) return undefined;
  check.member(attributes, 'attributes', ['text']);
  if (type !== 'Text') throw invalid(`attributes.text is for fields of type Text, got ${type}.`);
  return attributes.text?.isMultiline === true;
}

const attributesOf = ({ isMultiline }: CaseField) =>
  isMultiline === undefined ? {} : { attributes: { text: { isMultiline } } };

const describe = (field: CaseField) => ({
  fieldId: field.fieldId,
  fieldArn: field.arn,
  name: field.name,
  description: field.description,
  type: field.type,
  namespace: field.namespace,
  tags: Object.fromEntries(field.tags),
  deleted: field.deleted,
  createdTime: new Date(field.createdAt),
  lastModifiedTime: new Date(field.lastModifiedAt),
  ...attributesOf(field),
});
