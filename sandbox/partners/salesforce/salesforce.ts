import { isObject, parseJson } from '../../kernel/json-object.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { World } from '../../kernel/world.ts';
import type { Partner, PartnerRequest, PartnerResponse } from '../partner.ts';
import { createRecordStore, type FieldValues, type RecordStore } from './record-store.ts';
import { createTokens } from './tokens.ts';

/** Shown in `Sforce-Limit-Info`; the sandbox counts and never refuses. */
const dailyRequests = 15_000;

/** An org that answers Salesforce's REST API at its My Domain and keeps its records with their history. */
export function createSalesforce(world: World, instance: InstanceFile): Partner {
  const { kernel } = world;
  const org = instance.partners.salesforce;
  const host = new URL(org.domain).host;
  const tokens = createTokens(kernel, org);
  const records = createRecordStore(kernel, org.objects);
  let requests = 0;

  const handleApi = (request: PartnerRequest): PartnerResponse => {
    requests += 1;
    if (!tokens.isValid(/^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1]))
      return failure(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    const path = /^\/services\/data\/v\d+\.\d\/sobjects\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(request.path);
    const [object, first, second] = (path?.slice(1) ?? []).map((part) => decodeURIComponent(part ?? ''));
    if (!object || !first || !Object.hasOwn(org.objects, object))
      return failure(404, 'NOT_FOUND', 'The requested resource does not exist');
    if (second && request.method === 'PATCH') return upsert(request, object, first, second);
    if (request.method === 'GET') return read(object, first, second);
    return failure(
      405,
      'METHOD_NOT_ALLOWED',
      `HTTP Method '${request.method}' not allowed. The sandbox serves GET and PATCH by external id`,
    );
  };

  const upsert = (request: PartnerRequest, object: string, field: string, externalId: string): PartnerResponse => {
    const definition = org.objects[object]!;
    if (!definition.externalIds.includes(field)) return noExternalId(field);
    const fields = parseFields(request.body);
    if (!fields) return failure(400, 'JSON_PARSER_ERROR', 'The body is not a JSON object of plain values');
    if (Object.hasOwn(fields, field))
      return failure(400, 'INVALID_FIELD', `The ${field} field should not be specified in the sobject data.`, [field]);
    const unknown = Object.keys(fields).find((name) => !definition.fields.includes(name));
    if (unknown !== undefined)
      return failure(400, 'INVALID_FIELD', `No such column '${unknown}' on sobject of type ${object}`, [unknown]);
    if (request.query.get('updateOnly') === 'true' && !records.find(object, field, externalId))
      return failure(404, 'NOT_FOUND', 'The requested resource does not exist');
    const { record, created } = records.upsert(object, field, externalId, fields);
    kernel.journal.append({
      kind: 'crm.upserted',
      detail: { object, externalIdField: field, externalId, created, fields, recordId: record.id },
    });
    return { status: created ? 201 : 200, body: { id: record.id, success: true, errors: [], created } };
  };

  const read = (object: string, first: string, second: string | undefined): PartnerResponse => {
    if (second && !org.objects[object]!.externalIds.includes(first)) return noExternalId(first);
    const record = second ? records.find(object, first, second) : records.byId(object, first);
    if (!record) return failure(404, 'NOT_FOUND', 'The requested resource does not exist');
    const blank = Object.fromEntries(org.objects[object]!.fields.map((field) => [field, null]));
    return {
      status: 200,
      body: { attributes: { type: object }, Id: record.id, ...blank, ...record.fields, ...audit(record) },
    };
  };

  /** A refusal is a fault to look at, but not an answer that a client expects: a session that has run out, no such record. */
  const recordRefusal = ({ method, path, query }: PartnerRequest, { status, body }: PartnerResponse): void => {
    if (status < 400) return;
    const told = (Array.isArray(body) ? (body[0] as unknown) : body) as Readonly<Record<string, unknown>>;
    const error = told['errorCode'] ?? told['error'];
    if (error === 'INVALID_SESSION_ID') return;
    if (status === 404 && (method === 'GET' || query.get('updateOnly') === 'true')) return;
    const message = told['message'] ?? told['error_description'];
    kernel.journal.append({
      kind: 'partner.refused',
      detail: { partner: 'salesforce', call: `${method} ${path}`, status, error, message },
    });
  };

  return {
    name: 'salesforce',
    hosts: [host],
    handle(request) {
      if (request.path === '/services/oauth2/token') {
        const answer = tokens.handle(request);
        recordRefusal(request, answer);
        return answer;
      }
      const response = handleApi(request);
      recordRefusal(request, response);
      return {
        ...response,
        headers: { ...response.headers, 'sforce-limit-info': `api-usage=${requests}/${dailyRequests}` },
      };
    },
    snapshot: () => ({ domain: org.domain, requests, records: snapshotOf(records) }),
  };
}

const failure = (status: number, errorCode: string, message: string, fields?: readonly string[]): PartnerResponse => ({
  status,
  body: [{ message, errorCode, ...(fields ? { fields } : {}) }],
});
const noExternalId = (field: string): PartnerResponse =>
  failure(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${field}`);

const audit = ({ createdAt, updatedAt }: { createdAt: number; updatedAt: number }) => ({
  CreatedDate: new Date(createdAt).toISOString(),
  LastModifiedDate: new Date(updatedAt).toISOString(),
});

const snapshotOf = (records: RecordStore): readonly unknown[] =>
  records.all().map(({ id, object, fields, history, ...moments }) => ({
    id,
    object,
    fields,
    ...audit(moments),
    history: history.map(({ at, changes }) => ({ at: new Date(at).toISOString(), changes })),
  }));

function parseFields(body: string): FieldValues | undefined {
  const value = parseJson(body);
  if (!isObject(value)) return undefined;
  return Object.values(value).every((field) => field === null || typeof field !== 'object')
    ? (value as FieldValues)
    : undefined;
}
