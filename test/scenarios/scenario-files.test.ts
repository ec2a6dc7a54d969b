import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { policyOfScenario } from '../../cli/scenario-option.ts';
import { repositoryRoot } from '../../cli/policy-path.ts';
import { loadScenario, scenarioNames } from '../../sandbox/scenarios/scenario.ts';

/** Instants at which a story stands still or looks for something, in the order in which it is told. */
const instantsOf = (name: string): number[] => {
  const { start, steps } = loadScenario(name);
  const told = steps.flatMap((step) => ['at', 'until'].flatMap((key) => (step as Record<string, unknown>)[key] ?? []));
  return [start, ...told].map((instant) => Date.parse(instant as string));
};

test.each(scenarioNames)('%s is told in the order of time', (name) => {
  const instants = instantsOf(name);
  expect(instants).toEqual(instants.toSorted((one, other) => one - other));
  expect(loadScenario(name).name).toBe(name);
});

/** Stories about many cases in a short time. */
const crowded = ['storm', 'lost-events'];

test.each(scenarioNames.filter((name) => loadScenario(name).policy !== undefined))(
  '%s is told of a shipped policy file with its lock file; one about clocks over two weeks at least',
  (name) => {
    const instants = instantsOf(name);
    if (!crowded.includes(name)) expect(instants.at(-1)! - instants[0]!).toBeGreaterThanOrEqual(14 * 86_400_000);
    const policy = `${repositoryRoot}/examples/${loadScenario(name).policy}`;
    expect(existsSync(policy)).toBe(true);
    expect(existsSync(policy.replace('.yaml', '.lock.json'))).toBe(true);
  },
);

test('a policy file that is given wins over the one of the scenario, which wins over the default', () => {
  const io = { workingDirectory: repositoryRoot };
  expect(policyOfScenario('desk.yaml', loadScenario('dst'), io)).toBe('desk.yaml');
  expect(policyOfScenario(undefined, loadScenario('dst'), io)).toBe('examples/clocks-desk.yaml');
  expect(policyOfScenario(undefined, loadScenario('dst'), { workingDirectory: '/' })).toMatch(/clocks-desk\.yaml$/);
  expect(policyOfScenario(undefined, loadScenario('consultation'), io)).toBeUndefined();
});
