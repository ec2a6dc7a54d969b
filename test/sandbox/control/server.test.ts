import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { controlBase, controlError, routes } from '../../../sandbox/control/schema.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';
import { story } from './scripted-journal.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  for (const [, entry] of story) sandbox.kernel.journal.append(entry);
});
afterAll(() => sandbox.close());

const call = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${sandbox.endpoint}${controlBase}${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

/** `fetch` sets Host and Origin itself; a page of another site, or a name made to point here, does not ask it. */
const statusWith = (headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    request({ host: '127.0.0.1', port: sandbox.port, path: `${controlBase}/health`, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test.each(
  Object.values(routes)
    .filter((route) => route.method === 'GET' && !('stream' in route) && !route.path.includes('{'))
    .map((route) => [route.path, route] as const),
)('GET %s answers as its schema says', async (path, route) => {
  const { status, body } = await call(path);
  expect(status).toBe(200);
  expect(route.answer.safeParse(body).error).toBeUndefined();
});

test('a case page holds fields, SLA, owner, tasks and its timeline', async () => {
  const { body } = await call('/cases/case-1');
  const detail = routes.caseDetail.answer.parse(body);
  expect(detail).toMatchObject({
    title: '面談予約',
    customer: '山田 太郎',
    contactId: 'contact-1',
    owner: { name: '佐藤 花子' },
    slas: [{ name: 'first-response', status: 'Active', targetTime: '2026-11-26T13:30:03.000Z' }],
    tasks: [{ taskContactId: 'task-1', state: 'queued' }],
  });
  expect(detail.timeline.find(({ kind }) => kind === 'owner.changed')?.sentence).toEqual({
    ja: 'ケースの担当者が 佐藤 花子 になりました。',
    en: 'The case now belongs to 佐藤 花子.',
  });
});

test('the last events are the last, and their number is one', async () => {
  const all = (await call('/timeline')).body['events'] as { sequence: number }[];
  expect((await call('/timeline?last=2')).body['events']).toEqual(all.slice(-2));
  expect((await call('/timeline?caseId=case-1&contactId=contact-1&last=1')).body['events']).toHaveLength(1);
  expect((await call('/timeline?last=0')).status).toBe(400);
  expect((await call('/timeline/stream?after=soon')).status).toBe(400);
});

test('a contact tells where it stands and what it waits for', async () => {
  expect((await call('/contacts/contact-1')).body).toMatchObject({ caseId: 'case-1', state: 'ended', waitsFor: null });
  expect((await call('/contacts/task-1')).body).toMatchObject({ caseId: 'case-1', state: 'queued', waitsFor: 'sato' });
});

test('what went outside is read as it arrived there', async () => {
  expect((await call('/outside/mails')).body).toMatchObject({
    mails: [{ to: ['sato@example.co.jp'], caseId: 'case-1' }],
  });
  const { channels } = routes.slack.answer.parse((await call('/outside/slack')).body);
  expect(channels.find(({ id }) => id === 'C0SLA')).toMatchObject({ messages: [{ ts: '1', caseId: 'case-1' }] });
  expect((await call('/outside/crm')).body).toMatchObject({ records: [{ object: 'Case', externalId: 'case-1' }] });
});

test('the clock jumps by, to and to the next due moment, and not back', async () => {
  const before = Date.parse((await sandbox.control.time({})).now);
  sandbox.kernel.clock.after(500, 'something', () => undefined);
  expect((await post('/time/jump', { next: true })).body['now']).toBe(new Date(before + 500).toISOString());
  expect((await post('/time/jump', { by: 1500 })).body['now']).toBe(new Date(before + 2000).toISOString());
  const back = await post('/time/jump', { to: new Date(before).toISOString() });
  expect(back).toMatchObject({ status: 400, body: { error: { code: 'invalid' } } });
});

test.each<[string, () => Promise<{ status: number; body: unknown }>, number, RegExp]>([
  ['an unknown path', () => call('/nothing'), 404, /docs\/control-api\.md/],
  ['another method', () => call('/time/jump'), 400, /takes POST, not GET/],
  ['a case that is not there', () => call('/cases/none'), 404, /there is no case none/],
  ['a body of another shape', () => post('/time/play', { speed: 'fast' }), 400, /body\.speed/],
  ['a body that is no JSON', () => call('/time/play', { method: 'POST', body: '{' }), 400, /not JSON/],
  [
    'a flow that is not deployed',
    () => post('/contacts', { flow: 'x', customer: 'y', answers: {} }),
    404,
    /no contact flow "x"; deployed: none/,
  ],
  ['a message to no contact', () => post('/contacts/none/messages', { text: 'hi' }), 404, /there is no contact none/],
  ['an end of no contact', () => post('/contacts/none/end', {}), 404, /there is no contact none/],
  ['questions of no flow', () => call('/flows/none/questions'), 404, /no contact flow "none"; deployed: none/],
  ['a jump of a thousand days', () => post('/time/jump', { by: 86_400_000_000 }), 400, /at most 400 days/],
  ['a scenario that is not there', () => post('/scenarios/none/run', {}), 404, /there are: consultation/],
])('%s is refused in one shape', async (_name, ask, status, message) => {
  const refused = await ask();
  expect(refused.status).toBe(status);
  expect(controlError.parse(refused.body).error.message).toMatch(message);
});

test.each<[string, Record<string, string>, number]>([
  ['no Origin', {}, 200],
  ['a page of another site', { origin: 'https://evil.example' }, 403],
  ['a page of another port', { origin: 'http://127.0.0.1:1' }, 403],
  ['a sandboxed page', { origin: 'null' }, 403],
  ['a name made to point here', { host: 'evil.example' }, 403],
  ['a browser that says cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
])('%s', async (_name, headers, status) => {
  expect(await statusWith(headers)).toBe(status);
});

/** Reads server-sent events until `enough`. */
async function readStream(headers: Record<string, string>, enough: (text: string) => boolean): Promise<string> {
  const abort = new AbortController();
  const response = await fetch(`${sandbox.endpoint}${controlBase}/timeline/stream`, { headers, signal: abort.signal });
  let text = '';
  for await (const chunk of response.body!) {
    text += new TextDecoder().decode(chunk as Uint8Array);
    if (enough(text)) break;
  }
  abort.abort();
  return text;
}

test('the stream resumes after the last event that was seen', async () => {
  const all = await readStream({}, (text) => text.includes('slack.posted'));
  const ids = [...all.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  expect(ids[0]).toBe(1);
  const rest = await readStream({ 'last-event-id': String(ids.at(-2)) }, (text) => text.includes('slack.posted'));
  expect([...rest.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))).toEqual([ids.at(-1)]);
});

test('the stream names the run that health names, so that a page notices a restart', async () => {
  const { run } = routes.health.answer.parse((await call('/health')).body);
  expect(await readStream({}, (text) => text.includes('event: time'))).toContain(`"run":"${run}"`);
});

test('the stream brings what happens while it is open', async () => {
  const last = sandbox.kernel.journal.entries().length;
  const reading = readStream({ 'last-event-id': String(last) }, (text) => text.includes('profile.created'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  sandbox.kernel.journal.append({ kind: 'profile.created', detail: { profileId: 'p' } });
  expect(await reading).toContain('"sentence":{"ja":"お客様のプロファイルを登録しました。"');
});

test('who saw all cases asks for what changed since then', async () => {
  const all = routes.cases.answer.parse((await call('/cases')).body);
  expect(all).toMatchObject({
    cases: [{ caseId: 'case-1', nextSlaBreach: '2026-11-26T13:30:03.000Z', overdueSince: null, reference: null }],
    removed: [],
    sequence: sandbox.kernel.journal.entries().length,
  });
  const later = async (after: number) => routes.cases.answer.parse((await call(`/cases?after=${after}`)).body);
  expect(await later(all.sequence)).toEqual({ ...all, cases: [] });
  const { journal } = sandbox.kernel;
  journal.append({ kind: 'sla.changed', caseId: 'case-1', detail: { relatedItemId: 'r-1', status: 'Overdue' } });
  journal.append({ kind: 'case.created', caseId: 'case-2', detail: { fields: { reference_number: '4711' } } });
  const changed = await later(all.sequence);
  expect(changed).toMatchObject({
    cases: [
      { caseId: 'case-2', reference: '4711' },
      { caseId: 'case-1', nextSlaBreach: null, overdueSince: '2026-11-26T13:30:03.000Z' },
    ],
    sequence: all.sequence + 2,
  });
  journal.append({ kind: 'case.deleted', caseId: 'case-2' });
  expect(await later(changed.sequence)).toMatchObject({ cases: [], removed: ['case-2'] });
  expect((await call('/cases?after=soon')).status).toBe(400);
});

test('two sandboxes stand side by side, and a taken port is replaced', async () => {
  const other = await startSandbox({ port: sandbox.port });
  expect(other.insteadOf).toBe(sandbox.port);
  expect(other.port).not.toBe(sandbox.port);
  expect((await other.control.timeline({})).events).toEqual([]);
  await other.close();
  await other.close();
  await expect(fetch(`${other.endpoint}${controlBase}/health`)).rejects.toThrow();
});
