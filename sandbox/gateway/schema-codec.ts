import {
  FromStringShapeDeserializer,
  JsonShapeDeserializer2,
  JsonShapeSerializer2,
  ToStringShapeSerializer,
} from '@smithy/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';
import { isObject } from '../kernel/json-object.ts';
import { AwsError, type AwsService } from '../kernel/service.ts';
import { encodeXmlError } from './xml-error.ts';
import { writeXml } from './write-xml.ts';
import { kindOf, missing, problemsOf, requiredMembers, type Reading } from './schema-problems.ts';

/*
 * The only module that knows how the AWS SDK writes its schemas down (`CreateCase$` and the like, the same tables the
 * clients themselves serialize by). A test walks every operation of every client in use through it.
 *
 * Operation: [9, namespace, name, { http: [method, uri, status] } | 0, input, output]
 * Structure: [3, namespace, name, traits, memberNames, memberSchemas, requiredCount], required members first
 * Error:     [-3, ...], with the traits `httpError` (status) and `awsQueryError` ([code, status])
 */

export type Protocol = AwsService['protocol'];

/** One operation as the wire sees it. */
export interface OperationShape {
  readonly name: string;
  readonly http: { readonly method: string; readonly uri: string; readonly status: number } | undefined;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

export interface WireRequest {
  /** Values of the labels in the URI, percent-decoded. */
  readonly labels: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const timestampFormat = { useTrait: true, default: 7 } as const;
const restSettings = { timestampFormat, httpBindings: true, jsonName: true };
const rpcSettings = { timestampFormat, jsonName: false };
const settingsOf = (protocol: Protocol) => (protocol === 'restJson1' ? restSettings : rpcSettings);
const isRest = ({ protocol }: Pick<AwsService, 'protocol'>): boolean =>
  protocol === 'restJson1' || protocol === 'restXml';

const operationKind = 9;
const errorKind = -3;

const isSchema = (value: unknown, kind: number): value is readonly unknown[] =>
  Array.isArray(value) && value[0] === kind && value.length >= 5;

/** The operations that a client's exports describe, by name. */
export function operationShapes(schemas: AwsService['schemas']): ReadonlyMap<string, OperationShape> {
  const shapes = new Map<string, OperationShape>();
  for (const schema of Object.values(schemas)) {
    if (!isSchema(schema, operationKind)) continue;
    const traits = schema[3] as { http?: [string, string, number] } | 0;
    const http = traits === 0 ? undefined : traits.http;
    shapes.set(String(schema[2]), {
      name: String(schema[2]),
      http: http && { method: http[0], uri: http[1], status: http[2] },
      input: NormalizedSchema.of(schema[4] as never),
      output: NormalizedSchema.of(schema[5] as never),
    });
  }
  return shapes;
}

/** Error names that services give to a request that does not fit; the first one that a service has is its own. */
const invalidRequestNames = [
  'ValidationException',
  'InvalidParameterException',
  'BadRequestException',
  'InvalidParameterValueException',
  'InvalidRequestException',
];

const refuse = (schemas: AwsService['schemas'], problems: readonly string[]): never => {
  const code = invalidRequestNames.find((name) => isSchema(schemas[`${name}$`], errorKind)) ?? 'ValidationException';
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  throw new AwsError(code, `${count}: ${problems.join('; ')}`);
};

const fromWire: Readonly<Record<'rpc' | 'rest', Reading>> = {
  rpc: { side: 'wire', jsonName: false },
  rest: { side: 'wire', jsonName: true },
};
const answer: Reading = { side: 'value', jsonName: false };

// Making one is dear, and one that decodes whole texts keeps nothing between them.
const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(body: Uint8Array): unknown {
  if (body.byteLength === 0) return {};
  try {
    return JSON.parse(utf8.decode(body));
  } catch (cause) {
    throw new AwsError('SerializationException', 'The request body is not well-formed JSON in UTF-8', { cause });
  }
}

type Service = Pick<AwsService, 'protocol' | 'schemas'>;

/**
 * A request's input, in the shape of the SDK's command input.
 * @throws AwsError SerializationException for a body that is not JSON, the service's validation error for one that does
 * not fit the schema. Lengths, patterns and ranges are not in the schemas: behaviour checks those.
 */
export function decodeInput(service: Service, shape: OperationShape, request: WireRequest): Record<string, unknown> {
  try {
    return isRest(service) ? decodeRest(service, shape, request) : decodeRpc(service, shape, request);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsError('SerializationException', `The request cannot be read: ${reason}`, { cause: error });
  }
}

function decodeRpc(service: Service, shape: OperationShape, request: WireRequest): Record<string, unknown> {
  const json = parseJson(request.body);
  const problems = problemsOf(shape.input, json, fromWire.rpc, '');
  if (problems.length > 0) refuse(service.schemas, problems);
  if (shape.input.isUnitSchema()) return {};
  return new JsonShapeDeserializer2(rpcSettings).readObject(shape.input, json as never);
}

function decodeRest(service: Service, shape: OperationShape, request: WireRequest): Record<string, unknown> {
  if (shape.input.isUnitSchema()) return {};
  const json = new JsonShapeDeserializer2(restSettings);
  const text = new FromStringShapeDeserializer(restSettings);
  const input: Record<string, unknown> = {};
  const problems: string[] = [];
  let body: Record<string, unknown> | undefined;
  const queryNames = new Set<string>();

  const fromText = (member: NormalizedSchema, value: string, name: string): unknown => {
    if (member.isBooleanSchema() && !/^(true|false)$/i.test(value))
      problems.push(`Value at '${name}' must be a boolean`);
    if (member.isNumericSchema() && (value.trim() === '' || Number.isNaN(Number(value))))
      problems.push(`Value at '${name}' must be a number`);
    return text.read(member, value);
  };

  for (const [name, member] of shape.input.structIterator()) {
    const traits = member.getMergedTraits();
    const query = traits.httpQuery;
    if (traits.httpLabel) {
      const label = request.labels[name];
      if (label !== undefined) input[name] = fromText(member, label, name);
    } else if (query) {
      queryNames.add(query);
      const values = request.query.getAll(query);
      if (values.length === 0) continue;
      input[name] = member.isListSchema()
        ? values.map((value) => fromText(member.getValueSchema(), value, name))
        : fromText(member, values[0]!, name);
    } else if (traits.httpQueryParams) {
      input[name] = Object.fromEntries([...request.query].filter(([key]) => !queryNames.has(key)));
    } else if (traits.httpHeader) {
      const value = request.headers[traits.httpHeader.toLowerCase()];
      if (value !== undefined) input[name] = fromText(member, value, name);
    } else if (typeof traits.httpPrefixHeaders === 'string') {
      const prefix = traits.httpPrefixHeaders.toLowerCase();
      const entries = Object.entries(request.headers).filter(([key]) => key.startsWith(prefix));
      input[name] = Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]));
    } else if (traits.httpPayload) {
      if (request.body.byteLength === 0) continue;
      if (member.isBlobSchema()) input[name] = request.body;
      else if (member.isStringSchema()) input[name] = new TextDecoder().decode(request.body);
      else {
        const payload = parseJson(request.body);
        problems.push(...problemsOf(member, payload, fromWire.rest, name));
        if (problems.length === 0) input[name] = json.readObject(member, payload as never);
      }
    } else {
      body ??= asObject(parseJson(request.body), problems);
      const value = body[traits.jsonName ?? name];
      if (value === undefined || value === null) continue;
      const found = problemsOf(member, value, fromWire.rest, name);
      problems.push(...found);
      input[name] = found.length === 0 ? json.readObject(member, value as never) : value;
    }
  }
  for (const name of requiredMembers(shape.input)) if (input[name] === undefined) problems.push(missing(name));
  if (problems.length > 0) refuse(service.schemas, problems);
  return input;
}

function asObject(json: unknown, problems: string[]): Record<string, unknown> {
  if (isObject(json)) return json;
  problems.push(`the request body must be an object, got ${kindOf(json)}`);
  return {};
}

const copy = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function writeJson(protocol: Protocol, shape: NormalizedSchema, value: unknown): Uint8Array {
  const serializer = new JsonShapeSerializer2(settingsOf(protocol));
  serializer.write(shape, value);
  return copy(serializer.flush());
}

/**
 * The response for an operation's output.
 * @throws Error when the output does not fit the schema: a fault of the sandbox, not of the caller.
 */
export function encodeOutput(service: Service, shape: OperationShape, output: unknown): WireResponse {
  const value = (output ?? {}) as Record<string, unknown>;
  const problems = problemsOf(shape.output, value, answer, '');
  if (problems.length > 0)
    throw new Error(`the answer of ${shape.name} does not fit its schema: ${problems.join('; ')}`);
  if (!isRest(service)) {
    const version = service.protocol === 'awsJson1_0' ? '1.0' : '1.1';
    const headers = { 'content-type': `application/x-amz-json-${version}` };
    if (shape.output.isUnitSchema()) return { status: 200, headers, body: Buffer.from('{}') };
    return { status: 200, headers, body: writeJson(service.protocol, shape.output, value) };
  }
  return encodeRest(service.protocol, shape, value);
}

function encodeRest(protocol: Protocol, shape: OperationShape, value: Record<string, unknown>): WireResponse {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  let status = shape.http?.status ?? 200;
  if (shape.output.isUnitSchema()) return { status, headers, body: Buffer.from('{}') };
  const text = new ToStringShapeSerializer(restSettings);
  let payload: Uint8Array | undefined;
  const body: Record<string, unknown> = {};
  for (const [name, member] of shape.output.structIterator()) {
    const item = value[name];
    const traits = member.getMergedTraits();
    // A member that is the whole body: absent, the body is empty.
    if (traits.httpPayload) payload ??= Buffer.alloc(0);
    if (item === undefined || item === null) continue;
    if (traits.httpResponseCode) status = Number(item);
    else if (traits.httpHeader) {
      text.write(member, item);
      headers[traits.httpHeader.toLowerCase()] = text.flush();
    } else if (typeof traits.httpPrefixHeaders === 'string') {
      for (const [key, entry] of Object.entries(item))
        headers[(traits.httpPrefixHeaders + key).toLowerCase()] = String(entry);
    } else if (traits.httpPayload) {
      if (member.isBlobSchema()) payload = item as Uint8Array;
      else payload = member.isStringSchema() ? Buffer.from(item as string) : writeJson('restJson1', member, item);
    } else body[name] = item;
  }
  if (protocol !== 'restXml' || payload !== undefined)
    return { status, headers, body: payload ?? writeJson('restJson1', shape.output, body) };
  const isEmpty = Object.keys(body).length === 0;
  headers['content-type'] = 'application/xml';
  return { status, headers, body: isEmpty ? Buffer.alloc(0) : Buffer.from(writeXml(shape.output, body)) };
}

/** The response for an error, so that an SDK client throws the exception class of that name. */
export function encodeError(service: Service, error: AwsError, options: { queryMode: boolean }): WireResponse {
  const found = service.schemas[`${error.code}$`];
  const schema = isSchema(found, errorKind) ? NormalizedSchema.of(found as never) : undefined;
  const traits = schema?.getMergedTraits();
  const status = typeof traits?.httpError === 'number' ? traits.httpError : error.statusCode;
  if (service.protocol === 'restXml') return encodeXmlError(error, 's3');
  const rest = service.protocol === 'restJson1';
  const members = new Map(schema ? [...schema.structIterator()] : []);
  const fields: Record<string, unknown> = { ...error.fields };
  fields[members.has('Message') && !members.has('message') ? 'Message' : 'message'] ??= error.message;
  const body: Record<string, unknown> = rest ? {} : { __type: schema?.getName(true) ?? error.code };
  for (const [name, value] of Object.entries(fields)) {
    const member = members.get(name);
    const key = rest && member ? (member.getMergedTraits().jsonName ?? name) : name;
    body[key] = member ? JSON.parse(fieldJson(service.protocol, member, value)) : value;
  }
  const headers: Record<string, string> = {
    'content-type': rest ? 'application/json' : `application/x-amz-json-1.${service.protocol === 'awsJson1_0' ? 0 : 1}`,
    'x-amzn-errortype': error.code,
  };
  const queryError = traits?.awsQueryError;
  if (options.queryMode) {
    const code = Array.isArray(queryError) ? String(queryError[0]) : error.code;
    headers['x-amzn-query-error'] = `${code};${status < 500 ? 'Sender' : 'Receiver'}`;
  }
  return { status, headers, body: Buffer.from(JSON.stringify(body)) };
}

/** JSON of one member of an error; the serializer leaves top-level strings and blobs as they are. */
function fieldJson(protocol: Protocol, member: NormalizedSchema, value: unknown): string {
  if (member.isStringSchema() || typeof value !== 'object') return JSON.stringify(value);
  if (member.isBlobSchema()) return JSON.stringify(Buffer.from(value as Uint8Array).toString('base64'));
  return new TextDecoder().decode(writeJson(protocol, member, value));
}
