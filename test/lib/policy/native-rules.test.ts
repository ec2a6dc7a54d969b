import { describe, expect, test } from 'vitest';
import type { ClockPolicy, Condition } from '../../../lambda/contract/compiled-policy.ts';
import { attachingTestsOf, ruleObstacle, ruleTestsOf } from '../../../lib/policy/native-rules.ts';

const custom = new Set(['f-priority', 'f-region']);
const row = (changes: Partial<ClockPolicy> = {}, where: Condition = []): ClockPolicy => ({
  name: 'reply',
  kind: 'first-response',
  severity: 'high',
  for: { templateId: 't-1', where },
  start: [],
  until: [{ fieldId: 'status', oneOf: ['closed'] }],
  targetSeconds: 3600,
  reopen: 'continue',
  onChange: 'forward',
  levels: [],
  ...changes,
});

describe('tests of a rule', () => {
  test('are one rule for each combination of values', () => {
    const tests = ruleTestsOf(
      [
        { fieldId: 'f-priority', oneOf: ['high', 'urgent'] },
        { fieldId: 'status', oneOf: ['open'] },
      ],
      custom,
    );
    expect(tests).toEqual({
      alternatives: [
        [
          { fieldId: 'f-priority', value: 'high' },
          { fieldId: 'status', value: 'open' },
        ],
        [
          { fieldId: 'f-priority', value: 'urgent' },
          { fieldId: 'status', value: 'open' },
        ],
      ],
    });
  });

  test.each<[string, Condition, RegExp]>([
    ['a negation', [{ fieldId: 'f-priority', noneOf: ['low'] }], /not documented/],
    ['a question whether a field is set', [{ fieldId: 'f-priority', isSet: true }], /is set/],
    ['an owner', [{ fieldId: 'assigned_user', oneOf: ['arn'] }], /cannot compare assigned_user/],
    ['the title', [{ fieldId: 'title', oneOf: ['x'] }], /cannot compare title/],
    ['a number', [{ fieldId: 'f-priority', oneOf: [1] }], /texts only/],
    [
      'too many combinations',
      ['f-priority', 'f-region'].map((fieldId) => ({ fieldId, oneOf: ['1', '2', '3', '4', '5'] })),
      /more than 20 rules/,
    ],
    ['twenty conditions', Array.from({ length: 20 }, () => ({ fieldId: 'status', oneOf: ['open'] })), /20 conditions/],
  ])('cannot be %s', (_what, condition, obstacle) => {
    expect(ruleTestsOf(condition, custom)).toEqual({ obstacle: expect.stringMatching(obstacle) });
  });
});

const open = { fieldId: 'status', oneOf: ['open'] };

describe('a rule that attaches an SLA', () => {
  test('asks for the start of the clock as well', () => {
    const working = { fieldId: 'status', oneOf: ['working', 'waiting'] };
    const later = row({ start: [working] }, [{ fieldId: 'f-priority', oneOf: ['high'] }]);
    const high = { fieldId: 'f-priority', value: 'high' };
    expect(attachingTestsOf(later, custom)).toEqual({
      alternatives: [
        [high, { fieldId: 'status', value: 'working' }],
        [high, { fieldId: 'status', value: 'waiting' }],
      ],
    });
    expect(attachingTestsOf(row(), custom)).toEqual({ alternatives: [[]] });
  });

  test.each<[string, ClockPolicy, readonly ClockPolicy[]]>([
    ['without conditions', row(), []],
    ['with a custom field', row({ kind: 'resolution' }, [{ fieldId: 'f-priority', oneOf: ['high'] }]), []],
    ['that starts by a condition', row({ start: [open] }), []],
    ['that starts by eighteen tests in all', row({ start: Array.from({ length: 17 }, () => open) }, [open]), []],
    ['after a row of another kind', row(), [row({ kind: 'resolution', name: 'solve' })]],
    ['after a row of another template', row(), [row({ for: { templateId: 't-2', where: [] } })]],
    [
      'after a row for another value',
      row({}, [{ fieldId: 'f-priority', oneOf: ['high'] }]),
      [row({ name: 'first' }, [{ fieldId: 'f-priority', oneOf: ['low', 'medium'] }])],
    ],
  ])('attaches the SLA of a row %s', (_what, candidate, earlier) => {
    expect(ruleObstacle(candidate, earlier, custom)).toBeUndefined();
  });

  test.each<[string, ClockPolicy, readonly ClockPolicy[], RegExp]>([
    ['of business hours', row({ calendar: 'desk' }), [], /round the clock/],
    ['of updates', row({ kind: 'update' }), [], /kind update/],
    ['that starts when a field is set', row({ start: [{ fieldId: 'f-priority', isSet: true }] }), [], /is set/],
    ['that starts unless', row({ start: [{ fieldId: 'status', noneOf: ['open'] }] }), [], /not documented/],
    ['that starts by the owner', row({ start: [{ fieldId: 'assigned_user', oneOf: ['arn'] }] }), [], /cannot compare/],
    [
      'that starts by too many values',
      row({ start: [{ fieldId: 'f-region', oneOf: ['1', '2', '3', '4', '5', '6', '7'] }] }, [
        { fieldId: 'f-priority', oneOf: ['1', '2', '3'] },
      ]),
      [],
      /more than 20 rules/,
    ],
    [
      'that starts by nineteen tests',
      row({ start: Array.from({ length: 18 }, () => open) }, [open]),
      [],
      /19 conditions, and a rule 20 with the template and our own field/,
    ],
    ['of seconds', row({ targetSeconds: 90 }), [], /whole minutes/],
    ['after one that may match as well', row(), [row({ name: 'first' })], /may match first/],
    [
      'after one of which a value is shared',
      row({}, [{ fieldId: 'f-priority', oneOf: ['high', 'low'] }]),
      [row({ name: 'first' }, [{ fieldId: 'f-priority', oneOf: ['low'] }])],
      /may match first/,
    ],
  ])('cannot attach the SLA of a row %s', (_what, candidate, earlier, obstacle) => {
    expect(ruleObstacle(candidate, earlier, custom)).toMatch(obstacle);
  });
});
