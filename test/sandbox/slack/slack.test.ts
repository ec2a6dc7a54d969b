import { beforeEach, describe, expect, test } from 'vitest';
import type { Partner, PartnerResponse } from '../../../sandbox/partners/partner.ts';
import { burst } from '../../../sandbox/partners/slack/rate-limit.ts';
import { renderMessage } from '../../../sandbox/partners/slack/render-text.ts';
import { createSlack } from '../../../sandbox/partners/slack/slack.ts';
import { testInstance, testWorld, type TestWorld } from '../../support/sandbox-kernel.ts';

let world: TestWorld;
let slack: Partner;
beforeEach(() => {
  world = testWorld();
  slack = createSlack(world, testInstance());
});

// oxlint-disable-next-line typescript/no-explicit-any -- JSON of an answer
type Answer = Record<string, any>;
const request = async (method: string, body: string, headers: Record<string, string>): Promise<PartnerResponse> =>
  slack.handle({
    method: 'POST',
    host: 'slack.com',
    path: `/api/${method}`,
    query: new URLSearchParams(),
    headers,
    body,
  });
const json = { authorization: 'Bearer xoxb-made-up-token', 'content-type': 'application/json; charset=utf-8' };
const call = async (method: string, given: unknown): Promise<Answer> =>
  (await request(method, JSON.stringify(given), json)).body as Answer;
const post = (given: Record<string, unknown>): Promise<Answer> =>
  call('chat.postMessage', { channel: 'C0SLA', text: 'hello', ...given });
const pass = (seconds: number) => world.kernel.clock.runUntil(world.kernel.clock.now() + seconds * 1000);
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

describe('chat.postMessage', () => {
  test('a message is kept, recorded and answered with its timestamp', async () => {
    const metadata = { event_type: 'casewarden_effect', event_payload: { caseId: 'case-1', effect: 'slack' } };
    const answer = await post({ text: '<!channel> <@U0SATO> &lt;b&gt;', metadata, blocks: [section('*late*')] });
    expect(answer).toMatchObject({ ok: true, channel: 'C0SLA', ts: '1791201600.000000', message: { metadata } });
    expect(world.kernel.journal.entries()).toMatchObject([
      {
        kind: 'slack.posted',
        caseId: 'case-1',
        detail: {
          channel: 'C0SLA',
          channelName: 'sla-alerts',
          text: '<!channel> <@U0SATO> &lt;b&gt;',
          mentions: ['channel', 'U0SATO'],
          blocks: [section('*late*')],
          metadata,
          ts: answer['ts'],
        },
      },
    ]);
    const { channels } = slack.snapshot() as { channels: { id: string; messages: unknown[] }[] };
    expect(channels.find(({ id }) => id === 'C0SLA')!.messages).toMatchObject([
      { text: '@channel @佐藤 花子 <b>', mentions: ['channel', 'U0SATO'], at: '2026-10-05T12:00:00.000Z' },
    ]);
  });

  test('timestamps come from the virtual clock and differ within a second', async () => {
    const first = await post({});
    const second = await post({});
    await pass(60);
    const third = await post({});
    expect([first['ts'], second['ts'], third['ts']]).toEqual([
      '1791201600.000000',
      '1791201600.000001',
      '1791201660.000000',
    ]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a channel that is not there', { channel: 'C0NONE' }, 'channel_not_found'],
    ['a channel by name', { channel: 'sla-alerts' }, 'channel_not_found'],
    ['nothing to say', { text: ' ' }, 'no_text'],
    ['blocks that are no list', { blocks: {} }, 'invalid_blocks_format'],
    ['51 blocks', { blocks: Array.from({ length: 51 }, () => section('a')) }, 'invalid_blocks'],
    ['a section of 3,001 characters', { blocks: [section('x'.repeat(3001))] }, 'invalid_blocks'],
    ['a header with markup', { blocks: [{ type: 'header', text: { type: 'mrkdwn', text: 'a' } }] }, 'invalid_blocks'],
    [
      'a header of 151 characters',
      { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] },
      'invalid_blocks',
    ],
    ['an empty section', { blocks: [{ type: 'section' }] }, 'invalid_blocks'],
    [
      '11 fields',
      { blocks: [{ type: 'section', fields: Array.from({ length: 11 }, () => ({ type: 'mrkdwn', text: 'a' })) }] },
      'invalid_blocks',
    ],
    ['a type that does not exist', { blocks: [{ type: 'paragraph' }] }, 'invalid_blocks'],
    [
      'too much over all blocks',
      { blocks: Array.from({ length: 5 }, () => section('x'.repeat(2900))) },
      'msg_blocks_too_long',
    ],
    ['metadata without a payload', { metadata: { event_type: 'a' } }, 'invalid_metadata_format'],
  ])('refused with status 200: %s', async (_why, given, error) => {
    expect(await post(given)).toMatchObject({ ok: false, error });
    expect(world.kernel.journal.entries()).toMatchObject([
      { kind: 'partner.refused', detail: { partner: 'slack', call: 'chat.postMessage', status: 200, error } },
    ]);
  });

  test('text is cut at 40,000 characters', async () => {
    expect((await post({ text: 'x'.repeat(40_001) }))['message'].text).toHaveLength(40_000);
  });

  test('a form with JSON in it is read too', async () => {
    const body = new URLSearchParams({
      channel: 'C0SLA',
      text: 'a',
      metadata: '{"event_type":"e","event_payload":{}}',
    }).toString();
    const { body: answer } = await request('chat.postMessage', body, {
      ...json,
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer).toMatchObject({ ok: true, message: { metadata: { event_type: 'e' } } });
  });

  test('more than a short burst in one channel is 429 with the time to wait, other channels go on', async () => {
    for (let count = 0; count < burst; count += 1) expect(await post({})).toMatchObject({ ok: true });
    const limited = await request('chat.postMessage', JSON.stringify({ channel: 'C0SLA', text: 'a' }), json);
    expect(limited).toEqual({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { ok: false, error: 'ratelimited' },
    });
    expect(await post({ channel: 'C0NEW' })).toMatchObject({ ok: true });
    await pass(1);
    expect(await post({})).toMatchObject({ ok: true });
    expect(await post({})).toMatchObject({ ok: false });
  });
});

describe('who asks', () => {
  test.each([
    ['nobody', {}, 'not_authed'],
    ['somebody else', { authorization: 'Bearer xoxb-other' }, 'invalid_auth'],
  ])('%s is refused', async (_why, headers, error) => {
    expect((await request('auth.test', '', headers)).body).toEqual({ ok: false, error });
  });
  test('auth.test names the workspace', async () => {
    expect(await call('auth.test', {})).toMatchObject({ ok: true, team: 'first-desk' });
  });
  test('a method that is not there says what is', async () => {
    expect(await call('chat.update', {})).toMatchObject({
      ok: false,
      error: 'unknown_method',
      response_metadata: { messages: [expect.stringContaining('chat.postMessage')] },
    });
  });
  test('JSON that cannot be read', async () => {
    expect((await request('chat.postMessage', '{', json)).body).toMatchObject({ error: 'invalid_json' });
  });
});

describe('conversations.history', () => {
  beforeEach(async () => {
    for (const text of ['one', 'two', 'three']) {
      await post({ text, metadata: { event_type: text, event_payload: {} } });
      await pass(10);
    }
  });
  const texts = (answer: Answer) => answer['messages'].map(({ text }: { text: string }) => text);
  test('newest first, with metadata only when asked for', async () => {
    const bare = await call('conversations.history', { channel: 'C0SLA' });
    expect(texts(bare)).toEqual(['three', 'two', 'one']);
    expect(bare['messages'][0].metadata).toBeUndefined();
    const full = await call('conversations.history', { channel: 'C0SLA', include_all_metadata: true });
    expect(full['messages'][0].metadata).toEqual({ event_type: 'three', event_payload: {} });
  });
  test.each([
    ['a limit', { limit: 2 }, ['three', 'two'], true],
    ['what came after', { oldest: '1791201600.000000' }, ['three', 'two'], false],
    ['and that itself', { oldest: '1791201600.000000', inclusive: true }, ['three', 'two', 'one'], false],
    ['what came before', { latest: '1791201610.000000' }, ['one'], false],
  ])('%s', async (_why, filter, expected, more) => {
    const answer = await call('conversations.history', { channel: 'C0SLA', ...filter });
    expect(texts(answer)).toEqual(expected);
    expect(answer['has_more']).toBe(more);
  });
  test('of a channel that is not there', async () => {
    expect(await call('conversations.history', { channel: 'C9' })).toMatchObject({ error: 'channel_not_found' });
  });
});

test.each([
  ['a user', '<@U0SATO> hi', '@佐藤 花子 hi', ['U0SATO']],
  ['a user nobody knows', '<@U9>', '@U9', ['U9']],
  ['here', '<!here>', '@here', ['here']],
  ['a channel link', 'see <#C0NEW>', 'see #new-cases', []],
  ['a link', '<https://a.example/x|the case>', 'the case (https://a.example/x)', []],
  ['a bare link', '<https://a.example>', 'https://a.example', []],
  ['a date', '<!date^1767225600^{date}|2026-01-01>', '2026-01-01', []],
  ['escaped markup mentions nobody', '&lt;!channel&gt; &amp;amp;', '<!channel> &amp;', []],
])('rendered: %s', (_why, text, rendered, mentions) => {
  const names = { users: { U0SATO: '佐藤 花子' }, channels: { C0NEW: 'new-cases' } };
  expect(renderMessage(text, names)).toEqual({ text: rendered, mentions });
});
