import type { PublicEvent } from '../control/public-event.ts';
import type { Language } from '../control/sentences.ts';
import { diagnose } from './diagnose.ts';
import { countEach, goOn, playCrowdStep } from './crowd.ts';
import type { ExpectEach } from './crowd-steps.ts';
import { instantTolerance, matchesFacts } from './match-facts.ts';
import type { Scenario } from './scenario.ts';
import type { Stage } from './stage.ts';
import { describeStep } from './step-words.ts';
import type { Expectation, ScenarioStep, StepOf } from './steps.ts';
import {
  caseIdOf,
  createLookout,
  createStory,
  ImpossibleStep,
  othersUnused,
  performerOf,
  take,
  type Story,
  type Wanted,
} from './story.ts';

export type { Stage };

type Words = Readonly<Record<Language, string>>;

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
  const story = createStory(stage);
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

/** Of what happened instead only the first few are named. */
const mostNamed = 10;

type Played = Pick<StepResult, 'outcome' | 'event' | 'because'>;

const happened: Played = { outcome: 'happened' };
const notReached: Played = { outcome: 'not-reached' };

async function play(step: ScenarioStep, story: Story): Promise<Played> {
  try {
    if ('expect' in step) return await expectEvent(step, story);
    if ('expect-never' in step) return await expectNever(step, story);
    if ('expect-each' in step) return await expectOfEach(step, story);
    if ('expect-slas' in step) return await expectSlas(step, story);
    if ('expect-rule-untouched' in step) return await expectRule(step, story);
    if ('wait' in step) await goOn(story, story.stage.now() + step.wait);
    else if ('at' in step) await goOn(story, ahead(story, step.at));
    else if ('create-cases' in step || 'update-cases' in step || 'delete-cases' in step || 'event-faults' in step)
      await playCrowdStep(step, story);
    else await act(step, story);
    return story.ended ? notReached : happened;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return missing(story, error instanceof ImpossibleStep ? error.words : { ja: said, en: said });
  }
}

type Act =
  | StepOf<'chat'>
  | StepOf<'create-case'>
  | StepOf<'update-case'>
  | StepOf<'console-rule'>
  | StepOf<'console-hours'>;

/** What somebody out there does. */
async function act(step: Act, story: Story): Promise<void> {
  const { stage } = story;
  if ('chat' in step) await stage.startChat(step.chat);
  else if ('console-hours' in step) await stage.overrideHours(step['console-hours']);
  else if ('create-case' in step) {
    const { case: name, as, set = {}, ...given } = step['create-case'];
    const caseId = await stage.createCase({ ...given, by: performerOf(story, as, undefined), fields: set });
    story.cases.set(name, caseId);
    story.lastCase = caseId;
  } else if ('update-case' in step) {
    const { case: name, as, set } = step['update-case'];
    const caseId = caseIdOf(story, name);
    await stage.updateCase({ caseId, by: performerOf(story, as, caseId), fields: set });
  } else {
    const rule = step['console-rule'];
    await stage.createRule(rule);
    story.rules.set(rule.name, (await stage.describeRule(rule.name)) ?? {});
  }
}

/** The instant, which must not have passed. @throws ImpossibleStep */
function ahead({ stage }: Story, instant: string): number {
  const at = Date.parse(instant);
  if (at >= stage.now()) return at;
  const now = new Date(stage.now()).toISOString();
  throw new ImpossibleStep({
    ja: `${instant} はもう過ぎています (時計は ${now})`,
    en: `${instant} has passed already: the clock stands at ${now}`,
  });
}

const wantedOf = (story: Story, kind: string, step: { case?: string | undefined; where?: unknown }): Wanted => ({
  kind,
  caseId: step.case === undefined ? undefined : caseIdOf(story, step.case),
  where: step.where,
});

async function expectEvent(step: Expectation, story: Story): Promise<Played> {
  const wanted = wantedOf(story, step.expect, step);
  const moment = step.at === undefined ? undefined : Date.parse(step.at);
  const latest = moment === undefined ? story.stage.now() + (step.within ?? 0) : moment + instantTolerance;
  let event: PublicEvent | undefined;
  const look = createLookout(story, wanted);
  await goOn(story, latest, () => (event = look()) !== undefined);
  if (event === undefined)
    return story.ended
      ? notReached
      : missing(story, step.because, othersUnused(story, wanted).slice(0, mostNamed).map(otherEvent));
  if (moment !== undefined && Math.abs(Date.parse(event.at) - moment) > instantTolerance)
    return missing(story, step.because, [wrongMoment(event, step.at!)]);
  take(story, event);
  return { outcome: 'happened', event };
}

async function expectNever(step: StepOf<'expect-never'>, story: Story): Promise<Played> {
  const wanted = wantedOf(story, step['expect-never'], step);
  const until = step.until === undefined ? story.stage.now() + (step.during ?? 0) : ahead(story, step.until);
  const look = createLookout(story, wanted);
  await goOn(story, until, () => look() !== undefined);
  const came = look();
  if (came) return missing(story, step.because, [otherEvent(came)]);
  return story.ended ? notReached : happened;
}

async function expectOfEach(step: ExpectEach, story: Story): Promise<Played> {
  const wrong = await countEach(step, story);
  if (wrong.length === 0) return story.ended ? notReached : happened;
  if (story.ended) return notReached;
  const shown = wrong.slice(0, mostNamed).map(({ number, caseId, times }) => ({
    ja: `${step.cases}-${number} (${caseId}): ${times} 回`,
    en: `${step.cases}-${number} (${caseId}): ${times} times`,
  }));
  const total = { ja: `合わないケース: ${wrong.length} 件`, en: `cases that do not fit: ${wrong.length}` };
  return missing(story, step.because, [total, ...shown]);
}

async function expectSlas(step: StepOf<'expect-slas'>, story: Story): Promise<Played> {
  const { case: name, are } = step['expect-slas'];
  const found = await story.stage.slasOf(caseIdOf(story, name));
  const left = [...found];
  for (const wanted of are) {
    const index = left.findIndex((one) => matchesFacts(wanted, one));
    if (index >= 0) left.splice(index, 1);
  }
  if (found.length === are.length && left.length === 0) return happened;
  const shown = found.map((sla) => JSON.stringify(sla)).join('; ') || '-';
  return missing(story, step.because, [{ ja: `ケースの SLA: ${shown}`, en: `SLAs of the case: ${shown}` }]);
}

async function expectRule(step: StepOf<'expect-rule-untouched'>, story: Story): Promise<Played> {
  const name = step['expect-rule-untouched'];
  const now = JSON.stringify((await story.stage.describeRule(name)) ?? null);
  const then = JSON.stringify(story.rules.get(name));
  return now === then ? happened : missing(story, step.because, [{ ja: `ルール: ${now}`, en: `the rule: ${now}` }]);
}

const factsShown = ({ facts }: PublicEvent): string => JSON.stringify(facts);

const otherEvent = (event: PublicEvent): Words => ({
  ja: `起きたこと: ${event.at} ${event.kind} ${factsShown(event)}`,
  en: `what happened: ${event.at} ${event.kind} ${factsShown(event)}`,
});

const wrongMoment = (event: PublicEvent, wanted: string): Words => ({
  ja: `${event.kind} は ${wanted} ではなく ${event.at} に起きました: ${factsShown(event)}`,
  en: `${event.kind} came at ${event.at} instead of ${wanted}: ${factsShown(event)}`,
});

function missing(story: Story, because: Words, instead: readonly Words[] = []): Played {
  const shown = [because, ...instead, ...diagnose(story.stage.journal())];
  return { outcome: 'missing', because: { ja: shown.map(({ ja }) => ja), en: shown.map(({ en }) => en) } };
}
