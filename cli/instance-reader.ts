import {
  ConnectClient,
  DescribeHoursOfOperationCommand,
  DescribeInstanceCommand,
  DescribeQueueCommand,
  DescribeUserCommand,
  GetEffectiveHoursOfOperationsCommand,
  paginateListHoursOfOperations,
  paginateListQueues,
  paginateListUsers,
} from '@aws-sdk/client-connect';
import { CustomerProfilesClient, ListAccountIntegrationsCommand } from '@aws-sdk/client-customer-profiles';
import type { CalendarDefinition } from '../lambda/contract/calendar.ts';
import {
  connectHoursDefinition,
  effectiveSpans,
  type ConnectSlot,
  type ConnectTime,
  type EffectiveDay,
} from '../lambda/domain/connect-hours.ts';

/** One name of an instance, as the lists of Connect give it. */
export interface NamedId {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
}

export interface UserDetail {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | undefined;
}

/** What `resolve` asks an instance. Reads only. */
export interface InstanceReader {
  alias(): Promise<string>;
  /** Customer Profiles domain of the instance, if it has one. */
  profilesDomain(): Promise<string | undefined>;
  users(): Promise<readonly NamedId[]>;
  user(id: string): Promise<UserDetail>;
  queues(): Promise<readonly NamedId[]>;
  /** Id of the hours of operation of a queue. */
  hoursOfQueue(id: string): Promise<string>;
  hoursOfOperations(): Promise<readonly NamedId[]>;
  /** Hours of operation with their overrides of the coming year. */
  calendarOf(hoursOfOperationId: string): Promise<CalendarDefinition>;
  close(): void;
}

export interface ReaderOptions {
  /** `arn:…:connect:<region>:<account>:instance/<id>` */
  readonly instanceArn: string;
  /** Another address than AWS's own. @default as AWS_ENDPOINT_URL says */
  readonly endpoint?: string | undefined;
  /** @default as the AWS CLI finds them */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Date from which overrides of hours of operation are read. @default the present one, by UTC */
  readonly today?: string;
}

/** Connect allows two to four calls a second: a burst is answered with a throttle, and waiting helps. */
const mostAttempts = 8;

interface Slice {
  readonly Hours?: number | undefined;
  readonly Minutes?: number | undefined;
}

const timeOf = ({ Hours = 0, Minutes = 0 }: Slice = {}): ConnectTime => ({ hours: Hours, minutes: Minutes });
const slotOf = (start: Slice | undefined, end: Slice | undefined): ConnectSlot => ({
  start: timeOf(start),
  end: timeOf(end),
});

/** Reads an instance through AWS's own APIs. */
export function createInstanceReader(options: ReaderOptions): InstanceReader {
  const { instanceArn, endpoint, credentials, today = new Date().toISOString().slice(0, 10) } = options;
  const [, , , region = '', , resource = ''] = instanceArn.split(':');
  const InstanceId = resource.slice(resource.indexOf('/') + 1);
  const settings = {
    region,
    maxAttempts: mostAttempts,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
  const connect = new ConnectClient(settings);
  const profiles = new CustomerProfilesClient(settings);
  return {
    async alias() {
      const { Instance } = await connect.send(new DescribeInstanceCommand({ InstanceId }));
      return Instance?.InstanceAlias ?? InstanceId;
    },
    async profilesDomain() {
      const { Items = [] } = await profiles.send(new ListAccountIntegrationsCommand({ Uri: instanceArn }));
      return Items.find(({ Uri }) => Uri === instanceArn)?.DomainName;
    },
    async users() {
      const found: NamedId[] = [];
      for await (const { UserSummaryList = [] } of paginateListUsers({ client: connect }, { InstanceId })) {
        for (const { Id, Arn, Username } of UserSummaryList) {
          if (Id !== undefined && Arn !== undefined && Username !== undefined)
            found.push({ id: Id, arn: Arn, name: Username });
        }
      }
      return found;
    },
    async user(UserId) {
      const { User } = await connect.send(new DescribeUserCommand({ InstanceId, UserId }));
      const identity = User?.IdentityInfo;
      return {
        firstName: identity?.FirstName ?? '',
        lastName: identity?.LastName ?? '',
        email: identity?.Email === '' ? undefined : identity?.Email,
      };
    },
    async queues() {
      const found: NamedId[] = [];
      const pages = paginateListQueues({ client: connect }, { InstanceId, QueueTypes: ['STANDARD'] });
      for await (const { QueueSummaryList = [] } of pages) {
        for (const { Id, Arn, Name } of QueueSummaryList) {
          if (Id !== undefined && Arn !== undefined && Name !== undefined) found.push({ id: Id, arn: Arn, name: Name });
        }
      }
      return found;
    },
    async hoursOfQueue(QueueId) {
      const { Queue } = await connect.send(new DescribeQueueCommand({ InstanceId, QueueId }));
      return Queue?.HoursOfOperationId ?? '';
    },
    async hoursOfOperations() {
      const found: NamedId[] = [];
      const pages = paginateListHoursOfOperations({ client: connect }, { InstanceId });
      for await (const { HoursOfOperationSummaryList = [] } of pages) {
        for (const { Id, Arn, Name } of HoursOfOperationSummaryList) {
          if (Id !== undefined && Arn !== undefined && Name !== undefined) found.push({ id: Id, arn: Arn, name: Name });
        }
      }
      return found;
    },
    async calendarOf(HoursOfOperationId) {
      const described = await connect.send(new DescribeHoursOfOperationCommand({ InstanceId, HoursOfOperationId }));
      const { TimeZone = '', Config = [] } = described.HoursOfOperation ?? {};
      const days: EffectiveDay[] = [];
      for (const { from, to } of effectiveSpans(today)) {
        const { EffectiveHoursOfOperationList = [] } = await connect.send(
          new GetEffectiveHoursOfOperationsCommand({ InstanceId, HoursOfOperationId, FromDate: from, ToDate: to }),
        );
        for (const { Date: date, OperationalHours = [] } of EffectiveHoursOfOperationList) {
          if (date !== undefined)
            days.push({ date, slots: OperationalHours.map(({ Start, End }) => slotOf(Start, End)) });
        }
      }
      const week = Config.map(({ Day = '', StartTime, EndTime }) => ({ day: Day, ...slotOf(StartTime, EndTime) }));
      return connectHoursDefinition({ timeZone: TimeZone, week }, today, days);
    },
    close() {
      connect.destroy();
      profiles.destroy();
    },
  };
}
