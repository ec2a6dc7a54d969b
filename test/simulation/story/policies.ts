import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../lambda/contract/canonical-json.ts';
import type { Action, ClockPolicy, CompiledPolicy, Level, Person } from '../../../lambda/contract/compiled-policy.ts';

/* Small policies in which everything occurs that Casewarden does by itself, with times so short that a story is played quickly. */

const instanceArn = 'arn:aws:connect:ap-northeast-1:111122223333:instance/simulated';

function person(name: string, displayName: string): Person {
  const userId = `user-${name}`;
  const email = `${name}@example.co.jp`;
  return { name, userId, userArn: `${instanceArn}/agent/${userId}`, displayName, email };
}

export const sato = person('sato', '佐藤 花子');
export const tanaka = person('tanaka', '田中 太郎');
export const templateId = 'template-simulated';
/** Fields of the stories; `status` is Cases' own. */
export const fieldIds = { priority: 'field-priority', answered: 'field-casewarden-first-response' } as const;

const reassignTo = (team: string, to: Person): Action => ({ kind: 'reassign', team, people: [to], pick: 'first' });
const email: Action = { kind: 'email', to: 'owner', subject: '[{case.title}]', body: '{owner.name}: {deadline}' };
const task: Action = { kind: 'task', to: 'owner' };
const slack = (channel: string): Action => ({ kind: 'slack', channel });
const urgent = [{ fieldId: fieldIds.priority, oneOf: ['urgent'] }];

/** Warning at half the target, breach, and after it a rung with two repeats. */
function ladder(targetSeconds: number): Level[] {
  const rung = (name: string, after: number): Level => ({
    name,
    kind: 'escalate',
    usedSeconds: targetSeconds + after,
    actions: [reassignTo('managers', tanaka), slack('C0MANAGERS')],
  });
  return [
    { name: 'warn-1', kind: 'warn', usedSeconds: targetSeconds / 2, actions: [slack('C0DESK')] },
    {
      name: 'breach',
      kind: 'breach',
      usedSeconds: targetSeconds,
      actions: [reassignTo('second-line', sato), email, task, slack('C0SLA')],
    },
    rung('escalate-1', targetSeconds),
    rung('escalate-1.2', targetSeconds * 2),
    rung('escalate-1.3', targetSeconds * 3),
  ];
}

const firstResponse: Pick<ClockPolicy, 'kind' | 'start' | 'until' | 'reopen' | 'native'> = {
  kind: 'first-response',
  start: [],
  until: [{ fieldId: 'status', oneOf: ['in_progress', 'closed'] }],
  reopen: 'continue',
  native: {
    by: 'mirror',
    slaName: 'first-response',
    fieldId: fieldIds.answered,
    value: 'met',
    isOwnField: true,
  },
};

const urgentRow: ClockPolicy = {
  ...firstResponse,
  name: 'urgent-first-response',
  severity: 'critical',
  for: { templateId, where: urgent },
  targetSeconds: 600,
  onChange: 'retroactive',
  levels: ladder(600),
};

const normalRow: ClockPolicy = {
  ...firstResponse,
  name: 'first-response',
  severity: 'high',
  for: { templateId, where: [] },
  targetSeconds: 1200,
  onChange: 'forward',
  levels: ladder(1200),
};

/** In hours of the desk, paused while the customer has the word. @param reopen what a reopened case does */
function resolutionRow(reopen: 'continue' | 'reset'): ClockPolicy {
  return {
    name: 'resolution',
    kind: 'resolution',
    severity: 'medium',
    for: { templateId, where: [] },
    start: [],
    until: [{ fieldId: 'status', oneOf: ['closed'] }],
    pause: { while: [{ fieldId: 'status', oneOf: ['waiting_customer'] }], atMostSeconds: 3600 },
    targetSeconds: 2400,
    calendar: 'counter',
    reopen,
    onChange: 'forward',
    levels: [
      {
        name: 'breach',
        kind: 'breach',
        usedSeconds: 2400,
        actions: [reassignTo('second-line', sato), email, task],
      },
      { name: 'escalate-1', kind: 'escalate', usedSeconds: 3600, actions: [slack('C0MANAGERS')] },
    ],
    native: { by: 'mirror', slaName: 'resolution', fieldId: 'status', value: 'closed', isOwnField: false },
  };
}

const weekdays: CompiledPolicy['calendars'][string]['definition'] = {
  zone: 'Asia/Tokyo',
  week: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
      day,
      [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ],
    ]),
  ),
};

/** One of everything, soon over: most stories of a swarm are played under it. */
const briefRow: ClockPolicy = {
  name: 'brief',
  kind: 'resolution',
  severity: 'high',
  for: { templateId, where: [] },
  start: [],
  until: [{ fieldId: 'status', oneOf: ['in_progress', 'closed'] }],
  pause: { while: [{ fieldId: 'status', oneOf: ['waiting_customer'] }], atMostSeconds: 900 },
  targetSeconds: 600,
  calendar: 'desk',
  reopen: 'continue',
  onChange: 'forward',
  levels: [
    { name: 'warn-1', kind: 'warn', usedSeconds: 300, actions: [slack('C0DESK')] },
    { name: 'breach', kind: 'breach', usedSeconds: 600, actions: [reassignTo('second-line', sato), email, task] },
  ],
  native: { by: 'mirror', slaName: 'brief', fieldId: fieldIds.answered, value: 'met', isOwnField: true },
};

function policyOf(policies: ClockPolicy[], sinks: CompiledPolicy['sinks']): CompiledPolicy {
  return {
    schemaVersion: 2,
    language: 'en',
    timeZone: 'Asia/Tokyo',
    instanceArn,
    casesDomainId: 'simulated',
    fields: { title: { id: 'title', label: 'Title' }, priority: { id: fieldIds.priority, label: 'Priority' } },
    statuses: { open: 'Open', closed: 'Closed', in_progress: 'In progress', waiting_customer: 'Waiting' },
    people: [sato, tanaka],
    mail: { from: 'desk@example.co.jp' },
    calendars: {
      counter: { definition: weekdays },
      ...(policies.some(({ calendar }) => calendar === 'desk')
        ? { desk: { definition: weekdays, hoursOfOperationId: 'hours-desk' } }
        : {}),
    },
    policies,
    adopt: [],
    sinks,
    decidingFieldIds: ['status', fieldIds.priority],
    shadowFieldIds: sinks.salesforce === undefined ? [] : Object.values(sinks.salesforce.map),
    noticeFieldIds: ['title'],
    // More than a few cases come to; a crowd comes beyond it.
    budgets: { perPerson: 14, perPolicy: 40 },
  };
}

const withoutNative = ({ native: _native, ...row }: ClockPolicy): ClockPolicy => row;

const salesforce: CompiledPolicy['sinks'] = {
  salesforce: {
    on: ['created', 'updated'],
    object: 'Case',
    key: 'ConnectCaseId__c',
    map: { Subject: 'title', Status: 'status' },
  },
};

export interface NamedPolicy {
  readonly name: string;
  readonly policy: CompiledPolicy;
  readonly hash: string;
}

function named(name: string, policy: CompiledPolicy): NamedPolicy {
  return { name, policy, hash: createHash('sha256').update(canonicalJson(policy)).digest('hex') };
}

/** The policies that stories are played under. */
export const policies: readonly NamedPolicy[] = [
  named('first response, without native SLAs', policyOf([urgentRow, normalRow].map(withoutNative), {})),
  named('first response, mirrored', policyOf([urgentRow, normalRow], salesforce)),
  named('resolution', policyOf([resolutionRow('continue')], {})),
  named('everything', policyOf([urgentRow, normalRow, resolutionRow('reset')], salesforce)),
  named('brief', policyOf([briefRow], salesforce)),
  named('brief, without native SLAs', policyOf([withoutNative(briefRow)], {})),
];

/** The policies of that name. */
export function policiesNamed(...names: readonly string[]): readonly NamedPolicy[] {
  return policies.filter(({ name }) => names.includes(name));
}

const successors = new Map<string, NamedPolicy>();

/** What is deployed in the middle of a story under that policy: the same rows, each with twice the time. */
export function successorOf(hash: string): NamedPolicy {
  const known = successors.get(hash);
  if (known !== undefined) return known;
  const { name, policy } = policies.find((one) => one.hash === hash)!;
  const later = policy.policies.map((row) => ({
    ...row,
    targetSeconds: 2 * row.targetSeconds,
    levels: row.levels.map((level) => ({ ...level, usedSeconds: 2 * level.usedSeconds })),
  }));
  const successor = named(`${name}, with twice the time`, { ...policy, policies: later });
  successors.set(hash, successor);
  return successor;
}
