import type { Activity, VirtualClock } from './clock.ts';
import type { Journal } from './journal.ts';

/** Ids drawn from the run's seed: the same run draws the same ids. */
export interface Identifiers {
  /** An RFC 4122 shaped id. */
  uuid(): string;
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** Decimal digits. */
  digits(length: number): string;
  /** A number in [0, 1), for everything else that needs chance. */
  random(): number;
}

/** Where the sandbox stands in the AWS world. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly partition: 'aws';
}

/** What every sandbox service is given: time, chance, the record of what happened, and where it is. */
export interface Kernel {
  readonly clock: VirtualClock;
  readonly activity: Activity;
  readonly identifiers: Identifiers;
  readonly journal: Journal;
  readonly place: Place;
  /** Address of the one loopback port, `http://127.0.0.1:<port>`; known once the gateway listens. */
  endpoint(): string;
}
