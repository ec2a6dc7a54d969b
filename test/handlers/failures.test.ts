import { expect, test } from 'vitest';
import {
  type CasewardenError,
  OutcomeUnknownError,
  QuotaUsedUpError,
  RequestRefusedError,
  ServiceUnavailableError,
  ThrottledError,
} from '../../lambda/domain/errors.ts';
import { createDesk, type Desk } from '../support/desk-simulation.ts';
import { caseChange, deadline } from '../support/desk-policy.ts';

const newCase = { status: 'open', title: '面談予約', reference_number: '00000017' };
const later = '2026-11-24T14:30:00.000Z';
const mailKey = 'first-response:1:breach:1-email';
const taskKey = 'first-response:1:breach:2-task';

/** Lets `method` of a port throw the errors one call after another, then work again. `after` throws once it has worked. */
function failing<Port extends object>(
  port: Port,
  method: keyof Port & string,
  errors: unknown[],
  when: 'before' | 'after' = 'before',
): Port {
  const original = port[method] as (...given: unknown[]) => Promise<unknown>;
  return {
    ...port,
    [method]: async (...given: unknown[]) => {
      const error = errors.shift();
      if (error === undefined) return await original(...given);
      if (when === 'after') await original(...given);
      throw error;
    },
  };
}

function times(count: number, make: () => Error): Error[] {
  return Array.from({ length: count }, make);
}

async function breachedDesk(arrange: (desk: Desk) => void): Promise<Desk> {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil(deadline);
  arrange(desk);
  await desk.runUntil(later);
  return desk;
}

test.each<[string, CasewardenError]>([
  ['a throttle', new ThrottledError('SES SendEmail: TooManyRequestsException (HTTP 429)')],
  ['a service that cannot be reached', new ServiceUnavailableError('SES SendEmail: ECONNREFUSED')],
])('%s makes the mail go again after a pause', async (_why, error) => {
  const desk = await breachedDesk((desk) => {
    desk.ports = { ...desk.ports, mailer: failing(desk.ports.mailer, 'send', [error, error]) };
  });

  expect(desk.state.mails).toHaveLength(1);
  expect(desk.item().effects[mailKey]).toMatchObject({ status: 'done', attempt: 3 });
});

test('a pause that the outside asks for is kept', async () => {
  const error = new ThrottledError('slack', { retryAfterSeconds: 600 });
  const desk = await breachedDesk((desk) => {
    desk.ports = { ...desk.ports, slack: failing(desk.ports.slack, 'post', [error]) };
  });

  const { outcome } = desk.item().effects['first-response:1:breach:3-slack']!;
  expect(outcome!.at > '2026-11-24T13:20:00.000Z' && outcome!.at < '2026-11-24T13:22:30.000Z').toBe(true);
});

test.each<[string, unknown, string]>([
  ['a refusal', new RequestRefusedError('SES SendEmail: MessageRejected (HTTP 400)'), 'MessageRejected'],
  ['a quota that is used up', new QuotaUsedUpError('Connect: ServiceQuotaExceededException (HTTP 402)'), '402'],
  ['a mistake of ours', new TypeError('secret text'), 'unexpected TypeError'],
])('%s parks the effect with its reason, and the others go on', async (_why, error, reason) => {
  const desk = await breachedDesk((desk) => {
    desk.ports = { ...desk.ports, mailer: failing(desk.ports.mailer, 'send', [error]) };
  });

  const { status, outcome, attempt } = desk.item().effects[mailKey]!;
  expect({ status, attempt }).toEqual({ status: 'parked', attempt: 1 });
  expect(outcome?.reason).toContain(reason);
  expect(JSON.stringify([desk.item(), desk.state.logged])).not.toContain('secret text');
  expect(desk.state.slack).toHaveLength(1);
  expect(desk.state.tasks.size).toBe(1);
});

test('a mail of which nobody knows whether it went out is not sent again', async () => {
  const desk = await breachedDesk((desk) => {
    const mailer = failing(
      desk.ports.mailer,
      'send',
      [new OutcomeUnknownError('SES SendEmail: TimeoutError')],
      'after',
    );
    desk.ports = { ...desk.ports, mailer };
  });

  expect(desk.state.mails).toHaveLength(1);
  expect(desk.item().effects[mailKey]).toMatchObject({ status: 'parked' });
  expect(desk.item().effects[mailKey]?.outcome?.reason).toContain('outcome unknown');
});

test('a task whose start was not confirmed is started again with the same token', async () => {
  const tokens: string[] = [];
  const desk = await breachedDesk((desk) => {
    const { tasks } = desk.ports;
    const recording: typeof tasks = {
      start: async (task) => {
        tokens.push(task.token);
        return await tasks.start(task);
      },
    };
    desk.ports = { ...desk.ports, tasks: failing(recording, 'start', [new OutcomeUnknownError('timeout')], 'after') };
  });

  expect(tokens).toHaveLength(2);
  expect(new Set(tokens).size).toBe(1);
  expect(desk.state.tasks.size).toBe(1);
  expect(desk.item().effects[taskKey]).toMatchObject({ status: 'done' });
});

test.each<[string, CasewardenError, 'before' | 'after']>([
  ['throttled', new ThrottledError('DynamoDB UpdateItem: ThrottlingException (HTTP 400)'), 'before'],
  ['not to be reached', new ServiceUnavailableError('DynamoDB UpdateItem: ECONNREFUSED'), 'before'],
  ['not heard of', new OutcomeUnknownError('DynamoDB UpdateItem: TimeoutError'), 'after'],
])(
  'a ledger that is %s when the outcome is written is asked again: nothing that is known is forgotten',
  async (_why, error, when) => {
    const desk = await breachedDesk((desk) => {
      const effectLedger = failing(
        desk.ports.effectLedger,
        'record',
        times(4, () => error),
        when,
      );
      desk.ports = { ...desk.ports, effectLedger };
    });

    expect(desk.threw).toEqual([]);
    expect(desk.item().effects[mailKey]).toMatchObject({ status: 'done', attempt: 1 });
    expect(desk.item().effects[taskKey]).toMatchObject({ status: 'done', attempt: 1 });
    expect(desk.state.mails).toHaveLength(1);
    expect(JSON.stringify(desk.state.logged)).not.toContain('claim lost');
  },
);

test('a ledger that refuses the outcome for longer than the claim lasts: the mail is parked, not sent again', async () => {
  const desk = await breachedDesk((desk) => {
    const { effectLedger } = desk.ports;
    const record: typeof effectLedger.record = async (...given) => {
      if (given[3].key === mailKey) throw new ThrottledError('DynamoDB UpdateItem: ThrottlingException');
      return await effectLedger.record(...given);
    };
    desk.ports = { ...desk.ports, effectLedger: { ...effectLedger, record } };
  });

  expect(desk.threw).toHaveLength(1);
  expect(desk.item().effects[mailKey]).toMatchObject({ status: 'parked', attempt: 1 });
  expect(desk.state.mails).toHaveLength(1);
});

test('a run that dies between claim and outcome: the task goes again, the mail is parked', async () => {
  const desk = await breachedDesk((desk) => {
    const { effectLedger } = desk.ports;
    const dead = new Set<string>();
    desk.ports = {
      ...desk.ports,
      effectLedger: {
        ...effectLedger,
        record: async (...given) => {
          const [, , , { key }] = given;
          if ([mailKey, taskKey].includes(key) && !dead.has(key)) {
            dead.add(key);
            throw new Error('the function was stopped');
          }
          return await effectLedger.record(...given);
        },
      },
    };
  });

  expect(desk.threw).toHaveLength(2);
  expect(desk.item().effects[taskKey]).toMatchObject({ status: 'done', attempt: 2 });
  expect(desk.item().effects[mailKey]).toMatchObject({ status: 'parked', attempt: 1 });
  expect(desk.state.mails).toHaveLength(1);
  expect(desk.state.leases.size).toBe(0);
});

test('a read of the case that fails parks nothing, since nothing was sent', async () => {
  const desk = await breachedDesk((desk) => {
    desk.ports = {
      ...desk.ports,
      cases: failing(
        desk.ports.cases,
        'read',
        times(5, () => new ServiceUnavailableError('Cases GetCase')),
      ),
    };
  });

  expect(Object.values(desk.item().effects).map(({ status }) => status)).toEqual(Array(4).fill('done'));
});

test('a lost conditional write is read again and nothing is lost', async () => {
  const desk = createDesk();
  const { caseLedger } = desk.ports;
  let losses = 0;
  desk.ports = {
    ...desk.ports,
    caseLedger: {
      ...desk.ports.caseLedger,
      save: async (item, index) => {
        // Every other time somebody else writes first.
        losses += 1;
        if (losses % 2 === 1 && item.version > 0) {
          const stored = desk.state.items.get(item.caseId)!;
          const parsed = JSON.parse(stored.json) as { version: number };
          desk.state.items.set(item.caseId, {
            ...stored,
            json: JSON.stringify({ ...parsed, version: parsed.version + 1 }),
          });
        }
        return await caseLedger.save(item, index);
      },
    },
  };
  desk.change(newCase);
  await desk.runUntil('2026-11-24T13:15:00.000Z');

  expect(desk.failed).toEqual([]);
  expect(Object.values(desk.item().effects).map(({ status }) => status)).toEqual(Array(4).fill('done'));
  expect(desk.state.mails).toHaveLength(1);
});

test('an item that others never stop writing sends the message back to the queue', async () => {
  const desk = createDesk();
  desk.ports = { ...desk.ports, caseLedger: { ...desk.ports.caseLedger, save: async () => false } };
  await desk.deliver(caseChange('CASE.CREATED', desk.state.now, newCase));

  expect(desk.failed).toEqual(['message']);
  expect(desk.state.logged).toMatchObject([{ detail: { code: 'LEDGER_CONTENTION' } }]);
});

test('crashes after the save and before the announcement: the announcement is made later', async () => {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil(deadline);
  desk.ports = {
    ...desk.ports,
    announcer: failing(
      desk.ports.announcer,
      'announce',
      times(8, () => new Error('the function was stopped')),
    ),
  };
  await desk.runUntil('2026-11-24T13:10:30.000Z');
  expect(desk.state.announced.filter(({ detailType }) => detailType === 'SLA Breached')).toEqual([]);
  expect(desk.item().outbox).toHaveLength(1);
  // The bus being down kept nobody from being told.
  expect(desk.state.updates).toHaveLength(1);

  await desk.runUntil(later);
  expect(desk.state.announced.filter(({ detailType }) => detailType === 'SLA Breached')).toHaveLength(1);
  expect(desk.item().outbox).toEqual([]);
});

test('an announcement that was made but not cleared is made again under the same id', async () => {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil(deadline);
  desk.ports = {
    ...desk.ports,
    announcer: failing(desk.ports.announcer, 'announce', [new Error('the function was stopped')], 'after'),
  };
  await desk.runUntil(later);

  const ids = desk.state.announced.filter(({ detailType }) => detailType === 'SLA Breached').map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(1);
});

test('lost messages, hints and markers delay the breach and do not lose it', async () => {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil('2026-11-24T12:41:00.000Z');
  let lose = true;
  const { inbox, laneHints, caseLedger } = desk.ports;
  desk.ports = {
    ...desk.ports,
    inbox: { send: async (messages) => (lose ? undefined : await inbox.send(messages)) },
    laneHints: { hint: async (lane) => (lose ? undefined : await laneHints.hint(lane)) },
    caseLedger: {
      ...caseLedger,
      markReady: async (caseId, index) => (lose ? undefined : await caseLedger.markReady(caseId, index)),
    },
  };
  await desk.runUntil('2026-11-24T13:14:00.000Z');
  expect(desk.item().effects).toEqual({});
  lose = false;
  await desk.runUntil('2026-11-24T13:40:00.000Z');

  expect(Object.values(desk.item().effects).map(({ status }) => status)).toEqual(Array(4).fill('done'));
});

test.each<[string, string]>([
  ['not JSON', 'hello'],
  ['JSON of another shape', '{"kind":"surprise"}'],
  ['an event that names no case', JSON.stringify(withoutCase())],
  ['an event whose time cannot be read', JSON.stringify(caseChange('CASE.UPDATED', 'yesterday'))],
])('%s fails alone and is not swallowed', async (_why, body) => {
  const { runAdvance } = await import('../../lambda/handlers/advance/run.ts');
  const desk = createDesk();
  const good = JSON.stringify(caseChange('CASE.CREATED', desk.state.now, newCase));
  const answer = await runAdvance(
    { ...desk.ports, ledger: desk.ports.caseLedger },
    { policyHash: 'a'.repeat(64), lookAheadSeconds: 120 },
    {
      Records: [
        { messageId: 'bad', body },
        { messageId: 'good', body: good },
      ],
    },
  );

  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'bad' }]);
  expect(desk.item().clocks).toHaveLength(1);
  expect(desk.state.logged).toMatchObject([{ detail: { code: 'MESSAGE_INVALID' } }]);
});

function withoutCase(): unknown {
  const { case: _case, ...detail } = caseChange('CASE.UPDATED', deadline).detail;
  return { ...caseChange('CASE.UPDATED', deadline), detail };
}

test('a due moment that changes nothing still moves the index on, and wakes the lanes again', async () => {
  const desk = createDesk();
  desk.state.now = '2026-11-24T13:10:01.000Z';
  await desk.deliver(caseChange('CASE.CREATED', '2026-11-24T12:40:00.000Z', newCase));
  expect(desk.state.items.get('case-1')?.dueAt).toBe('2026-11-24T13:11:01.000Z');
  desk.state.hints.splice(0);
  desk.state.now = '2026-11-24T13:11:01.000Z';
  await desk.deliver({ kind: 'due', caseId: 'case-1', dueAt: desk.state.now });

  expect(desk.state.items.get('case-1')?.dueAt).toBe('2026-11-24T13:12:01.000Z');
  expect(desk.state.hints).toEqual(['case-update', 'slack']);
});
