import { ListUsersCommand, type ConnectClient } from '@aws-sdk/client-connect';
import type { InstanceUsers } from '../domain/statement/statement-ports.ts';
import { translateAwsErrors } from './translate-aws-error.ts';

/** The most that one page may hold. Source: API_ListUsers. */
const pageSize = 1000;

/** Everybody who is in a Connect instance. */
export function createInstanceUsers(client: ConnectClient, instanceId: string): InstanceUsers {
  return {
    all: async () => {
      const arns = new Set<string>();
      let from: string | undefined;
      do {
        const command = new ListUsersCommand({
          InstanceId: instanceId,
          MaxResults: pageSize,
          ...(from === undefined ? {} : { NextToken: from }),
        });
        const page = await translateAwsErrors({ operation: 'Connect ListUsers', changes: false }, () =>
          client.send(command),
        );
        for (const { Arn } of page.UserSummaryList ?? []) if (Arn !== undefined) arns.add(Arn);
        from = page.NextToken;
      } while (from !== undefined);
      return arns;
    },
  };
}
