import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { announcementSource, type Announcement } from '../contract/announcement.ts';
import type { StatementAnnouncement } from '../contract/statement.ts';
import { ServiceUnavailableError } from '../domain/errors.ts';
import type { Announcer } from '../domain/ports.ts';
import type { StatementBus } from '../domain/statement/statement-ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** PutEvents takes at most 10 entries. */
const batchSize = 10;

export function createAnnouncer(client: EventBridgeClient, busName: string): Announcer & StatementBus {
  return {
    announce: async (announcements: readonly (Announcement | StatementAnnouncement)[]) => {
      for (let start = 0; start < announcements.length; start += batchSize) {
        const entries = announcements.slice(start, start + batchSize).map((announcement) => ({
          EventBusName: busName,
          Source: announcementSource,
          DetailType: announcement.detailType,
          Time: new Date(announcement.at),
          Detail: JSON.stringify(announcement),
        }));
        const { FailedEntryCount } = await translateAwsErrors(
          { operation: 'EventBridge PutEvents', changes: true },
          () => client.send(new PutEventsCommand({ Entries: entries })),
        );
        // PutEvents answers 200 even when it took none of the entries.
        if (FailedEntryCount !== undefined && FailedEntryCount > 0) {
          throw new ServiceUnavailableError(
            `EventBridge PutEvents: ${FailedEntryCount} of ${entries.length} not taken`,
          );
        }
      }
    },
  };
}
