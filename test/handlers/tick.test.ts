import { describe, expect, test } from 'vitest';
import type { LaneName } from '../../lambda/contract/primitives.ts';
import { isResendMinute } from '../../lambda/domain/due-rows.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
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

  test('sends a row that stays overdue again, in growing gaps', async () => {
    const { state, ports } = createMemoryPorts();
    state.items.set('case-1', { json: '{}', dueAt: addSeconds(start, -1) });
    const minutes: number[] = [];
    for (let minute = 0; minute < 70; minute += 1) {
      state.now = addSeconds(start, minute * 60);
      const before = state.inbox.length;
      await runTick(ports, settings);
      if (state.inbox.length > before) minutes.push(minute);
    }

    expect(minutes).toEqual([0, 1, 2, 4, 8, 16, 32, 64]);
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

    await expect(runTick(broken, settings)).rejects.toThrow('down');
    expect(state.watermarks.size).toBe(0);
  });

  test.each<[string, { ready: LaneName[]; leased: LaneName[] }, LaneName[]]>([
    ['wakes a lane that has ready work and nobody on it', { ready: ['mail'], leased: [] }, ['mail']],
    ['leaves a lane alone whose lease lives', { ready: ['mail', 'slack'], leased: ['mail'] }, ['slack']],
    ['leaves idle lanes alone', { ready: [], leased: [] }, []],
  ])('%s', async (_why, { ready, leased }, hinted) => {
    const { state, ports } = createMemoryPorts();
    for (const lane of ready) state.markers.set(lane, new Map([['case-1', '1#x']]));
    for (const lane of leased) state.leases.set(lane, { holder: 'run', until: addSeconds(start, 1) });
    await runTick(ports, settings);

    expect(state.hints).toEqual(hinted);
  });
});

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
