import type * as connect from '@aws-sdk/client-connect';
import { AwsError, type Operation } from '../../../kernel/service.ts';
import { byId, check, listPage, refuse, refuseUnsupported, requireInstance, type ConnectContext } from '../context.ts';
import { windowsOn } from '../hours-of-operation.ts';
import type { HoursOverride, OverrideWindow, Recurrence } from '../hours-override.ts';
import { weekdays, type Hours } from '../store.ts';

/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/hours-of-operation-overrides.html */
const mostOverrides = 50;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const dayMilliseconds = 86_400_000;
/** Of one question about effective hours. AWS names no limit; this one keeps a mistake from filling the memory. */
const mostDates = 366;

type Slice = { readonly Hours?: number | undefined; readonly Minutes?: number | undefined } | undefined;

/** Operations on hours of operation and their overrides; an admin's console makes the same calls. */
export function hoursOperations(context: ConnectContext): Readonly<Record<string, Operation>> {
  const { store, world } = context;
  const hoursOf = (input: { InstanceId: unknown; HoursOfOperationId: unknown }): Hours => {
    requireInstance(context, input.InstanceId);
    return byId(store.hours, input.HoursOfOperationId, 'hours of operation');
  };
  const changed = (hours: Hours, what: string): void =>
    void world.kernel.journal.append({
      kind: 'hours.changed',
      detail: { hoursOfOperationId: hours.id, name: hours.name, what },
    });

  return {
    ListHoursOfOperations(input: connect.ListHoursOfOperationsRequest): connect.ListHoursOfOperationsResponse {
      requireInstance(context, input.InstanceId);
      const { items, NextToken } = listPage(store.hours, input);
      return {
        HoursOfOperationSummaryList: items.map(({ id, arn, name }) => ({ Id: id, Arn: arn, Name: name })),
        NextToken,
      };
    },
    DescribeHoursOfOperation(input: connect.DescribeHoursOfOperationRequest): connect.DescribeHoursOfOperationResponse {
      const hours = hoursOf(input);
      return {
        HoursOfOperation: {
          HoursOfOperationId: hours.id,
          HoursOfOperationArn: hours.arn,
          Name: hours.name,
          TimeZone: hours.timeZone,
          Config: hours.windows.map(({ day, startMinute, endMinute }) => ({
            Day: day,
            StartTime: slice(startMinute),
            EndTime: slice(endMinute),
          })),
        },
      };
    },
    UpdateHoursOfOperation(input: connect.UpdateHoursOfOperationRequest): object {
      const hours = hoursOf(input);
      const windows = input.Config && check.list(input.Config, 'Config', { min: 0, max: 100 }).map(weeklyWindow);
      hours.name = check.optionalText(input.Name, 'Name', { max: 127 }) ?? hours.name;
      hours.timeZone = check.optionalText(input.TimeZone, 'TimeZone') ?? hours.timeZone;
      hours.windows = windows ?? hours.windows;
      changed(hours, 'updated');
      return {};
    },
    GetEffectiveHoursOfOperations(
      input: connect.GetEffectiveHoursOfOperationsRequest,
    ): connect.GetEffectiveHoursOfOperationsResponse {
      const hours = hoursOf(input);
      return {
        EffectiveHoursOfOperationList: datesBetween(input.FromDate, input.ToDate).map((date) => ({
          Date: date,
          OperationalHours: windowsOn(hours, date).map(([start, end]) => ({ Start: slice(start), End: slice(end) })),
        })),
        TimeZone: hours.timeZone,
      };
    },
    ListHoursOfOperationOverrides(
      input: connect.ListHoursOfOperationOverridesRequest,
    ): connect.ListHoursOfOperationOverridesResponse {
      const hours = hoursOf(input);
      const { items, NextToken } = listPage(hours.overrides, input, 100);
      return { HoursOfOperationOverrideList: items.map((override) => describe(hours, override)), NextToken };
    },
    DescribeHoursOfOperationOverride(
      input: connect.DescribeHoursOfOperationOverrideRequest,
    ): connect.DescribeHoursOfOperationOverrideResponse {
      const hours = hoursOf(input);
      return { HoursOfOperationOverride: describe(hours, overrideOf(hours, input.HoursOfOperationOverrideId)) };
    },
    CreateHoursOfOperationOverride(
      input: connect.CreateHoursOfOperationOverrideRequest,
    ): connect.CreateHoursOfOperationOverrideResponse {
      const hours = hoursOf(input);
      refuseUnsupported({ ...input }, 'CreateHoursOfOperationOverride', ['Tags']);
      if (hours.overrides.length >= mostOverrides)
        throw new AwsError('LimitExceededException', `Hours of operation have at most ${mostOverrides} overrides`, {
          statusCode: 429,
        });
      const override = readOverride(world.kernel.identifiers.uuid(), input);
      requireFreeName(hours, override);
      hours.overrides = [...hours.overrides, override];
      changed(hours, `override "${override.name}" made`);
      return { HoursOfOperationOverrideId: override.id };
    },
    UpdateHoursOfOperationOverride(input: connect.UpdateHoursOfOperationOverrideRequest): object {
      const hours = hoursOf(input);
      const earlier = overrideOf(hours, input.HoursOfOperationOverrideId);
      // What is not given stays as it was.
      const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      const override = readOverride(earlier.id, { ...describe(hours, earlier), ...given });
      requireFreeName(hours, override);
      hours.overrides = hours.overrides.map((each) => (each === earlier ? override : each));
      changed(hours, `override "${override.name}" updated`);
      return {};
    },
    DeleteHoursOfOperationOverride(input: connect.DeleteHoursOfOperationOverrideRequest): object {
      const hours = hoursOf(input);
      const gone = overrideOf(hours, input.HoursOfOperationOverrideId);
      hours.overrides = hours.overrides.filter((override) => override !== gone);
      changed(hours, `override "${gone.name}" deleted`);
      return {};
    },
  };
}

const overrideOf = (hours: Hours, id: unknown): HoursOverride =>
  byId(hours.overrides, id, 'hours of operation override');

function requireFreeName(hours: Hours, { id, name }: HoursOverride): void {
  if (hours.overrides.some((other) => other.name === name && other.id !== id))
    throw new AwsError('DuplicateResourceException', `An override named "${name}" exists`, { statusCode: 409 });
}

function readOverride(id: string, input: Partial<connect.CreateHoursOfOperationOverrideRequest>): HoursOverride {
  const from = check.text(input.EffectiveFrom, 'EffectiveFrom', { pattern: datePattern });
  const till = check.text(input.EffectiveTill, 'EffectiveTill', { pattern: datePattern });
  if (till < from) throw refuse(`EffectiveTill ${till} comes before EffectiveFrom ${from}`);
  return {
    id,
    name: check.text(input.Name, 'Name', { max: 127 }),
    description: check.optionalText(input.Description, 'Description', { max: 250 }),
    type: check.oneOf(input.OverrideType ?? 'STANDARD', 'OverrideType', ['STANDARD', 'OPEN', 'CLOSED']),
    from,
    till,
    windows: check.list(input.Config, 'Config', { min: 0, max: 100 }).map(overrideWindow),
    recurrence: input.RecurrenceConfig && readRecurrence(input.RecurrenceConfig.RecurrencePattern),
  };
}

function readRecurrence(pattern: connect.RecurrencePattern | undefined): Recurrence {
  const one = (values: readonly number[] | undefined, name: string): number | undefined =>
    values === undefined || values.length === 0 ? undefined : check.list(values, name, { min: 1, max: 1 })[0];
  const recurrence: Recurrence = {
    frequency: check.oneOf(pattern?.Frequency, 'Frequency', ['WEEKLY', 'MONTHLY', 'YEARLY']),
    interval: check.integer(pattern?.Interval, 'Interval', { min: 1, max: 1000 }),
    month: one(pattern?.ByMonth, 'ByMonth'),
    monthDay: one(pattern?.ByMonthDay, 'ByMonthDay'),
    weekdayOccurrence: one(pattern?.ByWeekdayOccurrence, 'ByWeekdayOccurrence'),
  };
  if (recurrence.monthDay !== undefined && recurrence.weekdayOccurrence !== undefined)
    throw refuse('ByMonthDay and ByWeekdayOccurrence must not both be given');
  return recurrence;
}

const day = (value: unknown) => check.oneOf(value, 'Day', weekdays);
const times = (config: { readonly StartTime?: Slice; readonly EndTime?: Slice }) => ({
  startMinute: minuteOf(config.StartTime, 'StartTime'),
  endMinute: minuteOf(config.EndTime, 'EndTime'),
});
const weeklyWindow = (config: connect.HoursOfOperationConfig) => ({ day: day(config.Day), ...times(config) });
const overrideWindow = (config: connect.HoursOfOperationOverrideConfig): OverrideWindow => ({
  day: config.Day === undefined ? undefined : day(config.Day),
  ...times(config),
});

const minuteOf = (given: Slice, name: string): number =>
  check.integer(given?.Hours, `${name}.Hours`, { min: 0, max: 23 }) * 60 +
  check.integer(given?.Minutes, `${name}.Minutes`, { min: 0, max: 59 });

function datesBetween(fromDate: unknown, toDate: unknown): readonly string[] {
  const from = check.text(fromDate, 'FromDate', { pattern: datePattern });
  const to = check.text(toDate, 'ToDate', { pattern: datePattern });
  const first = Date.parse(`${from}T00:00:00Z`);
  const count = (Date.parse(`${to}T00:00:00Z`) - first) / dayMilliseconds + 1;
  if (!(count >= 1 && count <= mostDates))
    throw refuse(`FromDate ${from} to ToDate ${to} must be 1 to ${mostDates} dates in their order`);
  return Array.from({ length: count }, (_, index) =>
    new Date(first + index * dayMilliseconds).toISOString().slice(0, 10),
  );
}

/** The API has no hour 24: the end of a day is 0:00. */
const slice = (minute: number): connect.HoursOfOperationTimeSlice => ({
  Hours: Math.floor(minute / 60) % 24,
  Minutes: minute % 60,
});

function describe(hours: Hours, override: HoursOverride): connect.HoursOfOperationOverride {
  const { recurrence } = override;
  const list = (value: number | undefined): number[] | undefined => (value === undefined ? undefined : [value]);
  return {
    HoursOfOperationOverrideId: override.id,
    HoursOfOperationId: hours.id,
    HoursOfOperationArn: hours.arn,
    Name: override.name,
    Description: override.description,
    OverrideType: override.type,
    EffectiveFrom: override.from,
    EffectiveTill: override.till,
    Config: override.windows.map((window) => ({
      Day: window.day,
      StartTime: slice(window.startMinute),
      EndTime: slice(window.endMinute),
    })),
    RecurrenceConfig: recurrence && {
      RecurrencePattern: {
        Frequency: recurrence.frequency,
        Interval: recurrence.interval,
        ByMonth: list(recurrence.month),
        ByMonthDay: list(recurrence.monthDay),
        ByWeekdayOccurrence: list(recurrence.weekdayOccurrence),
      },
    },
  };
}
