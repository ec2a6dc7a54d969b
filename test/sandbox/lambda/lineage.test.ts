import { expect, test } from 'vitest';
import { nextTraceHeader, timesInLineage } from '../../../sandbox/services/lambda/lineage.ts';
import { testWorld } from '../../support/sandbox-kernel.ts';

const { kernel } = testWorld({ start: 0x65000000 * 1000 });
const [one, two] = ['one', 'two'].map((name) => `arn:aws:lambda:r:1:function:${name}`) as [string, string];

test('a call without a cause starts a lineage of its own', () => {
  const header = nextTraceHeader(kernel, [undefined], one);
  expect(header).toMatch(/^Root=1-65000000-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=[0-9a-f]{8}:1$/);
  expect(timesInLineage(header, one)).toBe(1);
  expect(timesInLineage(header, two)).toBe(0);
});

test('each invocation is counted for its own function, and the root is kept', () => {
  let header: string | undefined;
  for (const arn of [one, two, one, one]) header = nextTraceHeader(kernel, [header], arn);
  expect(timesInLineage(header, one)).toBe(3);
  expect(timesInLineage(header, two)).toBe(1);
});

test('a batch goes on with the highest count of its messages', () => {
  const once = nextTraceHeader(kernel, [undefined], one);
  const twice = nextTraceHeader(kernel, [once], one);
  const header = nextTraceHeader(kernel, [undefined, once, twice], two);
  expect(timesInLineage(header, one)).toBe(2);
  expect(timesInLineage(header, two)).toBe(1);
  expect(header.startsWith(once.split(';')[0]!)).toBe(true);
});

test('a header that nobody of us wrote is taken as it is', () => {
  const header = nextTraceHeader(kernel, ['Root=1-2-3;Lineage=strange|x:y'], one);
  expect(header).toMatch(/^Root=1-2-3;Lineage=[0-9a-f]{8}:1$/);
});
