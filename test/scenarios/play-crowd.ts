import { loadScenario, type Scenario } from '../../sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type EditableAssembly } from './example-assembly.ts';
import type { ClockRun } from './play-clocks.ts';

/** The same story of fewer cases, which come at the same rate. */
function ofFewer(scenario: Scenario, cases: number): Scenario {
  const steps = scenario.steps.map((step) => {
    if (!('create-cases' in step)) return step;
    const { count, over, ...rest } = step['create-cases'];
    const shorter = over === undefined ? {} : { over: Math.round((over * cases) / count) };
    return { 'create-cases': { ...rest, count: cases, ...shorter } };
  });
  return { ...scenario, steps };
}

/**
 * Plays a story about many cases with fewer of them, over the real templates and bundles: the whole one is
 * `casewarden start --scenario <name> --exit`. `edit` plants a fault in what is deployed.
 */
export async function playCrowd(
  name: string,
  cases: number,
  edit?: (assembly: EditableAssembly) => void,
): Promise<ClockRun> {
  const scenario = ofFewer(loadScenario(name), cases);
  const shared = await sharedAssembly(scenario.policy);
  const assemblyDirectory = edit === undefined ? shared.directory : shared.copy(edit);
  const sandbox = await startSandbox({ assemblyDirectory, start: scenario.start });
  try {
    const result = await sandbox.play(scenario);
    sandbox.views.settle();
    const failures = sandbox.kernel.journal
      .entries()
      .filter(
        ({ kind, detail }) => kind === 'sandbox.fault' || (kind === 'function.invoked' && detail['ok'] === false),
      );
    const days = (sandbox.kernel.clock.now() - Date.parse(scenario.start)) / 86_400_000;
    return { result, events: sandbox.views.timeline(), failures, days };
  } finally {
    await sandbox.close();
    shared.remove();
  }
}
