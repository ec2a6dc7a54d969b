import type { VirtualClock } from '../kernel/clock.ts';
import type { JournalEntry } from '../kernel/journal.ts';
import type { PublicEvent } from '../control/public-event.ts';
import type { Language } from '../control/sentences.ts';
import { diagnose } from './diagnose.ts';
import { matchesFacts } from './match-facts.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';

type Words = Readonly<Record<Language, string>>;

/** What a scenario needs of the sandbox; the control API has the same doors. */
export interface Stage {
  readonly clock: Pick<VirtualClock, 'now' | 'runUntil' | 'runUntilCondition'>;
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
  readonly steps: readonly StepResult[];
}

/** Plays a story and stops at the first step that does not happen; the later ones are then `not-reached`. */
export async function runScenario(
  scenario: Scenario,
  stage: Stage,
  onStep: (result: StepResult) => void = () => undefined,
): Promise<ScenarioResult> {
  const story: Story = { stage, used: new Set(), caseId: undefined, owner: undefined };
  const steps: StepResult[] = [];
  let failed = false;
  for (const [index, step] of scenario.steps.entries()) {
    const at = { number: index + 1, step: describeStep(step) };
    const result: StepResult = failed ? { ...at, outcome: 'not-reached' } : { ...at, ...(await play(step, story)) };
    failed ||= result.outcome === 'missing';
    steps.push(result);
    onStep(result);
  }
  return { scenario: scenario.name, passed: !failed, steps };
}

interface Story {
  readonly stage: Stage;
  /** Events that an expectation has taken; each answers one only. */
  readonly used: Set<PublicEvent>;
  caseId: string | undefined;
  owner: string | undefined;
}

type Played = Pick<StepResult, 'outcome' | 'event' | 'because'>;

async function play(step: ScenarioStep, story: Story): Promise<Played> {
  const { clock } = story.stage;
  try {
    if ('chat' in step) {
      await story.stage.startChat(step.chat);
      return { outcome: 'happened' };
    }
    if ('wait' in step) {
      await clock.runUntil(clock.now() + step.wait);
      return { outcome: 'happened' };
    }
    if ('update-case' in step) return await updateCase(step['update-case'], story);
    if ('expect-never' in step) return await expectNever(step, story);
    return await expectEvent(step, story);
  } catch (error) {
    return missing(story, sameInBoth(error instanceof Error ? error.message : String(error)));
  }
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
  const { clock } = story.stage;
  let event: PublicEvent | undefined;
  await clock.runUntilCondition(() => {
    event = unused(story, step.expect, step.where);
    return event !== undefined;
  }, clock.now() + step.within);
  if (event === undefined) return missing(story, step.because);
  story.used.add(event);
  if (event.kind === 'case.created') story.caseId = event.caseId;
  if (event.kind === 'owner.changed' && typeof event.facts['to'] === 'string') story.owner = event.facts['to'];
  return { outcome: 'happened', event };
}

async function expectNever(step: Extract<ScenarioStep, { 'expect-never': unknown }>, story: Story): Promise<Played> {
  const { clock } = story.stage;
  const came = () => unused(story, step['expect-never'], step.where) !== undefined;
  return (await clock.runUntilCondition(came, clock.now() + step.during))
    ? missing(story, step.because)
    : { outcome: 'happened' };
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
