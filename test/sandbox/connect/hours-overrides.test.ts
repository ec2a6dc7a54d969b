import {
  ConnectClient,
  CreateHoursOfOperationOverrideCommand,
  DeleteHoursOfOperationOverrideCommand,
  DescribeHoursOfOperationCommand,
  DescribeHoursOfOperationOverrideCommand,
  DuplicateResourceException,
  ListHoursOfOperationOverridesCommand,
  ResourceNotFoundException,
  UpdateHoursOfOperationCommand,
  UpdateHoursOfOperationOverrideCommand,
} from '@aws-sdk/client-connect';
import { describe, expect, test } from 'vitest';
import { isOpenAt, windowsOn } from '../../../sandbox/services/connect/hours-of-operation.ts';
import { fallsOn, type HoursOverride, type Recurrence } from '../../../sandbox/services/connect/hours-override.ts';
import { weekdays, type Hours } from '../../../sandbox/services/connect/store.ts';
import { servedWorld } from '../../support/served-world.ts';
import { connectWorld, instanceId as InstanceId } from './connect-world.ts';
import { createConnectService } from '../../../sandbox/services/connect/service.ts';
import { testInstance } from '../../support/sandbox-kernel.ts';

const HoursOfOperationId = '6b1f0c9e-3d3a-4f57-9a4e-0d2f6a6e1001';
const at = (hour: number, minute = 0) => ({ Hours: hour, Minutes: minute });

const override = (given: Partial<HoursOverride>): HoursOverride => ({
  id: 'o',
  name: 'o',
  description: undefined,
  type: 'STANDARD',
  from: '2026-01-01',
  till: '2026-12-31',
  windows: [],
  recurrence: undefined,
  ...given,
});
const recurring = (given: Partial<Recurrence>): Recurrence => ({
  frequency: 'WEEKLY',
  interval: 1,
  month: undefined,
  monthDay: undefined,
  weekdayOccurrence: undefined,
  ...given,
});
const fridays = [{ day: 'FRIDAY', startMinute: 900, endMinute: 1080 }] as const;

describe('the dates of an override', () => {
  const datesOf = (given: Partial<HoursOverride>): string[] =>
    Array.from({ length: 365 }, (_, index) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)).filter(
      (date) => fallsOn(override(given), date, weekdays[new Date(date).getUTCDay()]!),
    );

  test.each([
    ['every day of a range', { from: '2026-12-29', till: '2026-12-31' }, ['2026-12-29', '2026-12-30', '2026-12-31']],
    [
      'every second Friday',
      { from: '2026-05-01', till: '2026-06-01', windows: fridays, recurrence: recurring({ interval: 2 }) },
      ['2026-05-01', '2026-05-15', '2026-05-29'],
    ],
    [
      'the last Friday of a month',
      {
        from: '2026-01-01',
        till: '2026-04-01',
        windows: fridays,
        recurrence: recurring({ frequency: 'MONTHLY', weekdayOccurrence: -1 }),
      },
      ['2026-01-30', '2026-02-27', '2026-03-27'],
    ],
    [
      'the second Friday of every other month',
      {
        from: '2026-01-01',
        till: '2026-05-31',
        windows: fridays,
        recurrence: recurring({ frequency: 'MONTHLY', interval: 2, weekdayOccurrence: 2 }),
      },
      ['2026-01-09', '2026-03-13', '2026-05-08'],
    ],
    [
      'the 31st, where there is one',
      { till: '2026-06-30', recurrence: recurring({ frequency: 'MONTHLY', monthDay: 31 }) },
      ['2026-01-31', '2026-03-31', '2026-05-31'],
    ],
    [
      'the last day of a month',
      { till: '2026-03-31', recurrence: recurring({ frequency: 'MONTHLY', monthDay: -1 }) },
      ['2026-01-31', '2026-02-28', '2026-03-31'],
    ],
    [
      'a date of every year',
      { from: '2024-12-31', recurrence: recurring({ frequency: 'YEARLY', month: 12, monthDay: 31 }) },
      ['2026-12-31'],
    ],
    [
      'a date of every other year',
      { from: '2025-12-31', recurrence: recurring({ frequency: 'YEARLY', interval: 2, month: 12, monthDay: 31 }) },
      [],
    ],
  ] as const)('%s', (_what, given, dates) => {
    expect(datesOf(given)).toEqual(dates);
  });
});

describe('hours with overrides', () => {
  const hours = (...overrides: readonly Partial<HoursOverride>[]): Hours => ({
    id: 'h',
    arn: 'arn',
    name: 'h',
    timeZone: 'Asia/Tokyo',
    windows: [{ day: 'FRIDAY', startMinute: 540, endMinute: 1080 }],
    overrides: overrides.map(override),
  });
  const friday = '2026-05-01';
  const any = (startMinute: number, endMinute: number) => [{ day: undefined, startMinute, endMinute }];

  test.each([
    ['none', hours(), [[540, 1080]]],
    ['closed by a standard one without windows', hours({}), []],
    ['a standard one stands in place', hours({ windows: any(600, 720) }), [[600, 720]]],
    [
      'an open one adds',
      hours({ type: 'OPEN', windows: any(1200, 1260) }),
      [
        [540, 1080],
        [1200, 1260],
      ],
    ],
    [
      'a closed one takes from the middle',
      hours({ type: 'CLOSED', windows: any(720, 780) }),
      [
        [540, 720],
        [780, 1080],
      ],
    ],
    ['a closed one of the whole day', hours({ type: 'CLOSED', windows: any(0, 0) }), []],
    [
      'temporary hours supersede both',
      hours({ type: 'CLOSED', windows: any(0, 0) }, { windows: any(600, 660) }, { type: 'OPEN', windows: any(0, 60) }),
      [[600, 660]],
    ],
    ['another date', hours({ from: '2026-05-02' }), [[540, 1080]]],
  ])('%s', (_what, given, expected) => {
    expect(windowsOn(given, friday)).toEqual(expected);
  });

  test('what runs past midnight counts for the date on which it begins', () => {
    const late = hours({ from: friday, till: friday, windows: any(22 * 60, 2 * 60) });
    expect(isOpenAt(late, Date.parse('2026-05-02T01:59:00+09:00'))).toBe(true);
    expect(isOpenAt(late, Date.parse('2026-05-02T02:00:00+09:00'))).toBe(false);
    expect(isOpenAt(late, Date.parse('2026-05-01T01:00:00+09:00'))).toBe(false);
  });
});

test('an admin changes hours over the wire, and what is read is what was written', async () => {
  const served = await servedWorld((world) => [createConnectService(world, testInstance()).api!]);
  const client = new ConnectClient(served.client);
  const which = { InstanceId, HoursOfOperationId };
  const close = {
    Name: '棚卸し',
    Config: [],
    EffectiveFrom: '2026-10-09',
    EffectiveTill: '2026-10-09',
  };
  try {
    const { HoursOfOperationOverrideId } = await client.send(
      new CreateHoursOfOperationOverrideCommand({ ...which, ...close }),
    );
    const early = {
      Name: '月末',
      OverrideType: 'CLOSED' as const,
      Config: [{ Day: 'FRIDAY' as const, StartTime: at(15, 30), EndTime: at(0) }],
      EffectiveFrom: '2026-10-01',
      EffectiveTill: '2027-10-01',
      RecurrenceConfig: {
        RecurrencePattern: { Frequency: 'MONTHLY' as const, Interval: 1, ByWeekdayOccurrence: [-1] },
      },
    };
    await client.send(new CreateHoursOfOperationOverrideCommand({ ...which, ...early }));
    const first = await client.send(new ListHoursOfOperationOverridesCommand({ ...which, MaxResults: 1 }));
    const rest = await client.send(
      new ListHoursOfOperationOverridesCommand({ ...which, MaxResults: 1, NextToken: first.NextToken }),
    );
    expect(first.HoursOfOperationOverrideList).toMatchObject([
      { ...close, HoursOfOperationOverrideId, OverrideType: 'STANDARD' },
    ]);
    expect(rest.HoursOfOperationOverrideList).toMatchObject([early]);
    expect(rest.NextToken).toBeUndefined();

    await expect(client.send(new CreateHoursOfOperationOverrideCommand({ ...which, ...close }))).rejects.toBeInstanceOf(
      DuplicateResourceException,
    );

    await client.send(
      new UpdateHoursOfOperationOverrideCommand({ ...which, HoursOfOperationOverrideId, EffectiveTill: '2026-10-10' }),
    );
    const { HoursOfOperationOverride } = await client.send(
      new DescribeHoursOfOperationOverrideCommand({ ...which, HoursOfOperationOverrideId }),
    );
    expect(HoursOfOperationOverride).toMatchObject({ ...close, EffectiveTill: '2026-10-10' });

    await client.send(new DeleteHoursOfOperationOverrideCommand({ ...which, HoursOfOperationOverrideId }));
    await expect(
      client.send(new DeleteHoursOfOperationOverrideCommand({ ...which, HoursOfOperationOverrideId })),
    ).rejects.toBeInstanceOf(ResourceNotFoundException);

    const Config = [{ Day: 'MONDAY' as const, StartTime: at(10), EndTime: at(0) }];
    await client.send(new UpdateHoursOfOperationCommand({ ...which, Config }));
    const { HoursOfOperation } = await client.send(new DescribeHoursOfOperationCommand(which));
    expect(HoursOfOperation).toMatchObject({ Name: '平日窓口', TimeZone: 'Asia/Tokyo', Config });
  } finally {
    client.destroy();
    await served.close();
  }
});

test.each([
  ['dates the wrong way round', { EffectiveFrom: '2026-10-10' }, /EffectiveTill 2026-10-09 comes before/],
  ['a date that is none', { EffectiveFrom: 'soon' }, /EffectiveFrom must match/],
  ['an unknown type', { OverrideType: 'SHUT' }, /OverrideType must be one of STANDARD, OPEN, CLOSED/],
  ['a window without its end', { Config: [{ StartTime: at(9) }] }, /EndTime\.Hours is required/],
  [
    'hour 24',
    { Config: [{ StartTime: at(9), EndTime: at(24) }] },
    /EndTime\.Hours must be a whole number from 0 to 23/,
  ],
  [
    'two ways of counting',
    {
      RecurrenceConfig: {
        RecurrencePattern: { Frequency: 'MONTHLY', Interval: 1, ByMonthDay: [1], ByWeekdayOccurrence: [1] },
      },
    },
    /must not both be given/,
  ],
])('an override with %s is refused', (_what, change, message) => {
  const given = { Name: 'x', Config: [], EffectiveFrom: '2026-10-09', EffectiveTill: '2026-10-09', ...change };
  expect(() => connectWorld().call('CreateHoursOfOperationOverride', { HoursOfOperationId, ...given })).toThrow(
    message,
  );
});
