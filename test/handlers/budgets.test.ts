import { expect, test } from 'vitest';
import type { CaseItem } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy, CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import { runDispatchMail } from '../../lambda/handlers/dispatch-mail/run.ts';
import { breachedCases } from '../support/breached-cases.ts';
import { breachLevel, clockOnlyPolicy, sato, suzuki } from '../support/desk-policy.ts';

const mailRow: ClockPolicy = {
  ...clockOnlyPolicy.policies[0]!,
  levels: [breachLevel(1800, [{ kind: 'email', to: 'owner', subject: 'x', body: 'x' }])],
};

/** A mail lane with that many cases of sato and one of suzuki. */
function mailLane(count: number, budgets: CompiledPolicy['budgets']) {
  const rows = Object.fromEntries(Array.from({ length: count }, (_unused, place) => [`case-${place}`, [mailRow]]));
  const lane = breachedCases({ ...rows, 'case-of-suzuki': [mailRow] });
  for (const [caseId, fields] of lane.state.cases) {
    const { userArn } = caseId === 'case-of-suzuki' ? suzuki : sato;
    lane.state.cases.set(caseId, { ...fields, assigned_user: userArn });
  }
  const { policies } = lane.ports;
  const ports = {
    ...lane.ports,
    ledger: lane.ports.effectLedger,
    policies: { byHash: async (hash: string) => ({ ...(await policies.byHash(hash)), ...(budgets && { budgets }) }) },
  };
  const effects = () =>
    [...lane.state.items.values()].flatMap(({ json }) => Object.values((JSON.parse(json) as CaseItem).effects));
  const run = async () => await runDispatchMail(ports, { timeoutSeconds: 600, caseUrlTemplate: 'https://x/{caseId}' });
  return { ...lane, ports, effects, run };
}

test('beyond the budget of a person, mails are parked with the reason, and others get theirs', async () => {
  const { run, state, effects } = mailLane(6, { perPerson: 4 });
  await run();

  const to = (email: string | undefined) => state.mails.filter((mail) => mail.to === email).length;
  expect([to(sato.email), to(suzuki.email)]).toEqual([4, 1]);
  const parked = effects().filter(({ status }) => status === 'parked');
  expect(parked.map(({ outcome }) => outcome?.reason)).toEqual(
    Array(2).fill('budget of person user-sato used up: 4 mails and tasks in the hour from 2026-11-24T13:00 UTC'),
  );
  expect(effects().filter(({ claim }) => claim !== undefined)).toEqual([]);
});

test('that a budget is used up is told once an hour, beside each effect that is parked', async () => {
  const { run, state } = mailLane(6, { perPerson: 2 });
  await run();

  const told = state.logged.filter(({ message }) => message === 'budget used up');
  expect(told.map(({ detail }) => detail)).toEqual([
    { name: 'person', of: 'user-sato', hour: '2026-11-24T13', limit: 2 },
  ]);
  expect(state.logged.filter(({ message }) => message === 'effect parked')).toHaveLength(4);
});

test('a claim that is lost, and a retry, spend nothing more', async () => {
  const { run, state, ports, effects } = mailLane(1, { perPolicy: 1 });
  let losses = 2;
  const known = ports.ledger;
  const ledger = {
    ...known,
    claim: async (...given: Parameters<typeof known.claim>) => (losses -= 1) < 0 && (await known.claim(...given)),
  };
  Object.assign(ports, { ledger });
  await run();
  expect(state.mails).toHaveLength(2);
  expect([...state.budgets.values()]).toEqual([1, 1]);

  const retried = mailLane(0, { perPolicy: 1 });
  for (const [caseId, row] of retried.state.items) {
    const item = JSON.parse(row.json) as CaseItem;
    const [effect] = Object.values(item.effects);
    const json = JSON.stringify({ ...item, effects: { [effect!.key]: { ...effect!, attempt: 1 } } });
    retried.state.items.set(caseId, { ...row, json });
  }
  await retried.run();
  expect(retried.state.mails).toHaveLength(1);
  expect(retried.state.budgets.size).toBe(0);
  expect(effects().every(({ status }) => status === 'done')).toBe(true);
});

test('without limits nothing is counted', async () => {
  const { run, state } = mailLane(3, undefined);
  await run();
  expect([state.mails.length, state.budgets.size]).toEqual([4, 0]);
});
