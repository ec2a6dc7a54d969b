import type { JournalEntry } from '../kernel/journal.ts';
import type { PublicEvent } from '../control/public-event.ts';
import type { Language } from '../control/sentences.ts';
import { diagnose } from './diagnose.ts';
import { matchesFacts } from './match-facts.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';

type Words = Readonly<Record<Language, string>>;

/** What a scenario needs of the sandbox; the control API has the same doors. */
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
  /** Sets fields as a user, by way of the Cases API. `user`: name, id or ARN. */
  updateCase(change: { caseId: string; user: string; fields: Readonly<Record<string, string>> }): Promise<void>;
}

export interface StepResult {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly step: Words;
  readonly outcome: 'happened' | 'missing' | 'not-reached';
  /** The event that fulfilled an expectation. */
  readonly event?: PublicEvent;
  /** Why it is missing: what the scenario says, then what the run shows. */
  readonly because?: { readonly ja: readonly string[]; readonly en: readonly string[] };
}

export interface ScenarioResult {
  readonly scenario: string;
  readonly passed: boolean;
  /** Whether it was ended from outside before its last step was done; that step and those after it are `not-reached`. */
  readonly ended: boolean;
  readonly steps: readonly StepResult[];
}

/** Plays a story until a step does not happen or somebody ends it; the later steps are then `not-reached`. */
export async function runScenario(
  scenario: Scenario,
  stage: Stage,
  onStep: (result: StepResult) => void = () => undefined,
): Promise<ScenarioResult> {
  const story: Story = { stage, used: new Set(), caseId: undefined, owner: undefined, ended: false };
  const steps: StepResult[] = [];
  let over = false;
  for (const [index, step] of scenario.steps.entries()) {
    const at = { number: index + 1, step: describeStep(step) };
    const result: StepResult = over ? { ...at, outcome: 'not-reached' } : { ...at, ...(await play(step, story)) };
    over ||= story.ended || result.outcome !== 'happened';
    steps.push(result);
    onStep(result);
  }
  const passed = steps.every(({ outcome }) => outcome === 'happened');
  return { scenario: scenario.name, passed, ended: story.ended && !passed, steps };
}

interface Story {
  readonly stage: Stage;
  /** Events that an expectation has taken; each answers one only. */
  readonly used: Set<PublicEvent>;
  caseId: string | undefined;
  owner: string | undefined;
  ended: boolean;
}

type Played = Pick<StepResult, 'outcome' | 'event' | 'because'>;

async function play(step: ScenarioStep, story: Story): Promise<Played> {
  try {
    if ('chat' in step) {
      await story.stage.startChat(step.chat);
      return { outcome: 'happened' };
    }
    if ('wait' in step) {
      await goOn(story, step.wait);
      return story.ended ? notReached : { outcome: 'happened' };
    }
    if ('update-case' in step) return await updateCase(step['update-case'], story);
    if ('expect-never' in step) return await expectNever(step, story);
    return await expectEvent(step, story);
  } catch (error) {
    return missing(story, sameInBoth(error instanceof Error ? error.message : String(error)));
  }
}

const notReached: Played = { outcome: 'not-reached' };

/** Lets the clock run so long at most. */
async function goOn(story: Story, milliseconds: number, condition?: () => boolean): Promise<void> {
  const { stage } = story;
  story.ended ||= !(await stage.runUntil(stage.now() + milliseconds, condition));
}

const sameInBoth = (words: string): Words => ({ ja: words, en: words });

const keyOf = (event: PublicEvent): string => `${event.sequence}:${event.kind}`;

function unused(story: Story, kind: string, where: unknown): PublicEvent | undefined {
  const used = new Set([...story.used].map(keyOf));
  return story.stage
    .timeline()
    .find((event) => event.kind === kind && !used.has(keyOf(event)) && matchesFacts(where ?? {}, event.facts));
}

async function expectEvent(step: Extract<ScenarioStep, { expect: unknown }>, story: Story): Promise<Played> {
  let event: PublicEvent | undefined;
  await goOn(story, step.within, () => {
    event = unused(story, step.expect, step.where);
    return event !== undefined;
  });
  if (event === undefined) return story.ended ? notReached : missing(story, step.because);
  story.used.add(event);
  if (event.kind === 'case.created') story.caseId = event.caseId;
  if (event.kind === 'owner.changed' && typeof event.facts['to'] === 'string') story.owner = event.facts['to'];
  return { outcome: 'happened', event };
}

async function expectNever(step: Extract<ScenarioStep, { 'expect-never': unknown }>, story: Story): Promise<Played> {
  const came = () => unused(story, step['expect-never'], step.where) !== undefined;
  await goOn(story, step.during, came);
  if (came()) return missing(story, step.because);
  return story.ended ? notReached : { outcome: 'happened' };
}

async function updateCase(
  change: { as: string; set: Readonly<Record<string, string>> },
  story: Story,
): Promise<Played> {
  const { caseId } = story;
  const user = change.as === 'owner' ? story.owner : change.as;
  if (caseId === undefined || user === undefined) {
    const what = caseId === undefined ? ['ケース', 'case'] : ['担当者', 'owner'];
    return missing(story, { ja: `まだ${what[0]}がありません`, en: `there is no ${what[1]} yet` });
  }
  await story.stage.updateCase({ caseId, user, fields: change.set });
  return { outcome: 'happened' };
}

function missing(story: Story, because: Words): Played {
  const shown = diagnose(story.stage.journal());
  return {
    outcome: 'missing',
    because: { ja: [because.ja, ...shown.map(({ ja }) => ja)], en: [because.en, ...shown.map(({ en }) => en)] },
  };
}

/** A step in a few words. */
function describeStep(step: ScenarioStep): Words {
  if ('chat' in step) return { ja: `${step.chat.customer} がチャットを開く`, en: `${step.chat.customer} opens a chat` };
  if ('wait' in step) return { ja: `${step.wait / 1000} 秒待つ`, en: `wait ${step.wait / 1000} s` };
  if ('update-case' in step) {
    const { as, set } = step['update-case'];
    return sameInBoth(`update-case ${JSON.stringify(set)} (${as})`);
  }
  if ('expect-never' in step)
    return { ja: `${step['expect-never']} が二度と起きない`, en: `no further ${step['expect-never']}` };
  return sameInBoth(step.expect);
}
