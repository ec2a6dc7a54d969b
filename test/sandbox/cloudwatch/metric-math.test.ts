import { describe, expect, test } from 'vitest';
import { parseExpression } from '../../../sandbox/services/cloudwatch/metric-math.ts';

const ids = ['waiting', 'runs'];
const computed = (text: string, values: Readonly<Record<string, number>>): number | undefined =>
  parseExpression(text, ids)((metric) => values[ids[metric]!]);

test.each([
  ['FILL(runs, 0)', {}, 0],
  ['FILL(runs, 0)', { runs: 3 }, 3],
  ['waiting - FILL(runs, 0)', { waiting: 1 }, 1],
  ['waiting - FILL(runs, 0)', { waiting: 1, runs: 2 }, -1],
  ['waiting - FILL(runs, 0)', { runs: 2 }, undefined],
  ['waiting', {}, undefined],
  ['runs - waiting - 1', { runs: 5, waiting: 2 }, 2],
  ['runs - (waiting - 1) * 2', { runs: 5, waiting: 2 }, 3],
])('%s of %o is %s', (text, values, result) => {
  expect(computed(text, values)).toBe(result);
});

describe('what it does not know is refused, not guessed', () => {
  test.each([
    '',
    'others',
    'IF(runs, 1, 0)',
    'FILL(runs, REPEAT)',
    'runs / waiting',
    'runs runs',
    '(runs',
    'runs -',
    'SEARCH("x")',
  ])('%s', (text) => {
    expect(() => parseExpression(text, ids)).toThrow(/the sandbox does not honour the expression/);
  });
});
