import { expect, test } from 'vitest';
import { createCallMeter, type CallMeter } from '../../../sandbox/control/call-meter.ts';
import { AwsError } from '../../../sandbox/kernel/service.ts';
import { callContext, testWorld } from '../../support/sandbox-kernel.ts';

const start = Date.parse('2026-11-26T13:00:00.250Z');
const ofFunction = { accessKeyId: 'ASIA', roleArn: 'arn:aws:iam::111122223333:role/mail' };

function metered() {
  const { clock } = testWorld({ start }).kernel;
  const meter = createCallMeter(clock, new Set(['cases:UpdateCase']));
  return { clock, meter, pass: (milliseconds: number) => clock.runUntil(clock.now() + milliseconds) };
}

const call = (
  meter: CallMeter,
  options: { operation?: string; caller?: typeof ofFunction | { accessKeyId: string; roleArn: undefined } } = {},
  result: { output: unknown } | { error: unknown } = { output: {} },
) =>
  meter.hook.after(
    callContext('cases', options.operation ?? 'UpdateCase', { caller: options.caller ?? ofFunction }),
    {},
    result,
  );
const seconds = (meter: CallMeter, since = 0) =>
  meter.seconds('cases', 'UpdateCase', since).map(({ at, calls, refused }) => [(at - start) / 1000, calls, refused]);

test('calls are counted by the second of the virtual clock, and seconds without any are left out', async () => {
  const { meter, pass } = metered();
  call(meter);
  await pass(700);
  call(meter);
  await pass(100);
  call(meter);
  await pass(5_000);
  call(meter);
  expect(seconds(meter)).toEqual([
    [-0.25, 2, 0],
    [0.75, 1, 0],
    [5.75, 1, 0],
  ]);
  expect(seconds(meter, start + 750)).toHaveLength(2);
});

test.each([
  ['ThrottlingException', 400, 1],
  ['TooManyRequestsException', 429, 1],
  ['LimitExceededException', 429, 1],
  ['ValidationException', 400, 0],
  ['AccessDeniedException', 403, 0],
])('%s with status %i counts as a call, and as %i refused', (code, statusCode, refused) => {
  const { meter } = metered();
  call(meter, {}, { error: new AwsError(code, 'no', { statusCode }) });
  expect(seconds(meter)).toEqual([[-0.25, 1, refused]]);
});

test('neither a client outside nor an operation that nobody watches is counted', () => {
  const { meter } = metered();
  call(meter, { caller: { accessKeyId: 'outside', roleArn: undefined } });
  call(meter, { operation: 'GetDomain' });
  expect(seconds(meter)).toEqual([]);
  expect(meter.seconds('cases', 'GetDomain', 0)).toEqual([]);
});

test('what is older than 24 hours is forgotten', async () => {
  const { meter, pass } = metered();
  for (let count = 0; count < 1_100; count += 1) {
    call(meter);
    await pass(1_000);
  }
  await pass(24 * 3_600_000 - 50_000);
  expect(seconds(meter)).toHaveLength(49);
  call(meter);
  expect(seconds(meter)).toHaveLength(50);
});
