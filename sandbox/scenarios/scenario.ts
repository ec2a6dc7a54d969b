import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { words } from './step-parts.ts';
import { step } from './steps.ts';

/** A story that the sandbox can play: data, no code. */
const scenario = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: words,
  /** The shipped example that it is told of, a file of `examples/`; absent when any desk with a consultation chat will do. */
  policy: z
    .string()
    .regex(/^[a-z][a-z0-9-]*\.yaml$/, 'a file of examples/, like first-desk.yaml')
    .optional(),
  /** Where the clock stands when the story begins; kept in UTC. */
  start: z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
  steps: z.array(step).min(1),
});
export type Scenario = z.infer<typeof scenario>;

/** A scenario that cannot be read; says which and why. */
export class ScenarioFileError extends Error {
  override readonly name = 'ScenarioFileError';
  readonly retryable = false;
}

/** Parses the YAML of a scenario. @throws ScenarioFileError */
export function parseScenario(path: string, yaml: string): Scenario {
  const document = parseDocument(yaml);
  const [fault] = document.errors;
  if (fault) throw new ScenarioFileError(`${path}: ${fault.message}`, { cause: fault });
  const parsed = scenario.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`);
  throw new ScenarioFileError(`${path}: ${problems.join('; ')}`, { cause: parsed.error });
}

/** The scenarios that come with the sandbox, by name; the first is played when nobody chooses. */
export const scenarioNames = [
  'consultation',
  'business-hours',
  'pause-and-resume',
  'reopened',
  'priority-raised',
  'made-in-console',
  'dst',
  'storm',
] as const;

/** Loads a scenario that comes with the sandbox. @throws ScenarioFileError naming those there are */
export function loadScenario(name: string): Scenario {
  if (!(scenarioNames as readonly string[]).includes(name))
    throw new ScenarioFileError(`there is no scenario "${name}"; there are: ${scenarioNames.join(', ')}`);
  const path = new URL(`./${name}.yaml`, import.meta.url);
  return parseScenario(`${name}.yaml`, readFileSync(path, 'utf8'));
}
