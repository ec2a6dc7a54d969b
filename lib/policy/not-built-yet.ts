import type { ValuePath } from './finding.ts';

/*
 * What the design of the policy file holds and this version cannot do. It is refused by name, so that nobody believes
 * that it works. `*` stands for any name or index. Take a row away in the change that builds it.
 */

const keys: readonly string[] = ['customers', 'teams.*.queue', 'teams.*.present', 'sinks.slack'];

const values: Readonly<Record<string, readonly unknown[]>> = {
  'teams.*.pick': ['fewest-open-cases'],
  'intake.*.channel': ['voice', 'email', 'task', 'sms', 'web'],
  // Needs the Slack member id of a user, which neither Connect nor the lock file knows yet.
  'policies.*.breach.*.slack.mention': ['owner'],
  'policies.*.warn.*.do.*.slack.mention': ['owner'],
  'policies.*.escalate.*.do.*.slack.mention': ['owner'],
  'fields.*.type': ['number', 'boolean', 'date-time', 'url', 'user'],
};

function fits(pattern: string, path: ValuePath): boolean {
  const parts = pattern.split('.');
  return parts.length === path.length && parts.every((part, index) => part === '*' || part === String(path[index]));
}

/** True for a key that a later version will know. */
export function isLaterKey(path: ValuePath): boolean {
  return keys.some((pattern) => fits(pattern, path));
}

/** True for a value that a later version will know. */
export function isLaterValue(path: ValuePath, value: unknown): boolean {
  return Object.entries(values).some(([pattern, later]) => fits(pattern, path) && later.includes(value));
}
