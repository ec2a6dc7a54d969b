import { join, relative } from 'node:path';
import type { Language } from '../sandbox/control/sentences.ts';
import { loadScenario, ScenarioFileError, scenarioNames, type Scenario } from '../sandbox/scenarios/scenario.ts';
import { UsageError, type CommandIo } from './command.ts';
import { repositoryRoot } from './policy-path.ts';

/** What `--scenario` takes to list them. */
export const listWord = 'list';

/** For the help of an option that takes a scenario. */
export const scenarioHelp = `which story: ${scenarioNames.join(', ')} (default: ${scenarioNames[0]})`;

/** The scenario of that name. @throws UsageError naming those there are */
export function scenarioOf(given: string | undefined): Scenario {
  try {
    return loadScenario(given ?? scenarioNames[0]);
  } catch (error) {
    if (error instanceof ScenarioFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Every scenario with what it tells and of which policy file, a line each. */
export function scenarioList(language: Language): string {
  const width = Math.max(...scenarioNames.map((name) => name.length));
  return scenarioNames
    .map((name) => {
      const { title, policy } = loadScenario(name);
      return `${name.padEnd(width)}  ${title[language]}${policy === undefined ? '' : ` (examples/${policy})`}\n`;
    })
    .join('');
}

/** The policy file that is given, else the one that the scenario is told of, else undefined. */
export function policyOfScenario(
  given: string | undefined,
  { policy }: Scenario,
  io: Pick<CommandIo, 'workingDirectory'>,
): string | undefined {
  if (given !== undefined || policy === undefined) return given;
  const path = join(repositoryRoot, 'examples', policy);
  const shown = relative(io.workingDirectory, path);
  return shown.startsWith('..') ? path : shown;
}
