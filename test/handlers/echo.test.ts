import { expect, test } from 'vitest';
import type { FieldValue } from '../../lambda/contract/case-item.ts';
import { caseChange, deskPolicy } from '../support/desk-policy.ts';
import { createDesk } from '../support/desk-simulation.ts';

const later = '2026-11-24T13:40:00.000Z';

/** A desk whose case is told of everything that it does to it itself, as Cases does. */
function echoingDesk(deciding: readonly string[]) {
  const desk = createDesk({ policy: { ...deskPolicy, decidingFieldIds: [...deciding] } });
  const { caseWriter, caseLedger, cases } = desk.ports;
  const counts = { echoes: 0, saves: 0, reads: 0 };
  let echoed: string | undefined;
  desk.ports = {
    ...desk.ports,
    cases: {
      read: async (...given) => {
        counts.reads += 1;
        return await cases.read(...given);
      },
    },
    caseLedger: {
      ...caseLedger,
      save: async (...given) => {
        counts.saves += 1;
        return await caseLedger.save(...given);
      },
    },
    caseWriter: {
      ...caseWriter,
      setFields: async (caseId, fields: Readonly<Record<string, FieldValue>>) => {
        await caseWriter.setFields(caseId, fields);
        counts.echoes += 1;
        const event = caseChange('CASE.UPDATED', desk.state.now, fields);
        const performedBy = {
          user: { customEntity: 'casewarden' },
          iamPrincipalArn: 'arn:aws:iam::111122223333:role/x',
        };
        const message = { ...event, detail: { ...event.detail, performedBy } };
        echoed = JSON.stringify(message);
        desk.state.inbox.push({ message, at: desk.state.now });
      },
    },
  };
  return { desk, counts, lastEcho: () => JSON.parse(echoed!) as ReturnType<typeof caseChange> };
}

test.each<[string, readonly string[]]>([
  ['that decides nothing', ['status']],
  ['that conditions of policies name', ['status', 'assigned_user']],
])('the event about our own write of a field %s causes no further write', async (_what, deciding) => {
  const { desk, counts } = echoingDesk(deciding);
  desk.change({ status: 'open', title: '面談予約', reference_number: '100001' });
  await desk.runUntil(later);

  expect(counts.echoes).toBe(1);
  expect(desk.state.updates).toHaveLength(1);
  expect(Object.values(desk.item().effects).map(({ status }) => status)).toEqual(Array(4).fill('done'));
});

test('told once more, it ends in one look at the item: nothing is read, written or said', async () => {
  const { desk, counts, lastEcho } = echoingDesk(['status', 'assigned_user']);
  desk.change({ status: 'open', title: '面談予約', reference_number: '100001' });
  await desk.runUntil(later);
  const before = { ...counts, item: desk.item(), hints: desk.state.hints.length, told: desk.state.announced.length };
  await desk.deliver(lastEcho());

  const after = { ...counts, item: desk.item(), hints: desk.state.hints.length, told: desk.state.announced.length };
  expect(after).toEqual(before);
});
