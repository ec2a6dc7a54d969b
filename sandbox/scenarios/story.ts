import type { PublicEvent } from '../control/public-event.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import { matchesFacts } from './match-facts.ts';
import type { Performer, Stage } from './stage.ts';
import type { Actor } from './step-parts.ts';

/** What a scenario remembers while it plays. */
export interface Story {
  readonly stage: Stage;
  /** Events that an expectation has taken, by `keyOf`; each answers one only. */
  readonly used: Set<string>;
  /** What the scenario calls a case -> its id. */
  readonly cases: Map<string, string>;
  /** What the scenario calls many cases -> their ids in the order in which they were made. */
  readonly crowds: Map<string, readonly string[]>;
  /** The case that was made last: the one that is meant when a step names none. */
  lastCase: string | undefined;
  /** Case id -> ARN of the user to whom it was given last. */
  readonly owners: Map<string, string>;
  /** Rules of the console as they were right after they were made. */
  readonly rules: Map<string, JsonObject>;
  ended: boolean;
}

export const createStory = (stage: Stage): Story => ({
  stage,
  used: new Set(),
  cases: new Map(),
  crowds: new Map(),
  lastCase: undefined,
  owners: new Map(),
  rules: new Map(),
  ended: false,
});

/** A step that cannot be done; the words say why, in both languages. */
export class ImpossibleStep extends Error {
  override readonly name = 'ImpossibleStep';
  readonly words: { readonly ja: string; readonly en: string };

  constructor(words: { readonly ja: string; readonly en: string }) {
    super(words.en);
    this.words = words;
  }
}

/** Id of a case of the story. @throws ImpossibleStep when there is none yet */
export function caseIdOf({ cases, lastCase }: Story, name: string | undefined): string {
  const caseId = name === undefined ? lastCase : cases.get(name);
  if (caseId !== undefined) return caseId;
  throw new ImpossibleStep(
    name === undefined
      ? { ja: 'まだケースがありません', en: 'there is no case yet' }
      : { ja: `ケース ${name} はまだありません`, en: `there is no case ${name} yet` },
  );
}

/** @throws ImpossibleStep when the case has no owner yet */
export function performerOf({ owners }: Story, actor: Actor, caseId: string | undefined): Performer {
  if (typeof actor !== 'string') return actor;
  if (actor !== 'owner') return { user: actor };
  const owner = caseId === undefined ? undefined : owners.get(caseId);
  if (owner !== undefined) return { user: owner };
  throw new ImpossibleStep({ ja: 'まだ担当者がいません', en: 'there is no owner yet' });
}

export interface Wanted {
  readonly kind: string;
  /** Undefined: of any case. */
  readonly caseId: string | undefined;
  readonly where: unknown;
}

const keyOf = (event: PublicEvent): string => `${event.sequence}:${event.kind}`;

/**
 * Finds the first event that fits and that no expectation has taken, as often as it is asked while a step waits. Looks at each
 * event once: what did not fit never will.
 */
export function createLookout({ stage, used }: Story, wanted: Wanted): () => PublicEvent | undefined {
  let seen = 0;
  return () => {
    const events = stage.timeline();
    for (; seen < events.length; seen += 1) {
      const event = events[seen]!;
      if (isOfKind(event, wanted) && !used.has(keyOf(event)) && fits(event, wanted)) return event;
    }
    return undefined;
  };
}

/** Events of the kind and the case that nothing has taken, whatever their facts. */
export function othersUnused({ stage, used }: Story, wanted: Wanted): readonly PublicEvent[] {
  return stage.timeline().filter((event) => isOfKind(event, wanted) && !used.has(keyOf(event)));
}

const isOfKind = (event: PublicEvent, { kind, caseId }: Wanted): boolean =>
  event.kind === kind && (caseId === undefined || event.caseId === caseId);
const fits = (event: PublicEvent, { where }: Wanted): boolean => matchesFacts(where ?? {}, event.facts);

/** An expectation takes the event, and the story learns from it which case came and whose it is. */
export function take(story: Story, event: PublicEvent): void {
  story.used.add(keyOf(event));
  if (event.caseId === undefined) return;
  if (event.kind === 'case.created') story.lastCase = event.caseId;
  if (event.kind === 'owner.changed' && typeof event.facts['to'] === 'string')
    story.owners.set(event.caseId, event.facts['to']);
}
