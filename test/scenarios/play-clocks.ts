import type { PublicEvent, PublicEventKind } from '../../sandbox/control/public-event.ts';
import type { ScenarioResult } from '../../sandbox/scenarios/run-scenario.ts';
import { loadScenario } from '../../sandbox/scenarios/scenario.ts';
import { startSandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type EditableAssembly } from './example-assembly.ts';

/*
 * The scenarios about clocks: weeks of virtual time over the real templates and bundles of examples/clocks-desk.yaml. Of all
 * that is deployed the schedules are set otherwise: `tick` comes every fourteen minutes, and looks as far ahead, so that a week
 * is 720 idle ticks instead of 10,080; what it sends ahead arrives on the second all the same. idle-hours.test.ts and
 * consultation.test.ts have it come each minute. What a story does not wait for, the sweep or the hours, is looked at less often.
 */
const tickMinutes = 14;

/** A schedule that the story waits for, and that comes as often as it is deployed. */
export type Awaited = 'sweeps' | 'refresh-hours';
const schedules: Readonly<
  Record<Awaited, { readonly deployed: string; readonly rare: string; readonly many: number }>
> = {
  sweeps: { deployed: 'rate(5 minutes)', rare: 'rate(90 minutes)', many: 2 },
  'refresh-hours': { deployed: 'rate(1 hour)', rare: 'rate(12 hours)', many: 1 },
};

export interface ClockRun {
  readonly result: ScenarioResult;
  readonly events: readonly PublicEvent[];
  /** Of the sandbox itself, and of functions. */
  readonly failures: readonly unknown[];
  /** Virtual days between the start of the story and its end. */
  readonly days: number;
}

/** Plays a scenario to its end, or to the first step that does not happen. `edit` plants a fault in what is deployed. */
export async function playClocks(
  name: string,
  edit?: (assembly: EditableAssembly) => void,
  awaited: readonly Awaited[] = [],
): Promise<ClockRun> {
  const scenario = loadScenario(name);
  const shared = await sharedAssembly(scenario.policy);
  const assemblyDirectory = shared.copy((assembly) => {
    tickLessOften(assembly);
    for (const one of Object.keys(schedules) as Awaited[]) if (!awaited.includes(one)) makeRare(assembly, one);
    edit?.(assembly);
  });
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

/** The steps that did not happen, with the reasons: empty when the scenario passed. */
export const notHappened = ({ result }: ClockRun): unknown[] =>
  result.steps
    .filter(({ outcome }) => outcome !== 'happened')
    .map(({ number, step, outcome, because }) => ({ number, step: step.en, outcome, because: because?.en }));

/** Why the first step that is missing is so: what the scenario says, then what the run shows. */
export function firstMissing({ result }: ClockRun): { readonly because: string } {
  const missing = result.steps.find(({ outcome }) => outcome === 'missing');
  return { because: (missing?.because?.en ?? []).join('\n') };
}

/** How often each of these kinds came. */
export const counts = ({ events }: ClockRun, ...kinds: PublicEventKind[]): Record<string, number> =>
  Object.fromEntries(kinds.map((kind) => [kind, events.filter((event) => event.kind === kind).length]));

/** Changes the compiled policy as it will be stored: every occurrence of a piece of its JSON. */
export function editPolicy(assembly: EditableAssembly, from: string, to: string): void {
  const [row] = assembly.resources().filter(({ type }) => type === 'Custom::CompiledPolicy');
  let found = false;
  assembly.editTexts(row!, (text) => {
    found ||= text.includes(from);
    return text.replaceAll(from, to);
  });
  if (!found) throw new Error(`the compiled policy does not hold ${from}`);
}

function makeRare(assembly: EditableAssembly, schedule: Awaited): void {
  const { deployed, rare, many } = schedules[schedule];
  let changed = 0;
  for (const resource of assembly.resources()) {
    if (resource.type !== 'AWS::Scheduler::Schedule' || resource.properties['ScheduleExpression'] !== deployed)
      continue;
    assembly.editTexts(resource, (text) => (text === deployed ? rare : text));
    changed += 1;
  }
  if (changed !== many) throw new Error(`${many} schedules of ${schedule} were to be changed, ${changed} were`);
}

/** Has `tick` come less often and look further ahead, and tells `advance` of it. */
function tickLessOften(assembly: EditableAssembly): void {
  let changed = 0;
  for (const resource of assembly.resources()) {
    if (resource.type !== 'AWS::Lambda::Function' && resource.type !== 'AWS::Scheduler::Schedule') continue;
    const isLookAhead = JSON.stringify(resource.properties).includes('"LOOK_AHEAD_SECONDS":"120"');
    assembly.editTexts(resource, (text) => {
      const next =
        text === 'rate(1 minute)'
          ? `rate(${tickMinutes} minutes)`
          : isLookAhead && text === '120'
            ? String(tickMinutes * 60)
            : text;
      if (next !== text) changed += 1;
      return next;
    });
  }
  if (changed !== 3) throw new Error(`tick's schedule and two look-aheads were to be changed, ${changed} were`);
}
