import { expect, test } from 'vitest';
import type { EraseAnswer } from '../../../lambda/contract/erase.ts';
import { addSeconds } from '../../../lambda/domain/instants.ts';
import { runErase } from '../../../lambda/handlers/erase/run.ts';
import { caseChange, createdAt } from '../../support/desk-policy.ts';
import { createDesk, type Desk } from '../../support/desk-simulation.ts';

const secret = '面談 山田太郎様';
const at = (seconds: number): string => addSeconds(createdAt, seconds);

/** A case that was breached, acted upon and answered. */
async function answered(): Promise<Desk> {
  const desk = createDesk();
  desk.change({ status: 'open', title: secret });
  await desk.runUntil(at(2400));
  desk.change({ status: 'in_progress' });
  await desk.runUntil(at(3000));
  return desk;
}

const ask = async (desk: Desk, act: boolean, ledger = desk.ports.caseLedger): Promise<EraseAnswer> =>
  await runErase({ clock: desk.ports.clock, ledger }, { caseId: 'case-1', act, by: 'privacy-desk' });
const stored = ({ state }: Desk): string => JSON.stringify([[...state.items], [...state.timeline]]);

test('what goes is counted first, and nothing is changed by that', async () => {
  const desk = await answered();
  const before = stored(desk);
  const counts = { values: 4, signals: 0, timelineLines: expect.any(Number) as number, verdicts: 1, effects: 4 };
  expect(await ask(desk, false)).toEqual({ caseId: 'case-1', erasedAt: null, isFinished: false, counts });
  expect(stored(desk)).toBe(before);
});

test('values and texts go, keys, instants and verdicts stay, and it is said who asked', async () => {
  const desk = await answered();
  const keys = Object.keys(desk.item().effects);
  expect(await ask(desk, true)).toMatchObject({ isFinished: true, counts: { verdicts: 1, effects: 4 } });
  const item = desk.item();
  expect(item).toMatchObject({
    shadow: {},
    observations: [],
    signals: [],
    clocks: [{ verdict: 'met-late' }],
    effects: {},
    timeline: [],
    erased: { isDone: true },
  });
  expect(Object.keys(item.ended)).toEqual(keys);
  expect(stored(desk)).not.toContain(secret);
  expect(stored(desk)).not.toContain('mail-1');
  const note = [...desk.state.timeline.values()].filter(({ kind }) => kind === 'case.erased');
  expect(note).toMatchObject([{ detail: { reason: 'asked for', by: 'privacy-desk' } }]);
  expect(desk.state.items.get('case-1')?.expiresAt).toBeUndefined();
});

test('asked again it changes nothing, and events afterwards teach it nothing', async () => {
  const desk = await answered();
  await ask(desk, true);
  const before = stored(desk);
  expect(await ask(desk, true)).toMatchObject({ isFinished: true });
  desk.change({ status: 'open', title: secret });
  await desk.runUntil(at(9000));
  expect(stored(desk)).toBe(before);
  expect(desk.failed).toEqual([]);
});

test('a case whose clock runs, or that nobody knows, is left alone', async () => {
  const desk = createDesk();
  expect(await ask(desk, true)).toEqual({ caseId: 'case-1', unknown: true });
  desk.change({ status: 'open' });
  await desk.runUntil(at(60));
  expect(await ask(desk, true)).toEqual({ caseId: 'case-1', refused: 'running' });
});

test('a lost write is tried again, and given up when others keep writing', async () => {
  const desk = await answered();
  let lost = 2;
  const racing = {
    ...desk.ports.caseLedger,
    save: async (...given: Parameters<typeof desk.ports.caseLedger.save>) => {
      lost -= 1;
      return lost < 0 ? await desk.ports.caseLedger.save(...given) : false;
    },
  };
  expect(await ask(desk, true, racing)).toMatchObject({ isFinished: true });
  const other = await answered();
  const never = { ...other.ports.caseLedger, save: async () => false };
  expect(await ask(other, true, never)).toEqual({ caseId: 'case-1', refused: 'changed' });
});

test('a request that is none is refused without being repeated', async () => {
  const desk = createDesk();
  const wrong = runErase({ clock: desk.ports.clock, ledger: desk.ports.caseLedger }, { name: secret });
  await expect(wrong).rejects.toThrow(/^erase takes \{"caseId": text, "act": boolean, "by": text\}$/);
});

test('only fields that the policy names are kept of an event at all', async () => {
  const desk = createDesk();
  desk.change({ status: 'open', title: 'x', 'field-health': secret, customer_id: secret });
  await desk.runUntil(at(1));
  desk.state.inbox.push({ message: caseChange('CASE.UPDATED', at(2), { 'field-health': secret }), at: at(2) });
  await desk.runUntil(at(10));
  expect(stored(desk)).not.toContain(secret);
});
