import { runScenario, type ScenarioResult, type StepResult } from '../scenarios/run-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { onJourney } from './on-journey.ts';
import type { ControlParts } from './parts.ts';
import { scenarioStageOf } from './scenario-stage.ts';

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
    result = await runScenario(scenario, await scenarioStageOf(parts, journey), onStep);
  });
  return result!;
}
