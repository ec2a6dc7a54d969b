import { describe, expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy } from '../../lambda/contract/compiled-policy.ts';
import type { Severity } from '../../lambda/contract/primitives.ts';
import { OutcomeUnknownError, ThrottledError } from '../../lambda/domain/errors.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { runDispatchMail } from '../../lambda/handlers/dispatch-mail/run.ts';
import { runDispatchSlack } from '../../lambda/handlers/dispatch-slack/run.ts';
import { breachedAt, breachedCases, slackRow, store } from '../support/breached-cases.ts';
import { breachLevel, sato } from '../support/desk-policy.ts';

/** So slow that more than fifteen notices are beyond the bound. */
const noticesPerSecond = 0.05;
const mailRow: ClockPolicy = {
  ...slackRow,
  levels: [breachLevel(1800, [{ kind: 'email', to: 'owner', subject: '{case.title}', body: 'x' }])],
};

function lane(severities: readonly Severity[], row: ClockPolicy = slackRow) {
  const rows = severities.map((severity, place) => [`case-${place}`, [{ ...row, severity }]] as const);
  const made = breachedCases(Object.fromEntries(rows));
  const { state } = made;
  for (const [caseId, fields] of state.cases) {
    state.cases.set(caseId, { ...fields, title: '内緒の件名', assigned_user: sato.userArn });
  }
  const ports = { ...made.ports, ledger: made.ports.effectLedger };
  const settings = { timeoutSeconds: 600, caseUrlTemplate: 'https://x/{caseId}', noticesPerSecond };
  const items = (): CaseItem[] => [...state.items.values()].map(({ json }) => JSON.parse(json) as CaseItem);
  const effects = (): Effect[] => items().flatMap((item) => Object.values(item.effects));
  const run = async (given: Partial<typeof ports> = {}): Promise<void> =>
    await runDispatchSlack({ ...ports, ...given }, settings);
  const mail = async (): Promise<void> => await runDispatchMail(ports, settings);
  return { state, ports, settings, items, effects, run, mail };
}

const many = (count: number, severity: Severity): Severity[] => Array.from({ length: count }, () => severity);
/** Ids of the cases that each message names. */
const namedIn = (text: string): string[] => [...text.matchAll(/\|(case-\d+)>/g)].map(([, caseId]) => caseId ?? '');

describe('when more messages wait than the channel takes', () => {
  test('severe ones go first and by themselves, the others together, each case in one message', async () => {
    const { run, state, effects } = lane([...many(30, 'medium'), ...many(3, 'critical'), ...many(2, 'high')]);
    await run();

    const texts = state.slack.map(({ text }) => text);
    const isDigest = texts.map((text) => text.includes('まとめ'));
    expect(isDigest.slice(0, 5)).toEqual(Array(5).fill(false));
    expect(isDigest.filter(Boolean).length).toBeGreaterThan(0);
    const digests = texts.filter((text) => text.includes('まとめ'));
    const told = [
      ...digests.flatMap(namedIn),
      ...state.slack.filter((_one, at) => !isDigest[at]).map((one) => one.caseId ?? ''),
    ];
    expect(told.toSorted()).toEqual([...state.cases.keys()].toSorted());
    expect(effects().map(({ status }) => status)).toEqual(Array(35).fill('done'));
    expect(digests.join('')).not.toContain('内緒');
  });

  test('every effect has the reference of the message that told it', async () => {
    const { run, state, items } = lane(many(30, 'low'));
    await run();

    for (const [place, { text, caseId }] of state.slack.entries()) {
      const ids = text.includes('まとめ') ? namedIn(text) : [caseId];
      for (const item of items().filter((one) => ids.includes(one.caseId))) {
        expect(Object.values(item.effects)[0]?.outcome?.reference).toBe(`ts-${place + 1}`);
      }
    }
    expect(state.slack.length).toBeLessThan(30);
  });

  test('within the bound each case has its own message', async () => {
    const { run, state } = lane(many(15, 'low'));
    await run();
    expect(state.slack.map(({ text }) => text.includes('まとめ'))).toEqual(Array(15).fill(false));
  });

  test('mails of one person are put together, with no title in them', async () => {
    const { mail, state, effects } = lane(many(20, 'low'), mailRow);
    await mail();
    const digests = state.mails.filter(({ subject }) => subject.includes('まとめ'));
    expect(digests.length).toBeGreaterThan(0);
    expect(digests.every(({ to, body }) => to === sato.email && !body.includes('内緒'))).toBe(true);
    expect(effects().every(({ status }) => status === 'done')).toBe(true);
  });
});

describe('a digest loses nothing and tells nothing twice', () => {
  test('when its answer is lost, each of its effects is parked as that of a single message is', async () => {
    const { run, state, ports, effects } = lane(many(20, 'low'));
    let isFirst = true;
    const post: typeof ports.slack.post = async (message) => {
      const reference = await ports.slack.post(message);
      if (isFirst) {
        isFirst = false;
        throw new OutcomeUnknownError('Slack chat.postMessage: no answer');
      }
      return reference;
    };
    await run({ slack: { post } });

    const parked = effects().filter(({ status }) => status === 'parked');
    expect(parked).toHaveLength(10);
    expect(parked.every(({ outcome }) => outcome?.reason?.startsWith('outcome unknown'))).toBe(true);
    expect(new Set(state.slack.flatMap(({ text, caseId }) => [caseId, ...namedIn(text)])).size).toBe(20);
    expect(effects().filter(({ status }) => status === 'done')).toHaveLength(10);
  });

  test('when it is throttled, all of its effects wait and are told later', async () => {
    const { run, state, ports, effects } = lane(many(16, 'low'));
    await run({
      slack: {
        post: () => Promise.reject(new ThrottledError('Slack chat.postMessage: HTTP 429', { retryAfterSeconds: 60 })),
      },
    });
    expect(effects().every(({ status, claim }) => status === 'pending' && claim === undefined)).toBe(true);

    state.now = addSeconds(breachedAt, 3600);
    for (const { json } of state.items.values()) store(state, JSON.parse(json) as CaseItem);
    await run({ slack: ports.slack });
    expect(effects().every(({ status }) => status === 'done')).toBe(true);
  });

  test('a claim that another write comes before is taken anew; one that is always lost stays pending and out of the message', async () => {
    const { run, state, ports, effects, items } = lane(many(20, 'low'));
    let lostOnce = false;
    const claim: typeof ports.ledger.claim = async (caseId, ...rest) => {
      if (caseId === 'case-3') return false;
      if (caseId === 'case-5' && !lostOnce) {
        lostOnce = true;
        return false;
      }
      return await ports.ledger.claim(caseId, ...rest);
    };
    await run({ ledger: { ...ports.ledger, claim } });

    expect(state.slack.flatMap(({ text, caseId }) => [caseId, ...namedIn(text)])).not.toContain('case-3');
    const pending = items().filter((item) => Object.values(item.effects)[0]?.status === 'pending');
    expect(pending.map(({ caseId }) => caseId)).toEqual(['case-3']);
    expect(effects().filter(({ status }) => status === 'done')).toHaveLength(19);
  });

  test('a case that needs it no more is not in the message', async () => {
    const { run, state, items } = lane(many(20, 'low'));
    state.cases.set('case-7', { ...state.cases.get('case-7'), status: 'in_progress' });
    state.cases.delete('case-8');
    await run();

    expect(state.slack.flatMap(({ text, caseId }) => [caseId, ...namedIn(text)])).not.toContain('case-7');
    const cancelled = items().filter((item) => Object.values(item.effects)[0]?.status === 'cancelled');
    expect(cancelled.map(({ caseId }) => caseId).sort()).toEqual(['case-7', 'case-8']);
  });

  test('an outcome that cannot be written keeps none of the others from being written', async () => {
    const { run, state, ports, effects } = lane(many(20, 'low'));
    const record: typeof ports.ledger.record = async (caseId, ...rest) => {
      if (caseId === 'case-2') throw new Error('broken row');
      return await ports.ledger.record(caseId, ...rest);
    };
    await expect(run({ ledger: { ...ports.ledger, record } })).rejects.toThrow('broken row');

    expect(
      effects()
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['claimed', ...Array<string>(19).fill('done')]);
    expect(state.slack.flatMap(({ text }) => namedIn(text)).filter((caseId) => caseId === 'case-2')).toHaveLength(1);
  });
});
