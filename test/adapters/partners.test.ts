import { afterEach, describe, expect, test, vi } from 'vitest';
import { createSalesforce } from '../../lambda/adapters/salesforce.ts';
import { createSecret } from '../../lambda/adapters/secrets.ts';
import { createSlackPoster, slackSecret } from '../../lambda/adapters/slack.ts';
import type { Clock } from '../../lambda/domain/ports.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { createdAt } from '../support/desk-policy.ts';
import { fakeClient } from '../support/fake-client.ts';

interface Call {
  readonly url: string;
  readonly method: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** Answers of the outside in order; a function throws. */
function outside(answers: readonly (Response | (() => never))[]): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    calls.push({ url, method: init.method, authorization: headers['authorization'], body: init.body as string });
    const answer = answers[calls.length - 1] ?? new Response('{}', { status: 599 });
    return typeof answer === 'function' ? answer() : answer;
  });
  return calls;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });

/** A secret whose value moves on each time it is forgotten. */
function secretOf<Content>(...contents: Content[]): { read(): Promise<Content>; forget(): void } {
  let place = 0;
  return {
    read: async () => contents[Math.min(place, contents.length - 1)]!,
    forget: () => {
      place += 1;
    },
  };
}

describe('Slack', () => {
  const message = { channel: 'C0SLA', text: 'hello', caseId: 'case-1', effectKey: 'p:1:breach:3-slack' };
  const post = (): Promise<string> =>
    createSlackPoster(secretOf({ botToken: 'xoxb-1' }, { botToken: 'xoxb-2' })).post(message);

  test('is told channel, text and what proves the effect', async () => {
    const calls = outside([json({ ok: true, ts: '17.1' })]);

    expect(await post()).toBe('17.1');
    expect(calls).toMatchObject([
      { url: 'https://slack.com/api/chat.postMessage', method: 'POST', authorization: 'Bearer xoxb-1' },
    ]);
    expect(JSON.parse(calls[0]!.body)).toEqual({
      channel: 'C0SLA',
      text: 'hello',
      unfurl_links: false,
      unfurl_media: false,
      metadata: { event_type: 'casewarden_effect', event_payload: { caseId: 'case-1', effect: 'p:1:breach:3-slack' } },
    });
  });

  test.each([
    ['HTTP 429', json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' }), 'THROTTLED', true],
    ['ratelimited', json({ ok: false, error: 'ratelimited' }), 'THROTTLED', true],
    ['internal_error', json({ ok: false, error: 'internal_error' }), 'SERVICE_UNAVAILABLE', true],
    ['fatal_error', json({ ok: false, error: 'fatal_error' }), 'OUTCOME_UNKNOWN', true],
    ['HTTP 500', new Response('<html>', { status: 500 }), 'OUTCOME_UNKNOWN', true],
    ['a page instead of JSON', new Response('<html>', { status: 200 }), 'OUTCOME_UNKNOWN', true],
    ['channel_not_found', json({ ok: false, error: 'channel_not_found' }), 'REQUEST_REFUSED', false],
    ['an error that is new', json({ ok: false, error: 'moon_phase' }), 'REQUEST_REFUSED', false],
  ])('answering %s', async (_why, answer, code, retryable) => {
    outside([answer]);
    await expect(post()).rejects.toMatchObject({ code, retryable });
  });

  test('says how long to wait', async () => {
    outside([json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '30' })]);
    await expect(post()).rejects.toMatchObject({ retryAfterSeconds: 30 });
  });

  test.each([
    ['ECONNREFUSED', 'SERVICE_UNAVAILABLE'],
    ['ECONNRESET', 'OUTCOME_UNKNOWN'],
  ])('breaking off with %s', async (code, expected) => {
    outside([
      () => {
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });
      },
    ]);
    await expect(post()).rejects.toMatchObject({ code: expected });
  });

  test('is asked once more when the token was rotated, and only then', async () => {
    const calls = outside([json({ ok: false, error: 'token_revoked' }), json({ ok: true, ts: '17.2' })]);
    expect(await post()).toBe('17.2');
    expect(calls.map(({ authorization }) => authorization)).toEqual(['Bearer xoxb-1', 'Bearer xoxb-2']);

    const same = outside([json({ ok: false, error: 'token_revoked' })]);
    await expect(createSlackPoster(secretOf({ botToken: 'xoxb-1' })).post(message)).rejects.toMatchObject({
      code: 'REQUEST_REFUSED',
    });
    expect(same).toHaveLength(1);
  });
});

describe('Salesforce', () => {
  const credentials = { domain: 'https://desk.my.salesforce.com', clientId: 'id', clientSecret: 'made-up-value' };
  const token = (value = 'token-1'): Response =>
    json({ access_token: value, instance_url: 'https://desk.my.salesforce.com' });
  const record = { object: 'Case', key: 'ConnectCaseId__c', caseId: 'case-1', fields: { Subject: 'x', Status: null } };

  test('gets the record by external id, without that id in the body', async () => {
    const calls = outside([token(), json({ id: '500' }, 201), json({ id: '500' }, 200)]);
    const crm = createSalesforce(secretOf(credentials));

    expect(await crm.upsert(record)).toBe('created');
    expect(await crm.upsert(record)).toBe('updated');
    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://desk.my.salesforce.com/services/oauth2/token',
      'PATCH https://desk.my.salesforce.com/services/data/v60.0/sobjects/Case/ConnectCaseId__c/case-1',
      'PATCH https://desk.my.salesforce.com/services/data/v60.0/sobjects/Case/ConnectCaseId__c/case-1',
    ]);
    expect(calls[0]?.body).toBe('grant_type=client_credentials&client_id=id&client_secret=made-up-value');
    expect(JSON.parse(calls[1]!.body)).toEqual({ Subject: 'x', Status: null });
    expect(calls[1]?.authorization).toBe('Bearer token-1');
  });

  test('is logged in to again once when the session has ended', async () => {
    const ended = (): Response => json([{ errorCode: 'INVALID_SESSION_ID' }], 401);
    const calls = outside([token(), ended(), token('token-2'), new Response(null, { status: 204 })]);
    expect(await createSalesforce(secretOf(credentials)).upsert(record)).toBe('updated');
    expect(calls[3]?.authorization).toBe('Bearer token-2');

    const twice = outside([token(), ended(), token(), ended()]);
    await expect(createSalesforce(secretOf(credentials)).upsert(record)).rejects.toMatchObject({ retryable: false });
    expect(twice).toHaveLength(4);
  });

  test.each([
    ['a picklist value it does not know', 400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'REQUEST_REFUSED'],
    ['a used-up daily allowance', 403, 'REQUEST_LIMIT_EXCEEDED', 'THROTTLED'],
    ['a locked row', 400, 'UNABLE_TO_LOCK_ROW', 'THROTTLED'],
    ['several records of one id', 300, '', 'REQUEST_REFUSED'],
    ['trouble of its own', 500, 'UNKNOWN', 'OUTCOME_UNKNOWN'],
  ])('answering with %s', async (_why, status, errorCode, code) => {
    outside([token(), json([{ errorCode, message: 'about tanaka@example.co.jp' }], status)]);
    const upsert = createSalesforce(secretOf(credentials)).upsert(record);
    await expect(upsert).rejects.toMatchObject({ code, message: expect.not.stringContaining('tanaka') });
  });

  test('refusing the credentials is an error that does not tell them', async () => {
    outside([json({ error: 'invalid_client' }, 400)]);
    await expect(createSalesforce(secretOf(credentials)).upsert(record)).rejects.toMatchObject({
      message: expect.stringMatching(/^Salesforce log in: (?!.*made-up-value)/),
    });
  });
});

describe('a secret', () => {
  function world(texts: string[]) {
    const state = { now: createdAt, reads: 0 };
    const clock: Clock = { now: () => state.now, pause: async () => undefined };
    const client = fakeClient<Parameters<typeof createSecret>[0]>(() => {
      const text = texts[Math.min(state.reads, texts.length - 1)];
      state.reads += 1;
      return { SecretString: text };
    });
    return { state, secret: createSecret(client, clock, 'casewarden/slack', slackSecret) };
  }
  const of = (botToken: string): string => JSON.stringify({ current: { botToken } });

  test('is read again after five minutes, or when it was refused', async () => {
    const { state, secret } = world([of('one'), of('two'), of('three')]);
    expect((await secret.read()).botToken).toBe('one');
    state.now = addSeconds(createdAt, 299);
    expect((await secret.read()).botToken).toBe('one');
    state.now = addSeconds(createdAt, 300);
    expect((await secret.read()).botToken).toBe('two');
    secret.forget();
    expect((await secret.read()).botToken).toBe('three');
  });

  test.each([
    ['is no JSON', 'xoxb-made-up'],
    ['has no current', '{"botToken":"xoxb-made-up"}'],
    ['lacks a member', '{"current":{"token":"xoxb-made-up"}}'],
  ])('that %s is an error that names the secret and not its content', async (_why, text) => {
    await expect(world([text]).secret.read()).rejects.toMatchObject({
      code: 'SETTING_INVALID',
      message: expect.stringMatching(/^secret casewarden\/slack (?!.*xoxb)/),
    });
  });
});
