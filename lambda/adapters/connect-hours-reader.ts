import {
  DescribeHoursOfOperationCommand,
  GetEffectiveHoursOfOperationsCommand,
  type ConnectClient,
} from '@aws-sdk/client-connect';
import type { ConnectSlot, ConnectTime } from '../domain/connect-hours.ts';
import { RequestRefusedError } from '../domain/errors.ts';
import type { ConnectHoursReader } from '../domain/hours-ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

type Time = { readonly Hours: number | undefined; readonly Minutes: number | undefined } | undefined;

export function createConnectHoursReader(client: ConnectClient, instanceId: string): ConnectHoursReader {
  return {
    describe: async (hoursOfOperationId) => {
      const { HoursOfOperation: hours } = await translateAwsErrors(
        { operation: 'Connect DescribeHoursOfOperation', changes: false },
        () =>
          client.send(
            new DescribeHoursOfOperationCommand({ InstanceId: instanceId, HoursOfOperationId: hoursOfOperationId }),
          ),
      );
      // An answer without its parts must not be read as hours that are never open.
      if (hours?.TimeZone === undefined || hours.Config === undefined) throw incomplete('DescribeHoursOfOperation');
      return {
        timeZone: hours.TimeZone,
        week: hours.Config.map(({ Day, StartTime, EndTime }) => ({
          day: Day ?? '',
          ...slot(StartTime, EndTime, 'DescribeHoursOfOperation'),
        })),
      };
    },
    effective: async (hoursOfOperationId, { from, to }) => {
      const { EffectiveHoursOfOperationList: days } = await translateAwsErrors(
        { operation: 'Connect GetEffectiveHoursOfOperations', changes: false },
        () =>
          client.send(
            new GetEffectiveHoursOfOperationsCommand({
              InstanceId: instanceId,
              HoursOfOperationId: hoursOfOperationId,
              FromDate: from,
              ToDate: to,
            }),
          ),
      );
      if (days === undefined) throw incomplete('GetEffectiveHoursOfOperations');
      return days.map(({ Date: date, OperationalHours = [] }) => {
        if (date === undefined) throw incomplete('GetEffectiveHoursOfOperations');
        return {
          date,
          slots: OperationalHours.map(({ Start, End }) => slot(Start, End, 'GetEffectiveHoursOfOperations')),
        };
      });
    },
  };
}

const slot = (start: Time, end: Time, operation: string): ConnectSlot => ({
  start: time(start, operation),
  end: time(end, operation),
});

function time(given: Time, operation: string): ConnectTime {
  if (given?.Hours === undefined || given.Minutes === undefined) throw incomplete(operation);
  return { hours: given.Hours, minutes: given.Minutes };
}

const incomplete = (operation: string): RequestRefusedError =>
  new RequestRefusedError(`Connect ${operation}: the answer lacks a part that it is documented to have`);
