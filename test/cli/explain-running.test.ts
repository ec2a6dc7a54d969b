import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { explanation } from '../../lambda/contract/explanation.ts';
import { caseExplanation } from '../../sandbox/control/explanation-shape.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type ExampleAssembly } from '../scenarios/example-assembly.ts';
import { createFakeIo } from '../support/fake-io.ts';

let example: ExampleAssembly;
let sandbox: Sandbox;
beforeAll(async () => {
  example = await sharedAssembly();
  sandbox = await startSandbox({ assemblyDirectory: example.directory });
});
afterAll(async () => {
  await sandbox.close();
  example.remove();
});

async function run(...words: string[]) {
  const io = createFakeIo({ env: { CASEWARDEN_ENDPOINT: sandbox.endpoint } });
  const status = await main(words, io);
  return { status, ...io.written };
}

test('the deployed function explains a case of the running sandbox, by id, first letters or number', async () => {
  sandbox.kernel.clock.play(1);
  const answers = ['name=佐々木 恵', 'email=megumi@example.com', 'preferred_slot_1=12/1'];
  const contact = await run('contact', 'start', ...answers.flatMap((answer) => ['--answer', answer]), '--json');
  expect(contact.err).toBe('');
  const { caseId } = JSON.parse(contact.out) as { caseId: string };
  await run('time', 'jump', '+10m');

  const shown = await run('explain', caseId, '--json');
  expect({ status: shown.status, err: shown.err }).toEqual({ status: 0, err: '' });
  const early = explanation.parse(JSON.parse(shown.out));
  expect(caseExplanation.parse(early)).toEqual(early);
  expect(early).toMatchObject({ caseId, rows: [{ policy: 'first-response', chosen: true }] });
  expect(early.clocks).toMatchObject([{ verdict: 'running', levels: [{ name: 'breach', state: 'pending' }] }]);
  const { usedMilliseconds, leftMilliseconds } = early.clocks[0]!;
  expect(usedMilliseconds).toBeGreaterThanOrEqual(600_000);
  expect(usedMilliseconds + leftMilliseconds).toBe(1_800_000);

  await run('time', 'jump');
  const { cases } = await sandbox.control.cases({});
  const reference = cases.find((one) => one.caseId === caseId)!.reference!;
  for (const name of [caseId.slice(0, 8), reference]) {
    const { status, out } = await run('explain', name, '--lang', 'ja');
    expect(status).toBe(0);
    expect(out).toContain('発動済み');
    expect(out).toMatch(/- reassign +済み/);
  }

  // What the ledger does not know is an answer, too.
  const nobody = await run('explain', '00000000-0000-4000-8000-000000000000', '--lang', 'en');
  expect(nobody).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('The ledger does not know this case'),
  });
});
