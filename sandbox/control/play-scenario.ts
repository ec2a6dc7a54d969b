import { runScenario, type ScenarioResult, type Stage, type StepResult } from '../scenarios/run-scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { casesDomainOf, flowNamed, userArnOf } from './lookups.ts';
import type { ControlParts } from './parts.ts';

/** Plays a story in the sandbox, from where the clock stands. */
export async function playScenario(
  parts: ControlParts,
  scenario: Scenario,
  onStep?: (result: StepResult) => void,
): Promise<ScenarioResult> {
  const { kernel, views } = parts;
  await kernel.activity.settled();
  views.settle();
  const from = { journal: kernel.journal.entries().length, timeline: views.timeline().length };
  const stage: Stage = {
    clock: kernel.clock,
    journal: () => kernel.journal.entries().slice(from.journal),
    timeline: () => views.timeline().slice(from.timeline),
    startChat: ({ flow, customer, answers }) =>
      parts.client.startChat({ flowId: flowNamed(parts, flow), customer, answers, token: kernel.identifiers.uuid() }),
    updateCase: ({ caseId, user, fields }) =>
      parts.client.updateCase({ domainId: casesDomainOf(parts), caseId, userArn: userArnOf(parts, user), fields }),
  };
  return runScenario(scenario, stage, onStep);
}
