import { runScenario, type ScenarioResult, type Stage, type StepResult } from '../scenarios/run-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Journey } from '../kernel/clock.ts';
import { casesDomainOf, flowNamed, userArnOf } from './lookups.ts';
import { onJourney } from './on-journey.ts';
import type { ControlParts } from './parts.ts';

/**
 * Plays a story in the sandbox, from where the clock stands. It has the clock like a jump: a pause ends it.
 * @throws ControlError while the clock jumps or another story plays
 */
export async function playScenario(
  parts: ControlParts,
  scenario: Scenario,
  onStep?: (result: StepResult) => void,
): Promise<ScenarioResult> {
  let result: ScenarioResult | undefined;
  await onJourney(parts.kernel.clock, async (journey) => {
    result = await runScenario(scenario, await stageOf(parts, journey), onStep);
  });
  return result!;
}

async function stageOf(parts: ControlParts, journey: Journey): Promise<Stage> {
  const { kernel, views } = parts;
  await kernel.activity.settled();
  views.settle();
  const from = { journal: kernel.journal.entries().length, timeline: views.timeline().length };
  return {
    now: () => kernel.clock.now(),
    runUntil: (until, condition) => journey.runUntil(until, condition),
    journal: () => kernel.journal.entries().slice(from.journal),
    timeline: () => views.timeline().slice(from.timeline),
    startChat: ({ flow, customer, answers }) =>
      parts.client.startChat({ flowId: flowNamed(parts, flow), customer, answers, token: kernel.identifiers.uuid() }),
    updateCase: ({ caseId, user, fields }) =>
      parts.client.updateCase({ domainId: casesDomainOf(parts), caseId, userArn: userArnOf(parts, user), fields }),
  };
}
