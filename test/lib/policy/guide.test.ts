import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { clocksLock, loadClocks } from './clock-desk.ts';
import { problemsOf } from './policy-folder.ts';

const pages = { en: 'how-to/calendars-and-clocks.md', ja: 'ja/calendars-and-clocks.md' } as const;

test.each(Object.entries(pages))('the example of the guide in %s is valid', async (language, path) => {
  const page = readFileSync(new URL(`../../../docs/${path}`, import.meta.url), 'utf8');
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  expect(await problemsOf({ policy: example, lock: clocksLock })).toEqual([]);
  const { policy, notes } = await loadClocks(example);
  expect(policy.language).toBe(language);
  expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining('messages within a chat are not seen')]);
});

const keys =
  'zone week always holidays recurring overrides versions ' +
  'severity clock for start until cancel reset pause renew within calendar reopen onChange warn breach escalate native';

test('both guides tell of every key of a policy and of a calendar', () => {
  for (const path of Object.values(pages)) {
    const page = readFileSync(new URL(`../../../docs/${path}`, import.meta.url), 'utf8');
    const told = new Set([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key));
    expect([...told].join(' ')).toBe(keys);
  }
});
