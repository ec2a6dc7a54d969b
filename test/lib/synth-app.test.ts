import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { synthApp, type SynthAppProps } from '../../lib/synth-app.ts';
import { firstDesk, firstDeskWith, settings } from './support/first-desk.ts';
import { stubBundles as bundles } from './support/stub-bundles.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { templatesIn } from './support/template.ts';

const synth = (change: Partial<SynthAppProps> = {}) =>
  synthApp({ policy: firstDesk, settings, bundles, outdir: temporaryFolder(), checks: false, ...change });

describe('a synthesis in this process', () => {
  test('deploys the stacks one after the other', () => {
    const stacks = synth().stacks;
    expect(stacks.map((stack) => stack.stackName)).toEqual([
      'Casewarden-dev-State',
      'Casewarden-dev-Intake',
      'Casewarden-dev-Automation',
      'Casewarden-dev-Delivery',
      'Casewarden-dev-Operations',
    ]);
    for (const [index, stack] of stacks.slice(1).entries()) {
      expect(stack.dependencies.map(({ id }) => id)).toContain(stacks[index]?.id);
    }
  });

  test('writes into the folder it is given', () => {
    const outdir = temporaryFolder();
    expect(synth({ outdir }).directory).toBe(outdir);
    expect(readdirSync(outdir)).toContain('manifest.json');
  });

  test('gives another stage other names everywhere, so that two can share an account', () => {
    const directory = synth({ settings: { ...settings, stage: 'trial' } }).directory;
    const templates = templatesIn(directory);
    expect([...templates.keys()].every((name) => name.startsWith('Casewarden-trial-'))).toBe(true);
    const text = JSON.stringify([...templates.values()]);
    expect(text).toContain('"casewarden-trial"');
    expect(text).toContain('casewarden.trial.first-response.on-case-create');
    expect(text).toContain('区分 [trial]');
    expect(text).not.toMatch(/casewarden[-.]dev|Casewarden-dev/);
  });

  test('leaves Delivery out when there is no sink', () => {
    const { sinks: _none, ...policy } = firstDesk.policy;
    const names = synth({ policy: { ...firstDesk, policy } }).stacks.map((stack) => stack.stackName);
    expect(names).not.toContain('Casewarden-dev-Delivery');
    expect(names).toHaveLength(4);
  });

  test('is refused in a Region without Cases', () => {
    const instance = firstDesk.policy.connect.instance.replace('ap-northeast-1', 'eu-west-1');
    expect(() => synth({ policy: firstDeskWith({ connect: { instance, casesDomain: 'create' } }) })).toThrow(
      /Amazon Connect Cases does not exist in Region eu-west-1/,
    );
  });

  test('of the same policy gives the same templates', () => {
    const [one, other] = [synth(), synth()].map(({ directory }) => [...templatesIn(directory)]);
    expect(one).toEqual(other);
  });

  test('stores the compiled policy with the ids that CloudFormation fills in', () => {
    const automation = templatesIn(synth().directory).get('Casewarden-dev-Automation');
    const row = Object.values(automation?.Resources ?? {}).find(({ Type }) => Type === 'Custom::CompiledPolicy');
    const policy = JSON.stringify(row?.Properties?.['Policy']);
    expect(policy).toContain('Fn::GetStackOutput');
    expect(policy).toContain('targetSeconds\\":1800');
  });
});
