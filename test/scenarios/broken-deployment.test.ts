import { afterAll, beforeAll, expect, test } from 'vitest';
import { functionSpecs } from '../../lib/function-specs.ts';
import { loadScenario } from '../../sandbox/scenarios/scenario.ts';
import { DeploymentError, startSandbox } from '../../sandbox/start-sandbox.ts';
import { sharedAssembly, type EditableAssembly, type ExampleAssembly, type FoundResource } from './example-assembly.ts';

/*
 * One piece taken out of the synthesized templates or bundles at a time: the scenario must fail, and say which step is
 * missing and why. This is what shows that nothing on the path is faked.
 */

const scenario = loadScenario('consultation');

let example: ExampleAssembly;
beforeAll(async () => (example = await sharedAssembly()));
afterAll(() => example.remove());

const only = (assembly: EditableAssembly, type: string, where: (one: FoundResource) => boolean = () => true) => {
  const found = assembly.resources().filter((one) => one.type === type && where(one));
  if (found.length !== 1)
    throw new Error(`expected one ${type}, found ${found.map(({ logicalId }) => logicalId).join(', ')}`);
  return found[0]!;
};

/** The function of a spec: what `lib` writes into the template as its description is the spec's purpose. */
const functionNamed = (assembly: EditableAssembly, name: string): FoundResource => {
  const { purpose } = functionSpecs.find((spec) => spec.name === name)!;
  return only(assembly, 'AWS::Lambda::Function', ({ properties }) => properties['Description'] === purpose);
};

interface Played {
  /** The first that is missing, or `none`. */
  readonly step: string;
  readonly because: string;
  /** What each fault is called. */
  readonly faults: readonly string[];
  /** Rules that Cases' events were delivered by. */
  readonly rules: readonly string[];
}

/** Plays the scenario; a deployment that fails counts as its first missing step. */
async function played(edit: (assembly: EditableAssembly) => void): Promise<Played> {
  const assemblyDirectory = example.copy(edit);
  let sandbox;
  try {
    sandbox = await startSandbox({ assemblyDirectory, start: scenario.start });
  } catch (error) {
    if (error instanceof DeploymentError) return { step: 'deployment', because: error.message, faults: [], rules: [] };
    throw error;
  }
  try {
    const { steps } = await sandbox.play(scenario);
    const missing = steps.find(({ outcome }) => outcome === 'missing');
    const { faults } = await sandbox.control.faults({});
    return {
      step: missing?.step.en ?? 'none',
      because: (missing?.because?.en ?? []).join('\n'),
      faults: faults.map(({ title }) => title.en),
      rules: sandbox.kernel.journal
        .entries()
        .filter(({ kind }) => kind === 'event.delivered')
        .map(({ detail }) => String(detail['rule'])),
    };
  } finally {
    await sandbox.close();
  }
}

test.each([
  ['ensure-instance', 'deployment', /Custom::\w+.*function .* failed without answering/],
  ['ensure-case-schema', 'deployment', /Custom::\w+.*function .* failed without answering/],
  ['store-policy', 'deployment', /Custom::CompiledPolicy.*function .* failed without answering/],
  ['advance', 'crm.upserted', /function .*advance.* failed/i],
  ['tick', 'sla.breached', /function .*tick.* failed/i],
  ['dispatch-case-update', 'owner.changed', /function \S*CaseUpdate\S* failed/],
  ['dispatch-mail', 'mail.sent', /function \S*Mail\S* failed/],
  ['dispatch-task', 'task.created', /function \S*Task\S* failed/],
  ['dispatch-slack', 'slack.posted', /function \S*Slack\S* failed/],
  ['sink-salesforce', 'crm.upserted', /function \S*Salesforce\S* failed/],
])('without the code of %s, %s is missing', async (name, step, because) => {
  const missing = await played((assembly) => assembly.removeCode(functionNamed(assembly, name)));
  expect(missing.step).toBe(step);
  expect(missing.because).toMatch(because);
});

test('without the event rule nobody takes the events of Cases, and the sweep brings every case', async () => {
  const missing = await played((assembly) =>
    assembly.removeResource(
      only(assembly, 'AWS::Events::Rule', ({ properties }) => JSON.stringify(properties).includes('aws.cases')),
    ),
  );
  expect(missing.step).toBe('none');
  expect(missing.rules.filter((rule) => rule.includes('CaseEvents'))).toEqual([]);
  expect(missing.rules).not.toEqual([]);
});

test.each([
  ['the inbox', 'aws.cases', 'none'],
  ['the queue of the sink', 'Sink Ready', 'crm.upserted'],
])('without the policy of %s its events are dropped, and only the sweep can help', async (_queue, inPattern, step) => {
  const missing = await played((assembly) => {
    const rule = only(assembly, 'AWS::Events::Rule', ({ properties }) =>
      JSON.stringify(properties['EventPattern']).includes(inPattern),
    );
    const [target] = rule.properties['Targets'] as { Arn: { 'Fn::GetAtt': [string, string] } }[];
    const queue = target!.Arn['Fn::GetAtt'][0];
    assembly.removeResource(
      only(assembly, 'AWS::SQS::QueuePolicy', ({ properties }) =>
        JSON.stringify(properties['Queues']).includes(`"${queue}"`),
      ),
    );
  });
  expect(missing.step).toBe(step);
  expect(missing.faults.join('\n')).toMatch(/An event of \S+ did not reach \w+Queue/);
});

test('without the association of the Cases domain, no flow can make a case', async () => {
  const missing = await played((assembly) => assembly.removeResource(only(assembly, 'Custom::CasesAssociation')));
  expect(missing.step).toBe('case.created');
  expect(missing.because).toMatch(/no case: the flow module did not create one/);
});

test.each([['Custom::CaseEventConfiguration'], ['Custom::CaseEventsAssociation']])(
  'without the onboarding %s, rules do not run',
  async (type) => {
    const missing = await played((assembly) => assembly.removeResource(only(assembly, type)));
    expect(missing.step).toBe('sla.attached');
    expect(missing.because).toMatch(/Contact Lens rules .*did not run/);
  },
);

test('without the rule that assigns the SLA, no SLA is attached', async () => {
  const missing = await played((assembly) => assembly.removeResource(only(assembly, 'AWS::Connect::Rule')));
  expect(missing.step).toBe('sla.attached');
});
