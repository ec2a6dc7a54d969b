import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeControlApi } from '../../../sandbox/control/describe-api.ts';

test('docs/control-api.md says what the schema says', () => {
  const page = readFileSync(new URL('../../../docs/control-api.md', import.meta.url), 'utf8');
  // When this fails: node --import tsx sandbox/control/write-api-page.ts
  expect(page).toBe(describeControlApi());
});
