import type { CaseItem } from '../contract/case-item.ts';
import { collapseEffects } from './collapse.ts';
import { settle } from './clock/settle.ts';
import { eraseItem, isFrozen } from './erase.ts';
import { announce, note } from './history.ts';
import { addSeconds } from './instants.ts';
import type { RunningPolicy } from './running-policy.ts';

/*
 * An item is read and written whole for every event of its case, and DynamoDB takes no item above 400 KB. So it has a budget,
 * and a size beyond which nothing is added to it.
 */

/** Above it everything is put away that can be. Bytes. */
export const budgetBytes = 16 * 1024;
/** No item that `advance` writes is larger. Bytes. */
export const mostBytes = 64 * 1024;
/** Kept free for what lanes write into an item: claims and outcomes. Bytes. */
const reservedBytes = 4 * 1024;

type Measure = (item: CaseItem, running: RunningPolicy, now: string) => CaseItem;

/** What makes an item smaller, from what nobody misses to what is a loss, each above so many bytes. */
const measures: readonly { readonly above: number; readonly make: Measure }[] = [
  { above: budgetBytes, make: (item, _running, now) => collapseEffects(item, now, true) },
  // An event is told within a day, or comes from a dead-letter queue.
  { above: budgetBytes, make: settledFor(2 * 86_400) },
  // The lanes read again.
  { above: mostBytes - reservedBytes, make: ({ read: _read, ...item }) => item },
  { above: mostBytes - reservedBytes, make: settledFor(3600) },
  { above: mostBytes - reservedBytes, make: settledFor(60) },
  ...[1000, 200, 50].map((characters) => ({
    above: mostBytes - reservedBytes,
    make: (item: CaseItem) => withShortTexts(item, characters),
  })),
];

export interface Fitted {
  readonly item: CaseItem;
  /** What it takes, or more; exact above the budget. */
  readonly bytes: number;
  /** True for the write by which the case is parked. */
  readonly isNewlyParked: boolean;
}

/**
 * The item as it may be written. One that is over its budget is put away as far as it can be; one that is too large even so is
 * parked: it stays as it was before, with the mark, and its case needs a person.
 * @param before the item as it is stored; undefined for a new one
 */
export function fitItem(before: CaseItem | undefined, item: CaseItem, running: RunningPolicy, now: string): Fitted {
  const most = mostBytes - reservedBytes;
  // A character takes three bytes at most, and JSON has more of them around each value than DynamoDB counts; cheaper to tell.
  const bytesAtMost = JSON.stringify(item).length * 3;
  if (bytesAtMost <= budgetBytes) return { item, bytes: bytesAtMost, isNewlyParked: false };
  let fitted = item;
  let bytes = sizeOf(fitted);
  for (const { above, make } of measures) {
    if (bytes <= above) break;
    fitted = make(fitted, running, now);
    bytes = sizeOf(fitted);
  }
  // What is parked already takes nothing up; only lanes have added to it.
  if (bytes <= most || item.parkedAt !== undefined) return { item: fitted, bytes, isNewlyParked: false };
  if (item.deletedAt !== undefined) {
    const erased = eraseItem(fitted, now);
    return { item: erased, bytes: sizeOf(erased), isNewlyParked: false };
  }
  const parked = park(before ?? asOpened(item), bytes, now);
  return { item: parked, bytes: sizeOf(parked), isNewlyParked: true };
}

/** Bytes that DynamoDB counts for the content of an item: its names and values, and a little for each. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return utf8Bytes(value);
  // Two digits a byte, and one for sign and exponent.
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (typeof value !== 'object' || value === null) return 1;
  let bytes = 3;
  if (Array.isArray(value)) {
    for (const member of value as readonly unknown[]) bytes += 1 + sizeOf(member);
    return bytes;
  }
  for (const [name, member] of Object.entries(value))
    if (member !== undefined) bytes += 1 + utf8Bytes(name) + sizeOf(member);
  return bytes;
}

function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    if (unit < 0x80) continue;
    // Half of a pair counts two, so that both halves are the four bytes of their character.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return bytes;
}

function settledFor(seconds: number): Measure {
  return (item, running, now) => (isFrozen(item) ? item : settle(item, running, addSeconds(now, -seconds)));
}

function withShortTexts(item: CaseItem, characters: number): CaseItem {
  const shadow = Object.entries(item.shadow).map(
    ([fieldId, { value, changedAt }]): [string, (typeof item.shadow)[string]] => [
      fieldId,
      { value: typeof value === 'string' ? shortened(value, characters) : value, changedAt },
    ],
  );
  return { ...item, shadow: Object.fromEntries(shadow) };
}

function shortened(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}

/** A new item without what is known of its case. */
function asOpened({ schemaVersion, version, caseId, templateId, createdAt, policyHash }: CaseItem): CaseItem {
  return {
    schemaVersion,
    version,
    caseId,
    templateId,
    createdAt,
    policyHash,
    shadow: {},
    observations: [],
    signals: [],
    clocks: [],
    adopted: [],
    effects: {},
    ended: {},
    sinks: {},
    outbox: [],
    timeline: [],
  };
}

function park(item: CaseItem, bytes: number, now: string): CaseItem {
  const reason = 'too large';
  const noted = note(item, { id: 'case:parked', at: now, kind: 'case.parked', detail: { reason, bytes } });
  return {
    ...announce(noted, {
      detailType: 'Case Neglected',
      id: `${item.caseId}:parked`,
      at: now,
      caseId: item.caseId,
      reason,
    }),
    parkedAt: now,
  };
}
