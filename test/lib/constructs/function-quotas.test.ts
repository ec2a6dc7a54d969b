import { describe, expect, test } from 'vitest';
import { functionQuotas, sharedRate } from '../../../lib/constructs/lane/function-quotas.ts';

describe('our share of a quota', () => {
  test.each([
    ['cases:UpdateCase', undefined, { perSecond: 1.4, burst: 1 }],
    ['cases:GetCase', undefined, { perSecond: 2.8, burst: 7 }],
    ['connect:StartTaskContact', { share: '100%' }, { perSecond: 2, burst: 5 }],
    ['slack:chat.postMessage', { share: '1%' }, { perSecond: 0.01, burst: 1 }],
    ['cases:UpdateCase', { apis: { UpdateCase: { perSecond: 5, burst: 10 } } }, { perSecond: 3.5, burst: 7 }],
    ['cases:GetCase', { apis: { UpdateCase: { perSecond: 5, burst: 10 } }, share: '50%' }, { perSecond: 2, burst: 5 }],
  ] as const)('of %s with %j', (api, settings, rate) => {
    expect(sharedRate(api, settings)).toEqual(rate);
    expect(JSON.parse(functionQuotas([api], settings))).toEqual({ [api]: rate });
  });

  test.each(['0%', '101%', '70', ''])('is not %j', (share) => {
    expect(() => sharedRate('ses:SendEmail', { share })).toThrow(/must look like 70%/);
  });
});
