import { CalendarInvalidError } from './errors.ts';
import { dayMilliseconds } from './horizon.ts';

/** A time zone with memory: what it was asked once it answers without asking the platform again. */
export interface Zone {
  /** As it was given. */
  readonly name: string;
  /** Milliseconds that the clock on the wall is ahead of UTC. */
  offsetAt(instant: number): number;
  /**
   * The instant at which the clock on the wall shows a local time. A time that does not exist moves later by the length
   * of the gap; of a time that occurs twice the first is taken.
   */
  toInstant(local: number): number;
  /** True when the offset changes after `from` and until `to`. */
  changesWithin(from: number, to: number): boolean;
}

/** Offsets within one block of time: `offsets[i]` holds from `starts[i]` to the next start. */
interface Block {
  readonly starts: readonly number[];
  readonly offsets: readonly number[];
  readonly end: number;
}

/** Offsets are learned a block at a time, so that a target of a year costs a year. */
const blockMilliseconds = 400 * dayMilliseconds;
/** No zone has kept an offset for less than a week since 1970, nor is one announced (Brazil 2000 and Gaza 2040 come near). */
const stepMilliseconds = 3 * dayMilliseconds;
/** More than any offset. */
const reachMilliseconds = 26 * 3_600_000;

/**
 * Abbreviations that ICU knows besides the IANA names. They are ambiguous: its IST is Kolkata, its BST is Dhaka.
 * Source: https://unicode-org.github.io/icu/userguide/datetime/timezone/ and its file `source/tools/tzcode/icuzones`.
 */
const abbreviations = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(' '),
);

function createFormat(name: string): Intl.DateTimeFormat {
  const refuse = (cause?: unknown): never => {
    const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 57)}…` : name);
    throw new CalendarInvalidError(`unknown zone ${shown}; allowed: an IANA zone like Asia/Tokyo`, { cause });
  };
  // Offsets like +09:00 are no IANA names, though newer platforms take them.
  if (!/^[a-z][\w+/-]*$/i.test(name) || /^systemv\//i.test(name) || abbreviations.has(name.toUpperCase()))
    return refuse();
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    return refuse(cause);
  }
}

/** A zone answers the same whoever asks, so that all share what it has learned. As many as there are names at most. */
const opened = new Map<string, Zone>();

/**
 * Opens a zone by its IANA name; the rules are those of the platform (ICU).
 * @throws CalendarInvalidError when the platform does not know it.
 */
export function openZone(name: string): Zone {
  const known = opened.get(name);
  if (known !== undefined) return known;
  const zone = learnZone(name);
  opened.set(name, zone);
  return zone;
}

function learnZone(name: string): Zone {
  const format = createFormat(name);
  const blocks = new Map<number, Block>();

  /** Asks the platform; `instant` is a whole second. */
  const ask = (instant: number): number => {
    const [month, day, year, hour, minute, second] = format.format(instant).match(/\d+/g)!.map(Number);
    return Date.UTC(year!, month! - 1, day, hour, minute, second) - instant;
  };

  /** First second after `from` at which the offset is another one, given that it is another one at `to`. */
  const firstChange = (from: number, offset: number, to: number): number => {
    let [same, other] = [from, to];
    while (other - same > 1000) {
      const middle = same + Math.floor((other - same) / 2000) * 1000;
      if (ask(middle) === offset) same = middle;
      else other = middle;
    }
    return other;
  };

  const learn = (index: number): Block => {
    const start = index * blockMilliseconds;
    const end = start + blockMilliseconds;
    const [starts, offsets] = [[start], [ask(start)]];
    let at = start;
    while (at < end) {
      const next = Math.min(at + stepMilliseconds, end);
      const [known, met] = [offsets.at(-1)!, ask(next)];
      if (met === known) {
        at = next;
        continue;
      }
      at = firstChange(at, known, next);
      if (at === end) break;
      starts.push(at);
      offsets.push(ask(at));
    }
    return { starts, offsets, end };
  };

  const blockAt = (index: number): Block => {
    const known = blocks.get(index);
    if (known !== undefined) return known;
    const learned = learn(index);
    blocks.set(index, learned);
    return learned;
  };

  const indexWithin = ({ starts }: Block, instant: number): number => {
    let index = starts.length - 1;
    while (index > 0 && starts[index]! > instant) index -= 1;
    return index;
  };

  const offsetAt = (instant: number): number => {
    const block = blockAt(Math.floor(instant / blockMilliseconds));
    return block.offsets[indexWithin(block, instant)]!;
  };

  const toInstant = (local: number): number => {
    const from = local - reachMilliseconds;
    let blockIndex = Math.floor(from / blockMilliseconds);
    let block = blockAt(blockIndex);
    let index = indexWithin(block, from);
    let before = block.offsets[index]!;
    for (;;) {
      const offset = block.offsets[index]!;
      const instant = local - offset;
      if (instant < (block.starts[index + 1] ?? block.end)) {
        // Not yet here and not any more there: it falls into the gap between the two.
        return instant >= block.starts[index]! ? instant : local - before;
      }
      before = offset;
      index += 1;
      if (index === block.starts.length) {
        blockIndex += 1;
        block = blockAt(blockIndex);
        index = 0;
      }
    }
  };

  const changesWithin = (from: number, to: number): boolean => {
    const offset = offsetAt(from);
    const last = Math.floor(to / blockMilliseconds);
    for (let blockIndex = Math.floor(from / blockMilliseconds); blockIndex <= last; blockIndex += 1) {
      const block = blockAt(blockIndex);
      for (const [index, start] of block.starts.entries())
        if (start > from && start <= to && block.offsets[index] !== offset) return true;
    }
    return false;
  };

  return { name, offsetAt, toInstant, changesWithin };
}
