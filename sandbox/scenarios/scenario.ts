import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import * as z from 'zod';
import { publicEventKind } from '../control/public-event.ts';

const words = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) });

/** `90s`, `30m`, `2h` of virtual time, as milliseconds. */
const virtualDuration = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, 'a duration like 5s, 30m or 2h')
  .transform((value) => {
    const [, amount, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(value)!;
    return Number(amount) * { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit as 'ms'];
  });

/** Facts that must be there: scalars equal, `~text` contained in a text, lists and maps part by part. */
const facts = z.record(z.string(), z.unknown());

const chat = z.strictObject({
  chat: z.strictObject({
    /** Name of the contact flow; a prefix such as the deployment's is allowed before it. */
    flow: z.string(),
    customer: z.string(),
    /** Answers of the pre-chat form, by attribute name. */
    answers: z.record(z.string(), z.string()),
  }),
});
const expectation = z.strictObject({
  expect: publicEventKind,
  where: facts.optional(),
  /** Of virtual time, from when this step begins. */
  within: virtualDuration,
  /** What is missing when it does not come, naming the component. */
  because: words,
});
const never = z.strictObject({
  'expect-never': publicEventKind,
  where: facts.optional(),
  during: virtualDuration,
  because: words,
});
const wait = z.strictObject({ wait: virtualDuration });
const updateCase = z.strictObject({
  'update-case': z.strictObject({
    /** A user name of the instance, or `owner`: whom the case belongs to at that moment. */
    as: z.string(),
    set: z.record(z.string(), z.string()),
  }),
});

const step = z.union([chat, expectation, never, wait, updateCase]);
export type ScenarioStep = z.infer<typeof step>;

/** A story that the sandbox can play: data, no code. */
const scenario = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: words,
  /** Where the clock stands when the story begins. */
  start: z.iso.datetime(),
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

/** The scenarios that come with the sandbox, by name. */
export const scenarioNames = ['consultation'] as const;

/** Loads a scenario that comes with the sandbox. @throws ScenarioFileError naming those there are */
export function loadScenario(name: string): Scenario {
  if (!(scenarioNames as readonly string[]).includes(name))
    throw new ScenarioFileError(`there is no scenario "${name}"; there are: ${scenarioNames.join(', ')}`);
  const path = new URL(`./${name}.yaml`, import.meta.url);
  return parseScenario(`${name}.yaml`, readFileSync(path, 'utf8'));
}
