import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseScenario } from '../../sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { temporaryFolder } from '../lib/support/temporary-folder.ts';
import { synthesizeExample } from './example-assembly.ts';

/*
 * More deadlines are missed together than a slow channel takes in five minutes, and nothing but messages follows from them.
 */

const cases = 40;
const story = `
name: digest
title: { ja: まとめて知らせる, en: told together }
policy: storm-desk.yaml
start: '2026-12-07T09:59:00+09:00'
steps:
  - at: '2026-12-07T10:00:00+09:00'
  - create-cases:
      cases: quiet
      count: ${cases}
      over: 20s
      as: { integration: monitoring }
      template: 障害の申告
      customer: お客様
      title: つながらない
      set: [ { fields: { 優先度: low } } ]
  - expect-each: sla.breached
    cases: quiet
    within: 20m
    because: { ja: 期限超過が知らされていません。, en: some cases are overdue and nobody was told }
  - wait: 60m
`;
/** 0.07 messages a second, by our share: twenty-one within the bound. */
const slowly = 'quotas: { share: 70%, apis: { chat.postMessage: { perSecond: 0.1, burst: 1 } } }';

test('they come as digests, and each case is named exactly once', async () => {
  const folder = temporaryFolder();
  const examples = new URL('../../examples/', import.meta.url);
  const policy = readFileSync(new URL('storm-desk.yaml', examples), 'utf8')
    .replace(/^quotas: .*$/m, slowly)
    .replace('breach: [ { reassign: second-line } ]\n', 'breach: [ { slack: { channel: C0SLA } } ]\n');
  writeFileSync(join(folder, 'storm-desk.yaml'), policy);
  copyFileSync(new URL('storm-desk.lock.json', examples), join(folder, 'storm-desk.lock.json'));
  const example = await synthesizeExample(join(folder, 'storm-desk.yaml'));
  const scenario = parseScenario('digest.yaml', story);
  const sandbox = await startSandbox({ assemblyDirectory: example.directory, start: scenario.start });
  try {
    await sandbox.play(scenario);
    sandbox.views.settle();
    const events = sandbox.views.timeline();
    const created = events.filter(({ kind }) => kind === 'case.created').map(({ caseId = '' }) => caseId);
    const posted = events
      .filter(({ kind }) => kind === 'slack.posted')
      .map(({ caseId = '', facts }) => ({ caseId, text: String(facts['text']) }));
    const digests = posted.filter(({ text }) => text.includes('まとめ'));
    const named = posted.flatMap((message) =>
      digests.includes(message) ? created.filter((caseId) => message.text.includes(caseId)) : [message.caseId],
    );
    expect(created).toHaveLength(cases);
    expect(digests.length).toBeGreaterThan(0);
    expect(posted.length).toBeLessThan(cases);
    expect(named.toSorted()).toEqual(created.toSorted());
  } finally {
    await sandbox.close();
    example.remove();
  }
}, 300_000);
