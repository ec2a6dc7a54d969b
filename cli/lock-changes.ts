import type { LockFile } from '../lambda/contract/lock-file.ts';

/** One difference between two lock files, without personal data: names and ids only. */
export interface LockChange {
  readonly change: 'added' | 'changed' | 'removed';
  /** `user sato`, `queue 予約窓口`, `hours of operation 平日窓口`, `instance`. */
  readonly what: string;
  /** Names of the members that differ. */
  readonly members: readonly string[];
}

function compare(
  kind: string,
  before: Readonly<Record<string, object>>,
  after: Readonly<Record<string, object>>,
): readonly LockChange[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name): readonly LockChange[] => {
    const what = `${kind} ${name}`;
    const old = before[name] as Readonly<Record<string, unknown>> | undefined;
    const now = after[name] as Readonly<Record<string, unknown>> | undefined;
    if (old === undefined) return [{ change: 'added', what, members: [] }];
    if (now === undefined) return [{ change: 'removed', what, members: [] }];
    const members = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
      (key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]),
    );
    return members.length === 0 ? [] : [{ change: 'changed', what, members }];
  });
}

/** What is different in `after`. Without an earlier file everything is new. */
export function lockChanges(before: LockFile | undefined, after: LockFile): readonly LockChange[] {
  const instances = (lock: LockFile | undefined): Record<string, object> =>
    lock === undefined ? {} : { [lock.instance.alias]: { ...lock.instance, profilesDomain: lock.profilesDomain } };
  return [
    ...compare('instance', instances(before), instances(after)),
    ...compare('user', before?.users ?? {}, after.users),
    ...compare('hours of operation', before?.hoursOfOperation ?? {}, after.hoursOfOperation ?? {}),
    ...compare('queue', before?.queues ?? {}, after.queues),
  ];
}
