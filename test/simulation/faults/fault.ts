/** Faults that strike a call: the n-th one that a function makes at a place. */
export const callFaults = [
  'killed before',
  'killed after',
  'answer lost',
  'throttled',
  'throttled with Retry-After',
  'unavailable',
  'failed, not made',
  'refused',
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
export const eventFaults = [
  'event doubled',
  'event reordered',
  'event late',
  'event a day late',
  'event lost',
] as const;

/** Faults that strike the n-th message of a queue. */
export const messageFaults = [
  'message doubled',
  'message late',
  'hint lost',
  'poisoned message before',
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
  'events lost',
  'sweeps missed',
  'search lags',
  'pages drift',
  'indexes lag',
  'Cases away',
  'Connect away',
  'mail away',
  'Slack away',
  'CRM away',
  'secret rotated',
  'clocks askew',
  'cold starts',
] as const;

/** What somebody does at an instant in the middle of a story. */
export const momentFaults = ['policy deployed'] as const;

export type CallFaultName = (typeof callFaults)[number];
export type EventFaultName = (typeof eventFaults)[number];
export type MessageFaultName = (typeof messageFaults)[number];
export type SpanFaultName = (typeof spanFaults)[number];
export type MomentFaultName = (typeof momentFaults)[number];

/** One thing that goes wrong. A simulation is determined by its seed and the list of these. */
export type Fault =
  /** `place` as in functions/places.ts; `nth` from 0. */
  | { readonly name: CallFaultName; readonly place: string; readonly nth: number }
  | { readonly name: EventFaultName; readonly event: number; readonly milliseconds: number }
  | {
      readonly name: MessageFaultName;
      readonly queue: string;
      readonly message: number;
      readonly milliseconds: number;
    }
  /** Milliseconds after the story has begun. */
  | { readonly name: SpanFaultName; readonly from: number; readonly to: number }
  | { readonly name: MomentFaultName; readonly at: number };

export type FaultName = Fault['name'];
export const faultNames: readonly FaultName[] = [
  ...callFaults,
  ...eventFaults,
  ...messageFaults,
  ...spanFaults,
  ...momentFaults,
];
