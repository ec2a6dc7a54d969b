/** Faults that strike the call of that number, counted over all calls of the simulation. */
export const callFaults = [
  'killed before',
  'killed after',
  'answer lost',
  'throttled',
  'throttled with Retry-After',
  'unavailable',
  'failed, not made',
  'quota used up',
  'slow',
  'write race',
  'answered meanwhile',
  'closed meanwhile',
  'reopened meanwhile',
  'paused meanwhile',
  'made urgent meanwhile',
  'owner changed meanwhile',
  'deleted meanwhile',
] as const;

/** Faults that strike the case event of that number. */
export const eventFaults = ['event doubled', 'event reordered', 'event late', 'event a day late'] as const;

/** Faults that strike the queue message of that number. */
export const messageFaults = [
  'message doubled',
  'message late',
  'hint lost',
  'visibility expires early',
  'partial batch misreported',
] as const;

/** Faults that last for a while. */
export const spanFaults = [
  'ledger away',
  'ledger throttles',
  'bus away',
  'inbox stuck',
  'lanes stuck',
  'sink stuck',
  'ticks missed',
  'indexes lag',
  'Cases away',
  'Connect away',
  'mail away',
  'Slack away',
  'CRM away',
  'clocks askew',
  'cold starts',
] as const;

export type CallFaultName = (typeof callFaults)[number];
export type EventFaultName = (typeof eventFaults)[number];
export type MessageFaultName = (typeof messageFaults)[number];
export type SpanFaultName = (typeof spanFaults)[number];

/** One thing that goes wrong. A simulation is determined by its seed and the list of these. */
export type Fault =
  | { readonly name: CallFaultName; readonly call: number }
  | { readonly name: EventFaultName; readonly event: number; readonly milliseconds: number }
  | { readonly name: MessageFaultName; readonly message: number; readonly milliseconds: number }
  /** Milliseconds after the story has begun. */
  | { readonly name: SpanFaultName; readonly from: number; readonly to: number };

export type FaultName = Fault['name'];
export const faultNames: readonly FaultName[] = [...callFaults, ...eventFaults, ...messageFaults, ...spanFaults];
