import { describe, expect, test } from 'vitest';
import { erasureMoment } from '../../lambda/domain/erase.ts';
import { runSinkSalesforce } from '../../lambda/handlers/sink-salesforce/run.ts';
import { createDesk, type Desk } from '../support/desk-simulation.ts';
import { caseChange, deadline, sato, suzuki } from '../support/desk-policy.ts';

const newCase = { status: 'open', title: '面談予約', reference_number: '00000017', 'field-slot-1': '11/25 10:00' };
const minutesAfterDeadline = '2026-11-24T13:15:00.000Z';

describe.each([
  ['every message once', 1],
  ['every message twice', 2],
])('a case that nobody answers, %s', (_why, deliveries) => {
  test('breaches once, and each consequence happens once', async () => {
    const desk = createDesk({ deliveries });
    desk.change(newCase);
    await desk.runUntil(minutesAfterDeadline);

    expect(desk.failed).toEqual([]);
    expect(desk.threw).toEqual([]);
    expect(desk.state.updates.map(({ fields }) => fields)).toEqual([{ assigned_user: sato.userArn }]);
    expect(desk.state.mails).toHaveLength(1);
    expect(desk.state.mails[0]).toMatchObject({
      from: 'desk@example.co.jp',
      to: 'sato@example.co.jp',
      subject: '[期限超過] 00000017 面談予約',
    });
    expect(desk.state.mails[0]?.body).toContain('佐藤 花子 さん\n期限 2026/11/24 22:10 JST\n第1希望: 11/25 10:00');
    expect([...desk.state.tasks.values()]).toMatchObject([{ userId: sato.userId, caseId: 'case-1' }]);
    expect(desk.state.links).toEqual([
      { caseId: 'case-1', contactArn: expect.stringMatching(/instance\/[0-9-]+\/contact\/contact-case-1:/) },
    ]);
    expect(desk.state.slack).toHaveLength(1);
    expect(desk.state.slack[0]?.text).toContain('<!channel>');
    expect(Object.values(desk.item().effects).map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect(breaches(desk.state.announced)).toHaveLength(1);
  });

  test('is escalated within seconds of its deadline, owner first', async () => {
    const desk = createDesk({ deliveries });
    desk.change(newCase);
    await desk.runUntil(minutesAfterDeadline);

    const [owner, ...others] = Object.values(desk.item().effects).map(({ outcome }) => outcome?.at ?? '');
    expect(owner! > deadline && owner! <= '2026-11-24T13:10:03.000Z').toBe(true);
    for (const at of others.slice(0, 2)) expect(at >= owner! && at <= '2026-11-24T13:10:15.000Z').toBe(true);
  });

  test('ends as met late when the owner answers, and then nothing is due any more', async () => {
    const desk = createDesk({ deliveries });
    desk.change(newCase);
    await desk.runUntil(minutesAfterDeadline);
    desk.change({ status: 'in_progress' });
    await desk.runUntil('2026-11-24T16:00:00.000Z');

    expect(desk.item().clocks).toMatchObject([{ verdict: 'met-late', endedAt: minutesAfterDeadline }]);
    expect(desk.state.announced.filter(({ detailType }) => detailType === 'SLA Ended')).toMatchObject([
      { verdict: 'met-late', endedAt: minutesAfterDeadline },
    ]);
    expect(desk.state.items.get('case-1')?.dueAt).toBeUndefined();
    expect([...desk.state.markers.values()].every((markers) => markers.size === 0)).toBe(true);
    expect(desk.state.leases.size).toBe(0);
  });

  test('reaches the CRM with its newest values', async () => {
    const desk = createDesk({ deliveries });
    desk.change(newCase);
    await desk.runUntil(minutesAfterDeadline);
    desk.change({ status: 'in_progress' });
    await desk.runUntil('2026-11-24T13:20:00.000Z');

    expect(desk.state.records.get('case-1')).toEqual({ Subject: '面談予約', Status: 'in_progress' });
    expect(desk.item().sinks).toEqual({ salesforce: { wanted: 2, delivered: 2 } });
  });
});

test('a case that is answered in time owes nothing', async () => {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil('2026-11-24T13:00:00.000Z');
  desk.change({ status: 'in_progress' });
  await desk.runUntil(minutesAfterDeadline);

  expect(desk.item().clocks).toMatchObject([{ verdict: 'met' }]);
  expect(desk.item().effects).toEqual({});
  expect(desk.state.reads).toEqual([]);
  expect(breaches(desk.state.announced)).toEqual([]);
});

test('a case that was answered between breach and dispatch, unseen by any event, is left alone', async () => {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil('2026-11-24T13:09:59.000Z');
  desk.state.cases.set('case-1', { ...newCase, status: 'in_progress' });
  await desk.runUntil(minutesAfterDeadline);

  expect(Object.values(desk.item().effects).map(({ status }) => status)).toEqual(Array(4).fill('cancelled'));
  expect(Object.values(desk.item().effects)[0]?.outcome?.reason).toContain('status is in_progress');
  expect([desk.state.updates, desk.state.mails, desk.state.slack]).toEqual([[], [], []]);
});

describe('when the event that ends a clock was lost', () => {
  test.each<[string, (desk: Desk) => void, string, object]>([
    [
      'an answer',
      (desk) => void desk.state.cases.set('case-1', { ...newCase, status: 'in_progress' }),
      'met-late',
      { shadow: { status: { value: 'in_progress' } }, sinks: { salesforce: { wanted: 2, delivered: 2 } } },
    ],
    ['a deletion', (desk) => void desk.state.cases.delete('case-1'), 'cancelled', { deleted: true }],
  ])('%s that the read has seen ends it, and that is told once', async (_why, happen, verdict, expected) => {
    const desk = createDesk({ deliveries: 2 });
    desk.change(newCase);
    await desk.runUntil('2026-11-24T13:09:59.000Z');
    happen(desk);
    await desk.runUntil('2026-11-24T15:00:00.000Z');

    const { clocks, effects } = desk.item();
    expect(desk.item()).toMatchObject(expected);
    expect(clocks).toMatchObject([{ verdict }]);
    expect(clocks[0]!.endedAt! > deadline && clocks[0]!.endedAt! < '2026-11-24T13:10:05.000Z').toBe(true);
    expect(Object.values(effects).map(({ status }) => status)).toEqual(Array(4).fill('cancelled'));
    const ended = desk.state.announced.filter(({ detailType }) => detailType === 'SLA Ended');
    expect(new Set(ended.map(({ id }) => id)).size).toBe(1);
    expect(ended).toMatchObject([{ verdict }]);
    // Nothing but the removal of what is known of a deleted case.
    expect(desk.state.items.get('case-1')?.dueAt).toBe(erasureMoment(desk.item()));
  });

  test('its own time corrects the clock when it comes late after all', async () => {
    const desk = createDesk();
    desk.change(newCase);
    await desk.runUntil('2026-11-24T13:09:59.000Z');
    desk.state.cases.set('case-1', { ...newCase, status: 'in_progress' });
    await desk.runUntil(minutesAfterDeadline);
    await desk.deliver(caseChange('CASE.UPDATED', '2026-11-24T13:09:59.000Z', { status: 'in_progress' }));
    await desk.runUntil('2026-11-24T13:20:00.000Z');

    expect(desk.item().clocks).toMatchObject([{ verdict: 'met', endedAt: '2026-11-24T13:09:59.000Z' }]);
    const ended = desk.state.announced.filter(({ detailType }) => detailType === 'SLA Ended');
    expect(ended).toMatchObject([{ verdict: 'met-late' }, { verdict: 'met' }]);
  });
});

test('what a deleted case said is forgotten, its record is not emptied, and its item may vanish', async () => {
  const desk = createDesk();
  const { crm } = desk.ports;
  desk.ports = { ...desk.ports, crm: { upsert: () => Promise.reject(new Error('the CRM is down')) } };
  desk.change(newCase);
  await desk.runUntil('2026-11-24T12:41:00.000Z');
  desk.ports = { ...desk.ports, crm };
  desk.change({}, 'CASE.DELETED');
  await desk.runUntil('2026-11-24T12:42:00.000Z');
  const detail = desk.state.announced.find(({ detailType }) => detailType === 'Sink Ready');
  const body = JSON.stringify({ 'detail-type': 'Sink Ready', detail });
  const answer = await runSinkSalesforce(
    { ...desk.ports, ledger: desk.ports.sinkLedger },
    { Records: [{ messageId: 'again', body }] },
  );

  expect(answer.batchItemFailures).toEqual([]);
  expect(desk.item()).toMatchObject({ deleted: true, sinks: { salesforce: { wanted: 1, delivered: 1 } } });
  expect(desk.item().shadow).toEqual({});
  expect(desk.state.records.size).toBe(0);
  expect(JSON.stringify([desk.item(), [...desk.state.timeline.values()]])).not.toContain(newCase.title);
  expect(desk.state.items.get('case-1')?.expiresAt).toBeUndefined();
  await desk.runUntil('2026-11-26T12:45:00.000Z');
  expect(desk.state.items.get('case-1')?.expiresAt).toBe(Date.parse('2026-11-26T12:41:00.000Z') / 1000 + 90 * 86_400);
});

test('a case that was deleted before dispatch is left alone', async () => {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil('2026-11-24T13:09:59.000Z');
  desk.state.cases.delete('case-1');
  await desk.runUntil(minutesAfterDeadline);

  expect(Object.values(desk.item().effects).map(({ status }) => status)).toEqual(Array(4).fill('cancelled'));
});

test('the mail goes to whoever owns the case when it is sent', async () => {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil('2026-11-24T13:09:59.000Z');
  const { caseWriter } = desk.ports;
  desk.ports = {
    ...desk.ports,
    caseWriter: {
      ...caseWriter,
      setFields: async (caseId, fields) => {
        await caseWriter.setFields(caseId, fields);
        desk.change({ assigned_user: suzuki.userArn });
      },
    },
  };
  await desk.runUntil(minutesAfterDeadline);

  expect(desk.state.mails).toMatchObject([{ to: 'suzuki@example.co.jp' }]);
});

test('an owner who already has the case is not set again', async () => {
  const desk = createDesk();
  desk.change({ ...newCase, assigned_user: sato.userArn });
  await desk.runUntil(minutesAfterDeadline);

  expect(desk.state.updates).toEqual([]);
  expect(desk.item().effects['first-response:1:breach:0-reassign']).toMatchObject({
    status: 'done',
    outcome: { reason: 'already set', reference: sato.userArn },
  });
});

test('the history of the case tells the clock and every effect', async () => {
  const desk = createDesk();
  desk.change(newCase);
  await desk.runUntil(minutesAfterDeadline);
  desk.change({ status: 'in_progress' });
  await desk.runUntil('2026-11-24T13:20:00.000Z');

  const kinds = [...desk.state.timeline.values(), ...desk.item().timeline].map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['clock.breached', 'clock.ended', 'clock.started', ...Array(4).fill('effect.done')]);
});

function breaches(announced: readonly { detailType: string; id: string }[]): string[] {
  return [...new Set(announced.filter(({ detailType }) => detailType === 'SLA Breached').map(({ id }) => id))];
}
