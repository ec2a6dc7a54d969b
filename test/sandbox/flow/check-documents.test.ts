import { describe, expect, test } from 'vitest';
import { actionRules } from '../../../sandbox/services/connect/flow/action-rules.ts';
import { checkFlow, type FlowHome } from '../../../sandbox/services/connect/flow/check-flow.ts';
import { readModuleContract } from '../../../sandbox/services/connect/flow/module-contract.ts';
import { performers } from '../../../sandbox/services/connect/flow/performers.ts';
import { flowOf, moduleOf } from './flow-steps.ts';
import { contract, inbound, judge, lookups, say } from './judge-flow.ts';

test('every action type that is checked is also run, and the other way round', () => {
  expect(Object.keys(actionRules).sort()).toEqual(Object.keys(performers).sort());
});

describe('documents', () => {
  test('a sound one has no problems', () => {
    expect(judge(flowOf({ say }))).toMatchObject({ problems: [], unsupported: [] });
  });

  const sound = flowOf({ say });
  test.each([
    ['no JSON', '{', 'Content is not a JSON object'],
    ['another version', { ...sound, Version: '2018-01-01' }, 'Version must be "2019-10-30"'],
    ['no actions', { ...sound, Actions: [] }, 'Actions must be a list'],
    ['a start that is not there', { ...sound, StartAction: 'nowhere' }, 'StartAction "nowhere" names no action'],
    ['a target that is not there', flowOf({ say: { ...say, next: 'nowhere' } }), '"nowhere" names no action'],
    [
      'a key of an action that does not exist',
      { ...sound, Actions: [...sound.Actions, { ...sound.Actions[0], Identifier: 'x', Notes: '' }] },
      'Invalid Action property name. Path: Actions[2].Notes',
    ],
    ['an identifier twice', { ...sound, Actions: [...sound.Actions, sound.Actions[0]] }, 'is used twice'],
    ['an identifier with a slash', flowOf({ 'a/b': say }), 'Identifier "a/b"'],
    ['an identifier of 51 characters', flowOf({ ['x'.repeat(51)]: say }), 'too long'],
    ['an identifier that is a property of objects', flowOf({ toString: say }), 'Identifier "toString"'],
    ['settings in a flow', { ...sound, Settings: {} }, 'Path: Settings'],
    [
      'more than 250 actions',
      flowOf(Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`a${index}`, say]))),
      'at most 250',
    ],
    [
      'more than 256,000 characters',
      flowOf({ say: { ...say, parameters: { Text: 'x'.repeat(256_000) } } }),
      'at most 256000',
    ],
  ])('%s', (_why, document, problem) => {
    const checked = typeof document === 'string' ? checkFlow(document, inbound, lookups) : judge(document);
    expect(checked.problems.join('\n')).toContain(problem);
  });
});

describe('modules', () => {
  const home: FlowHome = { kind: 'module', contract };
  const end = (parameters: Record<string, unknown>) =>
    moduleOf({ end: { type: 'EndFlowModuleExecution', parameters } });

  test('content without settings is refused', () => {
    expect(judge(flowOf({ say }), home).problems).toContain('JSON field is missing or null for field name: settings');
  });

  test.each([
    ['a result that is not declared', { Result: 'Success' }, 'no branch "Success"'],
    ['data that is not declared', { ResultData: { other: 'x' } }, 'ResultData.other'],
    ['data of another type', { ResultData: { count: '3' } }, 'declared as integer'],
  ])('%s', (_why, parameters, problem) => {
    expect(judge(end(parameters), home).problems.join()).toContain(problem);
  });

  test('a result and data as declared are sound', () => {
    expect(
      judge(end({ Result: 'created', ResultData: { caseId: '$.Case.case_id', count: 3 } }), home).problems,
    ).toEqual([]);
  });

  test.each([
    ['none', undefined, []],
    ['an empty object', '{}', []],
    ['no JSON', '{', ['Settings is not a JSON object']],
    ['an unknown key', '{"inputs":{}}', ['Settings has an unknown key "inputs"']],
    [
      'a type that does not exist',
      '{"input":{"schema":{"properties":{"a":{"type":"text"}}}}}',
      [
        'Settings.input.schema.properties.a has no type that is allowed: string, number, integer, boolean, object, array, null',
      ],
    ],
    [
      'nine branches',
      JSON.stringify({ transitions: { results: Array.from({ length: 9 }, (_, index) => ({ name: `b${index}` })) } }),
      ['Settings declares 9 custom branches; at most 8 are allowed'],
    ],
  ])('settings: %s', (_why, settings, problems) => {
    expect(readModuleContract(settings).problems).toEqual(problems);
  });
});
