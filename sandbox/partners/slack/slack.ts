import { isObject, type JsonObject } from '../../kernel/json-object.ts';
import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { World } from '../../kernel/world.ts';
import type { Partner, PartnerRequest, PartnerResponse } from '../partner.ts';
import { blocksProblem } from './block-limits.ts';
import { readArguments } from './read-arguments.ts';
import { createRateLimit } from './rate-limit.ts';
import { renderMessage, type SlackNames } from './render-text.ts';

interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: unknown;
  readonly metadata: unknown;
  readonly threadTs: string | undefined;
  readonly at: number;
}

/** Source: https://docs.slack.dev/reference/methods/chat.postMessage */
const mostTextCharacters = 40_000;
const historyMost = 999;

type Method = (given: Readonly<Record<string, unknown>>) => PartnerResponse;

/** A workspace that answers Slack's Web API at slack.com and keeps what was posted. */
export function createSlack(world: World, instance: InstanceFile): Partner {
  const { clock, identifiers, journal } = world.kernel;
  const { workspace, botToken, channels } = instance.partners.slack;
  const names: SlackNames = {
    users: Object.fromEntries(
      instance.users.flatMap(({ slackUserId, lastName, firstName }) =>
        slackUserId === undefined ? [] : [[slackUserId, `${lastName} ${firstName}`]],
      ),
    ),
    channels: Object.fromEntries(Object.entries(channels).map(([id, { name }]) => [id, name])),
  };
  const teamId = `T${identifiers.hex(8).toUpperCase()}`;
  const botId = `B${identifiers.hex(8).toUpperCase()}`;
  const botUserId = `U${identifiers.hex(8).toUpperCase()}`;
  const messages: Message[] = [];
  const rate = createRateLimit(() => clock.now());

  /** Microseconds make the ids of one virtual instant distinct. */
  const nextTimestamp = (): string => {
    const now = clock.now();
    const inThisSecond = messages.filter(({ at }) => Math.floor(at / 1000) === Math.floor(now / 1000)).length;
    const micros = (now % 1000) * 1000 + inThisSecond;
    return `${Math.floor(now / 1000)}.${String(micros).padStart(6, '0')}`;
  };
  const shown = (message: Message, withMetadata: boolean): Record<string, unknown> => ({
    type: 'message',
    subtype: 'bot_message',
    bot_id: botId,
    user: botUserId,
    team: teamId,
    text: message.text,
    ts: message.ts,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  });

  const postMessage: Method = (given) => {
    const channel = given['channel'];
    const text = typeof given['text'] === 'string' ? given['text'] : '';
    const { blocks, metadata } = given;
    if (typeof channel !== 'string' || !Object.hasOwn(channels, channel)) return refused('channel_not_found');
    const wait = rate.take(channel);
    if (wait > 0)
      return { status: 429, headers: { 'retry-after': String(wait) }, body: { ok: false, error: 'ratelimited' } };
    if (text.trim() === '' && blocks === undefined) return refused('no_text');
    const problem = blocks === undefined ? undefined : blocksProblem(blocks);
    if (problem) return refused(problem.error, problem.message);
    if (metadata !== undefined && !isMetadata(metadata)) return refused('invalid_metadata_format');
    const message: Message = {
      channel,
      ts: nextTimestamp(),
      text: text.slice(0, mostTextCharacters),
      blocks,
      metadata,
      threadTs: typeof given['thread_ts'] === 'string' ? given['thread_ts'] : undefined,
      at: clock.now(),
    };
    messages.push(message);
    journal.append({
      kind: 'slack.posted',
      caseId: caseIdOf(metadata),
      detail: {
        channel,
        channelName: channels[channel]!.name,
        text: message.text,
        ...(blocks === undefined ? {} : { blocks }),
        mentions: renderMessage(message.text, names).mentions,
        metadata: metadata ?? null,
        ts: message.ts,
      },
    });
    return answered({ channel, ts: message.ts, message: shown(message, true) });
  };

  const history: Method = (given) => {
    const { channel } = given;
    if (typeof channel !== 'string' || !Object.hasOwn(channels, channel)) return refused('channel_not_found');
    const limit = Number(given['limit'] ?? 100);
    if (!Number.isInteger(limit) || limit < 1 || limit > historyMost) return refused('invalid_limit');
    const oldest = Number(given['oldest'] ?? 0);
    const latest = given['latest'] === undefined ? Infinity : Number(given['latest']);
    const inclusive = isTrue(given['inclusive']);
    const inRange = (ts: number): boolean =>
      (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest));
    const found = messages.filter((message) => message.channel === channel && inRange(Number(message.ts))).reverse();
    return answered({
      messages: found.slice(0, limit).map((message) => shown(message, isTrue(given['include_all_metadata']))),
      has_more: found.length > limit,
    });
  };

  const methods: Readonly<Record<string, Method>> = {
    'chat.postMessage': postMessage,
    'conversations.history': history,
    'auth.test': () =>
      answered({
        url: `https://${workspace}.slack.com/`,
        team: workspace,
        user: 'bot',
        team_id: teamId,
        user_id: botUserId,
        bot_id: botId,
      }),
  };

  const answer = (request: PartnerRequest, given: JsonObject | undefined): PartnerResponse => {
    const name = methodOf(request);
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method || !request.path.startsWith('/api/'))
      return refused('unknown_method', `the sandbox serves ${Object.keys(methods).join(', ')}`);
    const token = /^Bearer (.+)$/.exec(request.headers['authorization'] ?? '')?.[1];
    if (token === undefined) return refused('not_authed');
    if (token !== botToken) return refused('invalid_auth');
    return given === undefined ? refused('invalid_json') : method(given);
  };

  /** A refusal that a function gets is a fault to look at. */
  const recordRefusal = (call: string, { status, body }: PartnerResponse, given: JsonObject | undefined): void => {
    const { ok, error, response_metadata: more } = isObject(body) ? body : {};
    if (ok !== false) return;
    const { messages = [] } = (isObject(more) ? more : {}) as { messages?: readonly string[] };
    journal.append({
      kind: 'partner.refused',
      caseId: caseIdOf(given?.['metadata']),
      detail: { partner: 'slack', call, status, error, message: messages.join('; ') },
    });
  };

  return {
    name: 'slack',
    hosts: ['slack.com'],
    handle(request: PartnerRequest) {
      const given = readArguments(request);
      const response = answer(request, given);
      recordRefusal(methodOf(request), response, given);
      return response;
    },
    snapshot: () => ({
      workspace,
      channels: Object.entries(channels).map(([id, { name }]) => ({
        id,
        name,
        messages: messages
          .filter(({ channel }) => channel === id)
          .map((message) => ({
            ts: message.ts,
            at: new Date(message.at).toISOString(),
            ...renderMessage(message.text, names),
            raw: message.text,
            blocks: message.blocks ?? null,
            metadata: message.metadata ?? null,
            threadTs: message.threadTs ?? null,
          })),
      })),
    }),
  };
}

const methodOf = ({ path }: PartnerRequest): string => path.replace(/^\/api\//, '');

/** Slack says nearly everything with status 200. */
const answered = (body: Readonly<Record<string, unknown>>): PartnerResponse => ({
  status: 200,
  body: { ok: true, ...body },
});
const refused = (error: string, message?: string): PartnerResponse => ({
  status: 200,
  body: {
    ok: false,
    error,
    ...(message === undefined ? {} : { response_metadata: { messages: [`[ERROR] ${message}`] } }),
  },
});

const isMetadata = (value: unknown): boolean =>
  isObject(value) && typeof value['event_type'] === 'string' && isObject(value['event_payload']);
const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1';

function caseIdOf(metadata: unknown): string | undefined {
  const payload = isObject(metadata) ? metadata['event_payload'] : undefined;
  const caseId = isObject(payload) ? payload['caseId'] : undefined;
  return typeof caseId === 'string' ? caseId : undefined;
}
