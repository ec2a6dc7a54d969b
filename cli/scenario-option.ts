import { loadScenario, ScenarioFileError, scenarioNames, type Scenario } from '../sandbox/scenarios/scenario.ts';
import { UsageError } from './command.ts';

/** The scenario of that name. @throws UsageError naming those there are */
export function scenarioOf(given: string | undefined): Scenario {
  try {
    return loadScenario(given ?? scenarioNames[0]);
  } catch (error) {
    if (error instanceof ScenarioFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
