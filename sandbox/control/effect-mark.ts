import type { JournalEntry } from '../kernel/journal.ts';
import { factsOf, textGiven } from './facts.ts';
import { tagsOf } from './correlation.ts';

/**
 * What a mark says that Casewarden leaves on what it does outside: `policy:cycle:level:index-kind`, with `adopted:` before
 * it when the SLA was made in the console.
 */
export interface EffectMark {
  readonly policy: string;
  readonly level: string;
  /** Position among the level's actions in the policy, from 1. */
  readonly step: number;
}

/** Reads the mark of a mail or of a Slack message; undefined when there is none that reads as one. */
export function effectMarkOf({ kind, detail }: JournalEntry): EffectMark | undefined {
  if (kind === 'mail.sent') return parse(fromTagValue(textGiven(tagsOf(detail)['casewarden-effect'])));
  if (kind === 'slack.posted') return parse(textGiven(factsOf(factsOf(detail['metadata'])['event_payload'])['effect']));
  return undefined;
}

function parse(key: string | undefined): EffectMark | undefined {
  const [, policy, level, index] = /^(?:adopted:)?(.+):\d+:([a-z][a-z0-9.-]*):(\d+)-[a-z-]+$/.exec(key ?? '') ?? [];
  if (policy === undefined || level === undefined || index === undefined) return undefined;
  return { policy, level, step: Number(index) + 1 };
}

/** A mail's tag takes few characters; the others stand in it as `@`, their code in hexadecimal, and a dot. */
function fromTagValue(value: string | undefined): string | undefined {
  return value?.replaceAll(/@([0-9a-f]{1,6})\./g, (whole, code: string) => {
    const point = Number.parseInt(code, 16);
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
  });
}
