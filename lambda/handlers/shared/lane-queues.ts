import type { LaneName } from '../../contract/primitives.ts';

/** Environment variables of the functions that wake lanes. */
export interface LaneQueueEnvironment {
  readonly CASE_UPDATE_QUEUE_URL: string;
  readonly CASE_ITEMS_QUEUE_URL: string;
  readonly MAIL_QUEUE_URL: string;
  readonly TASK_QUEUE_URL: string;
  readonly SLACK_QUEUE_URL: string;
}

export function laneQueueUrls(env: LaneQueueEnvironment): Readonly<Record<LaneName, string>> {
  return {
    'case-update': env.CASE_UPDATE_QUEUE_URL,
    'case-items': env.CASE_ITEMS_QUEUE_URL,
    mail: env.MAIL_QUEUE_URL,
    task: env.TASK_QUEUE_URL,
    slack: env.SLACK_QUEUE_URL,
  };
}
