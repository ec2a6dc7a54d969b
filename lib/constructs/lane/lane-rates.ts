import type { LaneName } from '../../../lambda/contract/primitives.ts';

/**
 * Calls per second that AWS and Slack allow by default, per account and Region; accounts may have more or less.
 * Sources: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html (UpdateCase 2,
 * CreateRelatedItem and SearchRelatedItems 2 each, StartTaskContact 2), https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html (1 in the SES sandbox),
 * https://docs.slack.dev/apis/web-api/rate-limits (1 message per channel)
 */
const callsPerSecond: Readonly<Record<LaneName, number>> = {
  'case-update': 2,
  'case-items': 2,
  mail: 1,
  task: 2,
  slack: 1,
};

/** Our share when the policy file names none: agents spend the same quotas. */
const defaultShare = '70%';

/** Calls per second that a lane may spend: the quota times our share, as the lane's function reads it. */
export function laneRate(lane: LaneName, share: string = defaultShare): string {
  const parts = /^(?<percent>100|[1-9][0-9]?)%$/.exec(share)?.groups;
  if (parts === undefined) throw new Error(`a share must look like 70%, from 1% to 100%, got ${JSON.stringify(share)}`);
  return String((callsPerSecond[lane] * Number(parts['percent'])) / 100);
}
