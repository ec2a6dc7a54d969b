import type { InstanceFile } from '../kernel/instance-file.ts';

/** What ids are called by people. Each falls back to the id itself. */
export interface Names {
  readonly timeZone: string;
  /** A user by id or ARN. */
  user(idOrArn: string): string;
  /** A case field by id. */
  field(id: string): string;
  /** An option of a single-select case field. */
  option(fieldId: string, value: string): string;
  /** A contact flow by id. */
  flow(id: string): string;
  /** What sets a Contact Lens rule off, by the rule's name: `OnCaseCreate`. */
  ruleTrigger(name: string): string | undefined;
}

export interface KnownNames {
  /** Field id -> label, and option value -> label per field id. */
  readonly fields: ReadonlyMap<string, { readonly label: string; readonly options: ReadonlyMap<string, string> }>;
  /** Flow id -> name. */
  readonly flows: ReadonlyMap<string, string>;
  /** Name of a Contact Lens rule -> its trigger. */
  readonly ruleTriggers?: ReadonlyMap<string, string>;
}

const lastSegment = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Names from the instance file and from what is deployed, looked up at each use. */
export function createNames(instance: InstanceFile, known: () => KnownNames): Names {
  const users = new Map(instance.users.map((user) => [user.id, `${user.lastName} ${user.firstName}`]));
  return {
    timeZone: instance.instance.timeZone,
    user: (idOrArn) => users.get(lastSegment(idOrArn)) ?? idOrArn,
    field: (id) => known().fields.get(id)?.label ?? id,
    option: (fieldId, value) => known().fields.get(fieldId)?.options.get(value) ?? value,
    flow: (id) => known().flows.get(lastSegment(id)) ?? id,
    ruleTrigger: (name) => known().ruleTriggers?.get(name),
  };
}

interface ZoneFormats {
  readonly day: Intl.DateTimeFormat;
  readonly time: Intl.DateTimeFormat;
  readonly zone: Intl.DateTimeFormat;
}

/** Making a format costs far more than using it, and a long timeline has many moments. */
const formats = new Map<string, ZoneFormats>();

function formatsOf(timeZone: string): ZoneFormats {
  const known = formats.get(timeZone);
  if (known) return known;
  const made: ZoneFormats = {
    day: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }),
    time: new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }),
    zone: new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' }),
  };
  formats.set(timeZone, made);
  return made;
}

/** A moment as people of that zone write it, with the zone: `2026-11-26 22:00:05 GMT+9`. */
export function localTime(at: string | number, timeZone: string): string {
  const { day, time, zone } = formatsOf(timeZone);
  const moment = new Date(at);
  const offset = zone.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return `${day.format(moment)} ${time.format(moment)} ${offset}`;
}
