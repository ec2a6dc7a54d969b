import { describe, expect, test } from 'vitest';
import { readSettings, SettingsError } from '../../lib/read-settings.ts';

const read = (context: Record<string, unknown>, files: readonly string[] = []) =>
  readSettings(
    (key) => context[key],
    (path) => files.includes(path),
  );

describe('settings of a deployment', () => {
  test('without any context are those of the example on stage dev', () => {
    expect(read({})).toEqual({
      policyPath: 'examples/first-desk.yaml',
      stage: 'dev',
      secretNames: { slack: 'casewarden/slack', salesforce: 'casewarden/salesforce' },
    });
  });

  test('prefer a casewarden.yaml of one’s own to the example', () => {
    expect(read({}, ['casewarden.yaml']).policyPath).toBe('casewarden.yaml');
  });

  test('come from the context key casewarden', () => {
    const casewarden = {
      policyPath: 'desk.yaml',
      stage: 'prod',
      permissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
      bootstrapQualifier: 'desk1',
      secretNames: { slack: 'team/slack' },
    };
    expect(read({ casewarden })).toEqual({
      ...casewarden,
      secretNames: { slack: 'team/slack', salesforce: 'casewarden/salesforce' },
    });
  });

  test('are overridden one by one on the command line', () => {
    expect(read({ casewarden: { stage: 'prod', policyPath: 'desk.yaml' }, 'casewarden-stage': 'trial' })).toMatchObject(
      {
        stage: 'trial',
        policyPath: 'desk.yaml',
      },
    );
  });

  test.each([
    ['an unknown key', { casewarden: { Stage: 'x' } }, /casewarden\.Stage: found "x"; allowed: one of the keys/],
    ['a stage with capitals', { 'casewarden-stage': 'Prod' }, /setting stage: found "Prod"; allowed: lower-case/],
    ['a stage that is too long', { 'casewarden-stage': 'a'.repeat(17) }, /setting stage/],
    ['a stage that is a number', { casewarden: { stage: 3 } }, /setting stage: found 3/],
    ['a qualifier with a hyphen', { 'casewarden-bootstrapQualifier': 'a-b' }, /setting bootstrapQualifier/],
    ['settings that are no object', { casewarden: 'dev' }, /setting casewarden: found "dev"/],
    ['an unknown secret', { casewarden: { secretNames: { hubspot: 'x' } } }, /secretNames\.hubspot/],
    ['a secret name with a space', { casewarden: { secretNames: { slack: 'a b' } } }, /secretNames\.slack/],
  ])('refuse %s, and say what is allowed', (_what, context, message) => {
    expect(() => read(context)).toThrow(SettingsError);
    expect(() => read(context)).toThrow(message);
  });
});
