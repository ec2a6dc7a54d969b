/*
 * Every await of a port that the simulated functions have in their source, by function: where runs are killed and answers are
 * lost, and what coverage is counted by. A test compares it with the source.
 */

const ofLanes = [
  'budgets.spend',
  'cases.read',
  'clock.pause',
  'inbox.send',
  'lease.acquire',
  'lease.release',
  'lease.renew',
  'ledger.claim',
  'ledger.load',
  'ledger.readyCases',
  'ledger.record',
  'ledger.settle',
  'ledger.unmark',
  'policies.byHash',
  'quotas.draw',
  'quotas.slowDown',
] as const;

export const callsOfFunction: Readonly<Record<string, readonly string[]>> = {
  advance: [
    'announcer.announce',
    'hours.read',
    'inbox.send',
    'laneHints.hint',
    'ledger.appendTimeline',
    'ledger.clearOutbox',
    'ledger.load',
    'ledger.loadAll',
    'ledger.markReady',
    'ledger.save',
    'ledger.timelinePage',
    'policies.byHash',
  ],
  tick: [
    'due.between',
    'due.moveWatermark',
    'due.watermark',
    'inbox.send',
    'laneHints.hint',
    'lanes.leaseOf',
    'lanes.withReadyWork',
  ],
  'dispatch-case-update': [...ofLanes, 'caseWriter.setFields'],
  'dispatch-case-items': [...ofLanes, 'slas.attach', 'slas.list', 'slas.remove'],
  'dispatch-mail': [...ofLanes, 'mailer.send'],
  'dispatch-task': [...ofLanes, 'caseWriter.linkContact', 'tasks.start'],
  'dispatch-slack': [...ofLanes, 'slack.post'],
  'sweep-cases': [
    'casePages.page',
    'cases.read',
    'clock.pause',
    'inbox.send',
    'manyCases.loadMany',
    'policies.byHash',
    'search.page',
    'sweepRows.addSeen',
    'sweepRows.progress',
    'sweepRows.save',
    'sweepRows.seen',
    'sweepRuns.note',
  ],
  'sink-salesforce': ['crm.upsert', 'ledger.delivered', 'ledger.load', 'policies.byHash'],
};

/** Methods of ports that change nothing. */
const reads = new Set([
  'load',
  'loadAll',
  'loadMany',
  'progress',
  'seen',
  'timelinePage',
  'readyCases',
  'between',
  'watermark',
  'withReadyWork',
  'leaseOf',
  'byHash',
  'read',
  'list',
  'page',
  'pause',
]);

export const isRead = (method: string): boolean => reads.has(method);

/** `advance ledger.load` and all others. */
export const places: readonly string[] = Object.entries(callsOfFunction).flatMap(([name, calls]) =>
  calls.map((call) => `${name} ${call}`),
);

/** Places at which something is changed, so that nobody knows whether it was when the answer is lost. */
export const changingPlaces: readonly string[] = places.filter((place) => !isRead(place.slice(place.indexOf('.') + 1)));

export function callOf(place: string): {
  readonly functionName: string;
  readonly port: string;
  readonly method: string;
} {
  const [functionName = '', call = ''] = place.split(' ');
  const [port = '', method = ''] = call.split('.');
  return { functionName, port, method };
}
