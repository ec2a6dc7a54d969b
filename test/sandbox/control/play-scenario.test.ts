import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isTellable } from '../../../sandbox/control/tellable.ts';
import { loadScenario, parseScenario } from '../../../sandbox/scenarios/scenario.ts';
import { startSandbox, type Sandbox } from '../../../sandbox/start-sandbox.ts';

const story = parseScenario(
  'waiting.yaml',
  `name: waiting
title: { ja: 待つ, en: waiting }
start: '2026-11-26T13:00:00Z'
steps:
  - wait: 10s
  - expect-never: case.created
    during: 300d
    because: { ja: ケース, en: a case }
  - wait: 1s
`,
);

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
  busy();
});
afterEach(() => sandbox.close());

/** Something that repeats each virtual second and takes real time. */
function busy(): void {
  sandbox.kernel.clock.after(1_000, 'busy', async () => {
    busy();
    await new Promise((resolve) => setTimeout(resolve, 1));
  });
}

test('a pause ends a story, whose answer tells the steps that it did not reach', async () => {
  const before = sandbox.kernel.clock.now();
  const played = sandbox.play(story);
  await vi.waitUntil(() => sandbox.kernel.clock.now() > before + 20_000);
  expect((await sandbox.control.time({})).jumping).toBe(true);
  const paused = await sandbox.control.pause({});
  expect(paused.jumping).toBe(false);
  const { passed, ended, steps } = await played;
  expect([passed, ended]).toEqual([false, true]);
  expect(steps.map(({ outcome }) => outcome)).toEqual(['happened', 'not-reached', 'not-reached']);
  expect((await sandbox.control.time({})).now).toBe(paused.now);
});

test('a story that plays to its end was not ended', async () => {
  const { steps } = story;
  expect(await sandbox.play({ ...story, steps: [steps[0]!, steps[2]!] })).toMatchObject({ passed: true, ended: false });
  expect(sandbox.kernel.clock.jumping).toBe(false);
});

test('a jump or another story is refused in words while a story plays, and a story while the clock jumps', async () => {
  const played = sandbox.play(story);
  await expect(sandbox.control.jump({ by: 1_000 })).rejects.toThrow(/plays a story.* pause/);
  await expect(sandbox.control.runScenario({ name: 'consultation' })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/plays a story.* pause/) as unknown,
  });
  await sandbox.control.pause({});
  await played;
  const jump = sandbox.control.jump({ by: 86_400_000 });
  await expect(sandbox.play(story)).rejects.toThrow(/jumping already .* pause/);
  await sandbox.control.pause({});
  await jump;
});

test('stories about clocks are listed only where their templates are deployed and their moments lie ahead', async () => {
  const { kernel, control } = sandbox;
  const listed = async () => (await control.scenarios({})).scenarios.map(({ name }) => name);
  expect(await listed()).toEqual(['consultation']);
  const dst = loadScenario('dst');
  const parts = (label: string, now = Date.parse(dst.start)) => ({
    kernel: { ...kernel, clock: { ...kernel.clock, now: () => now } },
    casesDomain: () => 'domain',
    service: () => ({
      api: { operations: { ListTemplates: () => ({ templates: [{ templateId: 't', name: label }] }) } } as never,
      resources: {},
      snapshot: () => ({}),
    }),
  });
  expect(isTellable(parts('海外配送 [dev]'), dst)).toBe(true);
  expect(isTellable(parts('別のテンプレート'), dst)).toBe(false);
  expect(isTellable(parts('海外配送', Date.parse(dst.start) + 3_600_000), dst)).toBe(false);
  const storm = loadScenario('storm');
  expect(isTellable(parts('障害の申告 [dev]', Date.parse(storm.start)), storm)).toBe(true);
  expect(isTellable(parts('海外配送 [dev]', Date.parse(storm.start)), storm)).toBe(false);
});

test('closing the sandbox does not wait for the rest of a story', async () => {
  const played = sandbox.play(story);
  const from = performance.now();
  await sandbox.close();
  expect(performance.now() - from).toBeLessThan(2_000);
  expect((await played).passed).toBe(false);
});
