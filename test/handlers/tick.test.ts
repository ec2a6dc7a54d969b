import { describe, expect, test } from 'vitest';
import { isResendMinute } from '../../lambda/domain/due-rows.ts';
import { ThrottledError } from '../../lambda/domain/errors.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { laneNames, type LaneName } from '../../lambda/contract/primitives.ts';
import { laneUnattended, oldestDueRowAge } from '../../lambda/contract/metrics.ts';
import { runTick } from '../../lambda/handlers/tick/run.ts';
import { createMemoryPorts } from '../support/in-memory-ports.ts';

const settings = { lookAheadSeconds: 120 };
const start = '2026-11-24T12:40:00.000Z';

describe('tick', () => {
  test('sends a row once before it falls due, with the delay that makes it arrive in time', async () => {
    const { state, ports } = createMemoryPorts();
    state.items.set('case-1', { json: '{}', dueAt: '2026-11-24T12:43:20.001Z' });
    for (let minute = 0; minute < 4; minute += 1) {
      state.now = addSeconds(start, minute * 60);
      await runTick(ports, settings);
    }

    expect(state.inbox).toEqual([
      { message: { kind: 'due', caseId: 'case-1', dueAt: '2026-11-24T12:43:20.001Z' }, at: '2026-11-24T12:43:21.000Z' },
    ]);
  });

  test('sends a row that stays overdue again, in gaps that grow to eight minutes', async () => {
    const { state, ports } = createMemoryPorts();
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, -1) });
    const minutes: number[] = [];
    for (let minute = 0; minute < 70; minute += 1) {
      state.now = addSeconds(start, minute * 60);
      const before = state.inbox.length;
      await runTick(ports, settings);
      if (state.inbox.length > before) minutes.push(minute);
    }

    expect(minutes).toEqual([0, 1, 2, 4, 8, 16, 24, 32, 40, 48, 56, 64]);
  });

  test('a row that comes up behind the watermark is sent when it is due', async () => {
    const { state, ports } = createMemoryPorts();
    await runTick(ports, settings);
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 30) });
    state.now = addSeconds(start, 60);
    await runTick(ports, settings);

    expect(state.inbox).toMatchObject([{ message: { caseId: 'case-1' }, at: addSeconds(start, 60) }]);
  });

  test('does not move the watermark past rows that could not be sent', async () => {
    const { state, ports } = createMemoryPorts();
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 30) });
    const broken = { ...ports, inbox: { send: () => Promise.reject(new Error('down')) } };

    await expect(runTick(broken, settings)).rejects.toMatchObject({ code: 'TICK_INCOMPLETE', retryable: true });
    expect(state.watermarks.size).toBe(0);
  });

  test.each(['some', 'no'])(
    'with nothing due and %s rows later, reads each shard once and all lanes once',
    async (later) => {
      const { state, ports } = createMemoryPorts();
      if (later === 'some') state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 3600) });
      const calls: string[] = [];
      const counted = <Port extends object>(port: Port): Port =>
        new Proxy(port, {
          get: (target, name) => {
            const member: unknown = Reflect.get(target, name);
            if (typeof member !== 'function') return member;
            return (...given: unknown[]) => {
              calls.push(String(name));
              return Reflect.apply(member, target, given) as unknown;
            };
          },
        });
      const { clock, due, inbox, lanes, laneHints, metrics } = ports;
      state.now = start;
      await runTick(
        {
          clock,
          metrics,
          due: counted(due),
          inbox: counted(inbox),
          lanes: counted(lanes),
          laneHints: counted(laneHints),
        },
        settings,
      );

      expect(calls).toEqual(['withReadyWork', 'between']);
    },
  );

  test('a row that was sent waits in peace for its time, whatever else comes up', async () => {
    const { state, ports } = createMemoryPorts();
    state.now = start;
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 110) });
    await runTick(ports, settings);
    state.now = addSeconds(start, 60);
    state.items.set('case-2', { json: '{}', dueAt: addSeconds(start, 150) });
    await runTick(ports, settings);
    state.now = addSeconds(start, 61);
    await runTick(ports, settings);

    expect(state.inbox).toMatchObject([{ message: { caseId: 'case-1' } }, { message: { caseId: 'case-2' } }]);
  });

  test('ticks that were missed lose no row', async () => {
    const { state, ports } = createMemoryPorts();
    state.now = start;
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 30) });
    await runTick(ports, settings);
    state.items.delete('case-1');
    state.items.set('case-2', { json: '{}', dueAt: addSeconds(start, 700) });
    state.now = addSeconds(start, 1203);
    await runTick(ports, settings);

    expect(state.inbox).toMatchObject([
      { message: { caseId: 'case-1' } },
      { message: { caseId: 'case-2' }, at: state.now },
    ]);
  });

  test('lanes that cannot be read do not keep rows from being sent', async () => {
    const { state, ports } = createMemoryPorts();
    state.now = start;
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 30) });
    const withReadyWork = () => Promise.reject(new ThrottledError('DynamoDB Scan: ThrottlingException'));
    const tick = runTick({ ...ports, lanes: { ...ports.lanes, withReadyWork } }, settings);

    await expect(tick).rejects.toThrow(/all lanes \(DynamoDB Scan/);
    expect(state.inbox).toHaveLength(1);
  });

  test('tries every lane and every shard although some fail, and then names those', async () => {
    const { state, ports } = createMemoryPorts();
    state.now = start;
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 30) });
    for (const lane of ['mail', 'slack'] as const) state.markers.set(lane, new Map([['case-1', '1#x']]));
    const broken = new ThrottledError('DynamoDB Query: ThrottlingException');
    const seen: string[] = [];
    const tick = runTick(
      {
        ...ports,
        due: {
          ...ports.due,
          shards: ['one', 'two', 'three'],
          between: async (shard, ...given) => {
            seen.push(shard);
            if (shard === 'two') throw broken;
            return await ports.due.between(shard, ...given);
          },
        },
        laneHints: {
          hint: async (lane) => {
            if (lane === 'mail') throw new Error('secret text');
            await ports.laneHints.hint(lane);
          },
        },
      },
      settings,
    );
    const error: unknown = await tick.catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'TICK_INCOMPLETE', cause: { errors: [{ message: 'secret text' }, broken] } });
    expect((error as Error).message).toMatch(/lane mail .*; shard two \(DynamoDB Query/);
    expect((error as Error).message).not.toMatch(/secret|slack|one|three/);
    expect(state.hints).toEqual(['slack']);
    expect([...new Set(seen)]).toEqual(['one', 'two', 'three']);
    expect([...state.watermarks.keys()]).toEqual(['one', 'three']);
  });

  test('works off a backlog in portions, oldest first, and new rows are not held up by it', async () => {
    const { state, ports } = createMemoryPorts();
    state.watermarks.set('only', start);
    for (let place = 0; place < 1200; place += 1) {
      state.items.set(`old-${place}`, { json: '{}', dueAt: addSeconds(start, -100_000 + place) });
    }
    state.items.set('recent', { json: '{}', dueAt: addSeconds(start, -30) });
    const sent: string[][] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      state.now = addSeconds(start, minute * 60);
      await runTick(ports, settings);
      const caseIds = state.inbox.splice(0).flatMap(({ message }) => ('source' in message ? [] : message.caseId));
      sent.push(caseIds);
      // What arrives is handled: it is due no more.
      for (const caseId of caseIds) state.items.delete(caseId);
    }

    expect(sent[0]).toHaveLength(501);
    expect(sent[0]).toEqual(expect.arrayContaining(['old-0', 'old-499', 'recent']));
    expect(sent[1]).toHaveLength(500);
    expect(sent[1]).toContain('old-999');
  });

  test('sends more rows than one tick may in the next ticks, each once', async () => {
    const { state, ports } = createMemoryPorts();
    for (let place = 0; place < 4500; place += 1) {
      state.items.set(`case-${place}`, { json: '{}', dueAt: addSeconds(start, 100 + Math.floor(place / 100)) });
    }
    for (let minute = 0; minute < 2; minute += 1) {
      await runTick(ports, settings);
      state.now = addSeconds(state.now, 20);
    }
    await runTick(ports, { lookAheadSeconds: 600 });

    const caseIds = state.inbox.flatMap(({ message }) => ('source' in message ? [] : message.caseId));
    expect(caseIds).toHaveLength(4500);
    expect(new Set(caseIds).size).toBe(4500);
  });

  test.each<[string, { ready: LaneName[]; leased: LaneName[] }, LaneName[]]>([
    ['wakes a lane that has ready work and nobody on it', { ready: ['mail'], leased: [] }, ['mail']],
    ['leaves a lane alone whose lease lives', { ready: ['mail', 'slack'], leased: ['mail'] }, ['slack']],
    ['leaves idle lanes alone', { ready: [], leased: [] }, []],
  ])('%s', async (_why, { ready, leased }, hinted) => {
    const { state, ports } = createMemoryPorts();
    for (const lane of ready) state.markers.set(lane, new Map([['case-1', '1#x']]));
    for (const lane of leased) state.leases.set(lane, lease({ leftSeconds: 1, endsInSeconds: 300 }));
    await runTick(ports, settings);

    expect(state.hints).toEqual(hinted);
  });

  test.each<[string, Parameters<typeof lease>[0], { hints: number; laterAfter: number[] }]>([
    ['whose run has long to go', { leftSeconds: 30, endsInSeconds: 300 }, { hints: 0, laterAfter: [] }],
    ['whose run ends soon', { leftSeconds: 30, endsInSeconds: 40 }, { hints: 0, laterAfter: [42] }],
    [
      'whose run ends right after the next tick',
      { leftSeconds: 30, endsInSeconds: 70 },
      { hints: 0, laterAfter: [72] },
    ],
    ['whose run is doing its last work', { leftSeconds: 30, endsInSeconds: -3 }, { hints: 0, laterAfter: [2] }],
    ['whose run has died', { leftSeconds: 0, endsInSeconds: 300 }, { hints: 1, laterAfter: [] }],
  ])('sends for the successor in a lane %s', async (_why, held, { hints, laterAfter }) => {
    const { state, ports } = createMemoryPorts();
    state.now = start;
    state.markers.set('mail', new Map([['case-1', '1#x']]));
    state.leases.set('mail', lease(held));
    await runTick(ports, settings);

    expect(state.hints).toHaveLength(hints);
    expect(state.laterHints).toEqual(laterAfter.map((seconds) => ({ lane: 'mail', at: addSeconds(start, seconds) })));
  });
});

function lease({ leftSeconds, endsInSeconds }: { readonly leftSeconds: number; readonly endsInSeconds: number }) {
  return { holder: 'run', leaseUntil: addSeconds(start, leftSeconds), endsAt: addSeconds(start, endsInSeconds) };
}

test.each([
  [-1, false],
  [0, true],
  [59, true],
  [60, true],
  [125, true],
  [181, false],
  [240, true],
  [300, false],
])('a row that is %s seconds late is sent again: %s', (secondsLate, expected) => {
  expect(isResendMinute(start, addSeconds(start, secondsLate))).toBe(expected);
});

describe('what tick measures', () => {
  const valueOf = (metrics: readonly { name: string; value: number }[], name: string): number | undefined =>
    metrics.find((metric) => metric.name === name)?.value;

  test('a quiet minute: nothing is overdue, no lane is left alone', async () => {
    const { state, ports } = createMemoryPorts();
    state.now = start;
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, 100) });
    await runTick(ports, settings);

    expect(valueOf(state.metrics, oldestDueRowAge)).toBe(0);
    expect(laneNames.map((lane) => valueOf(state.metrics, laneUnattended(lane)))).toEqual([0, 0, 0, 0, 0]);
  });

  test('the oldest due row counts, in whatever shard', async () => {
    const { state, ports } = createMemoryPorts();
    state.now = start;
    for (const [index, seconds] of [30, 700, 20, 5].entries())
      state.items.set(`case-${index}`, { json: '{}', dueAt: addSeconds(start, -seconds) });
    await runTick(ports, settings);

    expect(valueOf(state.metrics, oldestDueRowAge)).toBe(700);
  });

  test('a lane with work is left alone until somebody holds its lease', async () => {
    const { state, ports } = createMemoryPorts();
    state.now = start;
    state.markers.set('mail', new Map([['case-1', '1']]));
    state.markers.set('task', new Map([['case-1', '1']]));
    const leaseUntil = addSeconds(start, 10);
    state.leases.set('task', { holder: 'run', leaseUntil, endsAt: addSeconds(start, 600) });
    await runTick(ports, settings);

    expect(valueOf(state.metrics, laneUnattended('mail'))).toBe(1);
    expect(valueOf(state.metrics, laneUnattended('task'))).toBe(0);
  });

  test('a shard that cannot be read leaves the oldest row unknown, and the lanes known', async () => {
    const { state, ports } = createMemoryPorts();
    const [broken] = ports.due.shards;
    const due = {
      ...ports.due,
      between: (shard: string, ...rest: [string, string, number]) =>
        shard === broken ? Promise.reject(new ThrottledError('down')) : ports.due.between(shard, ...rest),
    };
    await expect(runTick({ ...ports, due }, settings)).rejects.toThrow('tick failed');

    expect(state.metrics.map(({ name }) => name)).toEqual(laneNames.map(laneUnattended));
  });
});
