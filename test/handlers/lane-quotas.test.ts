import { expect, test } from 'vitest';
import type { CaseItem, Effect } from '../../lambda/contract/case-item.ts';
import { QuotaUsedUpError, ThrottledError } from '../../lambda/domain/errors.ts';
import { addSeconds, millisecondsBetween } from '../../lambda/domain/instants.ts';
import { runDispatchMail } from '../../lambda/handlers/dispatch-mail/run.ts';
import { runDispatchTask } from '../../lambda/handlers/dispatch-task/run.ts';
import { parseQuotas } from '../../lambda/handlers/shared/parse-quotas.ts';
import { createDesk, type Desk } from '../support/desk-simulation.ts';
import { deadline } from '../support/desk-policy.ts';

const settings = { timeoutSeconds: 60, caseUrlTemplate: 'https://x/{caseId}' };
const mailKey = 'first-response:1:breach:1-email';

/** A desk whose case has breached and has an owner: mail, task and Slack are owed. */
async function breachedDesk(arrange: (desk: Desk) => void = () => undefined): Promise<Desk> {
  const desk = createDesk();
  desk.change({ status: 'open', title: '面談予約', reference_number: '00000017' });
  await desk.runUntil(addSeconds(deadline, -1));
  arrange(desk);
  await desk.runUntil(addSeconds(deadline, 600));
  return desk;
}

function effectOf(desk: Desk, key: string): Effect {
  return desk.item().effects[key]!;
}

test('every call of every lane draws a turn of its own API, and reads of all lanes draw on one bucket', async () => {
  const turns: string[] = [];
  const desk = await breachedDesk((desk) => {
    const { quotas } = desk.ports;
    desk.ports = {
      ...desk.ports,
      quotas: {
        ...quotas,
        draw: async (...given) => {
          const drawn = await quotas.draw(...given);
          turns.push(...(drawn?.from ?? []).map(() => given[0]));
          return drawn;
        },
      },
    };
  });
  const drawnOf = (api: string): number => turns.filter((turn) => turn === api).length;

  expect(desk.state.mails).toHaveLength(1);
  expect(drawnOf('cases:UpdateCase')).toBe(desk.state.updates.length);
  expect(drawnOf('ses:SendEmail')).toBe(1);
  expect(drawnOf('connect:StartTaskContact')).toBe(desk.state.tasks.size);
  expect(drawnOf('slack:chat.postMessage')).toBe(desk.state.slack.length);
  expect(drawnOf('cases:GetCase')).toBe(desk.state.reads.length);
});

test('a refused call slows its own API down for everybody, and no other', async () => {
  const desk = await breachedDesk((desk) => {
    const refusals = [new ThrottledError('SES SendEmail: TooManyRequestsException (HTTP 429)')];
    const { mailer } = desk.ports;
    desk.ports = {
      ...desk.ports,
      mailer: {
        send: async (mail) => {
          const refusal = refusals.shift();
          if (refusal !== undefined) throw refusal;
          return await mailer.send(mail);
        },
      },
    };
  });

  expect(effectOf(desk, mailKey)).toMatchObject({ status: 'done', attempt: 2 });
  const slowed = [...desk.state.buckets].filter(([, bucket]) => bucket.slowed !== undefined).map(([api]) => api);
  expect(slowed).toEqual(['ses:SendEmail']);
});

test('a throttle of our own table slows no API down', async () => {
  const desk = await breachedDesk((desk) => {
    const errors = [new ThrottledError('DynamoDB GetItem: ThrottlingException (HTTP 400)')];
    const { policies } = desk.ports;
    desk.ports = {
      ...desk.ports,
      policies: {
        byHash: async (hash) => {
          const error = errors.shift();
          if (error !== undefined) throw error;
          return await policies.byHash(hash);
        },
      },
    };
  });

  expect(desk.state.mails).toHaveLength(1);
  expect([...desk.state.buckets.values()].filter(({ slowed }) => slowed !== undefined)).toEqual([]);
});

test('a quota that is used up (402) parks the effect at once, and slows nothing down', async () => {
  let starts = 0;
  const desk = await breachedDesk((desk) => {
    const start = (): Promise<never> => {
      starts += 1;
      return Promise.reject(new QuotaUsedUpError('Connect StartTaskContact: ServiceQuotaExceededException (HTTP 402)'));
    };
    desk.ports = { ...desk.ports, tasks: { start } };
  });

  expect(starts).toBe(1);
  const task = Object.values(desk.item().effects).find(({ lane }) => lane === 'task');
  expect(task).toMatchObject({ status: 'parked', attempt: 1 });
  expect(task?.outcome?.reason).toContain('402');
  expect([...desk.state.buckets.values()].filter(({ slowed }) => slowed !== undefined)).toEqual([]);
});

test('a lane for which no turn comes in time ends, claims nothing, and leaves its marker', async () => {
  const desk = await breachedDesk((desk) => {
    desk.state.rates.set('ses:SendEmail', { perSecond: 0.001, burst: 1 });
    desk.state.buckets.set('ses:SendEmail', { level: 0, at: Date.parse(deadline) });
  });

  expect(desk.state.mails).toEqual([]);
  expect(effectOf(desk, mailKey)).toMatchObject({ status: 'pending', attempt: 0 });
  const before = desk.state.now;
  await runDispatchMail({ ...desk.ports, ledger: desk.ports.effectLedger }, settings);
  expect(millisecondsBetween(before, desk.state.now)).toBeLessThan(1000);
  expect(desk.state.markers.get('mail')?.size).toBe(1);
});

test('buckets that cannot be written let nothing be called', async () => {
  const desk = await breachedDesk((desk) => {
    const draw = (): Promise<never> =>
      Promise.reject(new ThrottledError('DynamoDB PutItem: ThrottlingException (HTTP 400)'));
    desk.ports = { ...desk.ports, quotas: { ...desk.ports.quotas, draw } };
  });
  await runDispatchTask({ ...desk.ports, ledger: desk.ports.effectLedger }, settings);

  expect([desk.state.reads, desk.state.mails, desk.state.updates, [...desk.state.tasks]]).toEqual([[], [], [], []]);
  const stored = JSON.parse(desk.state.items.get('case-1')!.json) as CaseItem;
  expect(Object.values(stored.effects).every(({ status }) => status === 'pending')).toBe(true);
});

test('quotas in an environment are parsed, and what they are not is refused by the name of the variable', () => {
  const quotas = { 'cases:GetCase': { perSecond: 2.8, burst: 7 } };
  expect(parseQuotas('QUOTAS', JSON.stringify(quotas))).toEqual(quotas);
  for (const wrong of [
    '',
    '{',
    '{"cases:GetCases":{"perSecond":1,"burst":1}}',
    '{"cases:GetCase":{"perSecond":0,"burst":1}}',
  ]) {
    expect(() => parseQuotas('QUOTAS', wrong)).toThrow(/^QUOTAS must hold/);
  }
});
