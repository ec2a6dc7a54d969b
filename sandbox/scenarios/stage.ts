import type { PublicEvent } from '../control/public-event.ts';
import type { JournalEntry } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import type { EventFaults } from '../kernel/world.ts';
import type { ConsoleHours, ConsoleRule } from './steps.ts';

/** Who does something by way of the API: a user (name, id or ARN), or a program under a name of its own. */
export type Performer = { readonly user: string } | { readonly integration: string };

/** What a scenario needs of the sandbox. Fields and templates are named by their labels. */
export interface Stage {
  /** Epoch milliseconds on the virtual clock. */
  now(): number;
  /** Fires what is due up to `until`, or until `condition` holds after a timer. @returns false when the story was ended */
  runUntil(until: number, condition?: () => boolean): Promise<boolean>;
  /** Journal entries since the story began. */
  journal(): readonly JournalEntry[];
  /** Public events since the story began. */
  timeline(): readonly PublicEvent[];
  /** Starts a chat by way of the Connect API. @returns the contact id */
  startChat(chat: { flow: string; customer: string; answers: Readonly<Record<string, string>> }): Promise<string>;
  /** Makes a customer profile and a case of it, by way of the APIs. @returns the case id */
  createCase(wanted: {
    template: string;
    customer: string;
    title: string;
    by: Performer;
    fields: Readonly<Record<string, string>>;
  }): Promise<string>;
  /** Sets fields by way of the Cases API. */
  updateCase(change: { caseId: string; by: Performer; fields: Readonly<Record<string, string>> }): Promise<void>;
  /** Deletes a case by way of the Cases API. */
  deleteCase(caseId: string): Promise<void>;
  /** What becomes of events of a source on the default bus from here on; see `crowd-steps.ts`. */
  setEventFaults(faults: EventFaults): void;
  /** Makes a published Contact Lens rule by way of the Connect API, as the console does. */
  createRule(rule: ConsoleRule): Promise<void>;
  /** Overrides hours of operation for one date by way of the Connect API, as the console does. */
  overrideHours(override: ConsoleHours): Promise<void>;
  /** A rule as DescribeRule tells it; undefined when there is none of that name. */
  describeRule(name: string): Promise<JsonObject | undefined>;
  /** The SLA items of a case as SearchRelatedItems tells them: `{ name, status, targetTime, … }`. */
  slasOf(caseId: string): Promise<readonly JsonObject[]>;
}
