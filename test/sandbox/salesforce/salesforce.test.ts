import { beforeEach, describe, expect, test } from 'vitest';
import type { Partner, PartnerResponse } from '../../../sandbox/partners/partner.ts';
import { createSalesforce } from '../../../sandbox/partners/salesforce/salesforce.ts';
import { sessionMilliseconds } from '../../../sandbox/partners/salesforce/tokens.ts';
import { testInstance, testWorld, type TestWorld } from '../../support/sandbox-kernel.ts';

let world: TestWorld;
let salesforce: Partner;
let token: string;
const host = 'first-desk.my.salesforce.com';
const record = '/services/data/v62.0/sobjects/Case/ConnectCaseId__c/case-1';

const send = async (
  method: string,
  path: string,
  body = '',
  headers: Record<string, string> = {},
): Promise<PartnerResponse> => {
  const [pathname = '', query] = path.split('?', 2);
  return salesforce.handle({ method, host, path: pathname, query: new URLSearchParams(query), headers, body });
};
const signIn = (form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  send(
    'POST',
    '/services/oauth2/token',
    new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'made-up-client',
      client_secret: 'made-up-secret',
      ...form,
    }).toString(),
    headers,
  );
const upsert = (fields: unknown, path = record) =>
  send('PATCH', path, typeof fields === 'string' ? fields : JSON.stringify(fields), {
    authorization: `Bearer ${token}`,
  });
const read = (path = record) => send('GET', path, '', { authorization: `Bearer ${token}` });

beforeEach(async () => {
  world = testWorld();
  salesforce = createSalesforce(world, testInstance());
  token = ((await signIn()).body as { access_token: string }).access_token;
});

describe('signing in', () => {
  test('client credentials give a token for the org', async () => {
    expect(await signIn()).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', instance_url: `https://${host}`, issued_at: '1791201600000' },
    });
  });
  test('the credentials may stand in a Basic header', async () => {
    const basic = Buffer.from('made-up-client:made-up-secret').toString('base64');
    const answer = await send('POST', '/services/oauth2/token', 'grant_type=client_credentials', {
      authorization: `Basic ${basic}`,
    });
    expect(answer.status).toBe(200);
  });
  test.each([
    ['a wrong secret', { client_secret: 'x' }, 401, 'invalid_client'],
    ['a client nobody knows', { client_id: 'x' }, 400, 'invalid_client_id'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('refused: %s', async (_why, form, status, error) => {
    expect(await signIn(form)).toMatchObject({ status, body: { error } });
    expect(world.kernel.journal.entries()).toMatchObject([
      { kind: 'partner.refused', detail: { partner: 'salesforce', status, error } },
    ]);
  });
  test.each([
    ['no token', ''],
    ['a token nobody gave', 'Bearer x'],
  ])('a call with %s is 401', async (_why, authorization) => {
    expect(await send('GET', record, '', { authorization })).toMatchObject({
      status: 401,
      body: [{ errorCode: 'INVALID_SESSION_ID' }],
    });
    // A client signs in again then.
    expect(world.kernel.journal.entries()).toEqual([]);
  });
  test('a token ends with its session', async () => {
    expect((await upsert({ Subject: 'a' })).status).toBe(201);
    await world.kernel.clock.runUntil(world.kernel.clock.now() + sessionMilliseconds);
    expect(await upsert({ Subject: 'b' })).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] });
  });
});

describe('upserting by external id', () => {
  test('creates, then updates the one record, and keeps its history', async () => {
    const created = await upsert({ Subject: '面談', Status: 'open' });
    expect(created).toMatchObject({ status: 201, body: { success: true, created: true, errors: [] } });
    await world.kernel.clock.runUntil(world.kernel.clock.now() + 60_000);
    const updated = await upsert({ Status: 'closed' });
    expect(updated).toMatchObject({ status: 200, body: { id: (created.body as { id: string }).id, created: false } });
    expect((await read()).body).toMatchObject({
      attributes: { type: 'Case' },
      ConnectCaseId__c: 'case-1',
      Subject: '面談',
      Status: 'closed',
      Origin: null,
      LastModifiedDate: '2026-10-05T12:01:00.000Z',
    });
    expect(salesforce.snapshot()['records']).toMatchObject([
      {
        object: 'Case',
        fields: { ConnectCaseId__c: 'case-1', Status: 'closed' },
        history: [
          { changes: { Subject: '面談', Status: 'open' } },
          { at: '2026-10-05T12:01:00.000Z', changes: { Status: 'closed' } },
        ],
      },
    ]);
    expect(world.kernel.journal.entries()).toMatchObject([
      {
        kind: 'crm.upserted',
        detail: {
          object: 'Case',
          externalIdField: 'ConnectCaseId__c',
          externalId: 'case-1',
          created: true,
          fields: { Subject: '面談', Status: 'open' },
        },
      },
      { kind: 'crm.upserted', detail: { created: false, fields: { Status: 'closed' } } },
    ]);
  });
  test('an external id is the same in any case of letters', async () => {
    await upsert({ Subject: 'a' });
    expect((await upsert({ Subject: 'b' }, record.replace('case-1', 'CASE-1'))).status).toBe(200);
  });
  test('a record can be read by its own id', async () => {
    const { id } = (await upsert({ Subject: 'a' })).body as { id: string };
    expect(id).toMatch(/^500\w{15}$/);
    expect((await read(`/services/data/v62.0/sobjects/Case/${id}`)).body).toMatchObject({ Id: id, Subject: 'a' });
  });
  test('every answer says how much of the day is used', async () => {
    expect((await upsert({ Subject: 'a' })).headers).toEqual({ 'sforce-limit-info': 'api-usage=1/15000' });
    expect((await read()).headers).toEqual({ 'sforce-limit-info': 'api-usage=2/15000' });
  });

  test.each<[string, unknown, string, number, string, RegExp]>([
    [
      'a field that is not there',
      { Colour: 'red' },
      record,
      400,
      'INVALID_FIELD',
      /No such column 'Colour' on sobject of type Case/,
    ],
    [
      'the external id in the body',
      { ConnectCaseId__c: 'case-1' },
      record,
      400,
      'INVALID_FIELD',
      /should not be specified/,
    ],
    ['no JSON', '{', record, 400, 'JSON_PARSER_ERROR', /./],
    ['a list', '[]', record, 400, 'JSON_PARSER_ERROR', /./],
    ['a nested value', { Subject: { a: 1 } }, record, 400, 'JSON_PARSER_ERROR', /./],
    [
      'a field that is no external id',
      { Subject: 'a' },
      record.replace('ConnectCaseId__c', 'Subject'),
      404,
      'NOT_FOUND',
      /external ID field does not exist/,
    ],
    ['an object that is not there', { Subject: 'a' }, record.replace('/Case/', '/Lead/'), 404, 'NOT_FOUND', /./],
    ['another path', {}, '/services/data/v62.0/query', 404, 'NOT_FOUND', /./],
    ['updateOnly of what is not there', { Subject: 'a' }, `${record}?updateOnly=true`, 404, 'NOT_FOUND', /./],
  ])('refused, and nothing is written: %s', async (_why, fields, path, status, errorCode, message) => {
    expect(await upsert(fields, path)).toMatchObject({
      status,
      body: [{ errorCode, message: expect.stringMatching(message) }],
    });
    expect(salesforce.snapshot()['records']).toEqual([]);
  });
  test('a record that is not there is 404', async () => {
    expect((await read()).status).toBe(404);
  });
  test('secrets and tokens stand in no snapshot', async () => {
    await upsert({ Subject: 'a' });
    const text = JSON.stringify(salesforce.snapshot());
    expect(text).not.toContain('made-up-secret');
    expect(text).not.toContain(token);
  });
});
