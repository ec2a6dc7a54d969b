import { expect, test } from 'vitest';
import type { JsonObject } from '../../sandbox/kernel/json-object.ts';
import { timelineOf } from '../../sandbox/control/timeline.ts';
import { matchesFacts } from '../../sandbox/scenarios/match-facts.ts';
import { runScenario, type Stage } from '../../sandbox/scenarios/run-scenario.ts';
import { loadScenario, parseScenario } from '../../sandbox/scenarios/scenario.ts';
import { journalOf, start, story } from '../sandbox/control/scripted-journal.ts';

type Script = typeof story;

/** A stage on which a script happens as its clock moves; the owner's answer ends the clock two seconds later. */
function stageOf(script: Script): Stage & { readonly updates: unknown[] } {
  let now = start;
  let current: Script = script;
  const updates: unknown[] = [];
  const rules = new Map<string, JsonObject>();
  const entries = () => journalOf(current.filter(([seconds]) => start + seconds * 1000 <= now)).entries();
  const moments = () => current.map(([seconds]) => start + seconds * 1000).filter((at) => at > now);
  return {
    updates,
    journal: entries,
    timeline: () => timelineOf(entries()),
    startChat: async () => 'contact-1',
    createCase: async () => 'case-1',
    deleteCase: async () => undefined,
    setEventFaults: (faults) => void updates.push(faults),
    createRule: async (rule) => void rules.set(rule.name, { ...rule }),
    overrideHours: async (override) => void updates.push(override),
    describeRule: async (name) => rules.get(name),
    slasOf: async () => [{ name: 'first-response', status: 'Active', targetTime: '2026-11-26T13:30:03.000Z' }],
    updateCase: async (change) => {
      updates.push(change);
      const at = (now - start) / 1000;
      const status = { changed: { status: { from: 'open', to: 'in_progress' } } };
      const ended = {
        source: 'casewarden',
        detailType: 'SLA Ended',
        detail: { caseId: 'case-1', verdict: 'met-late' },
      };
      current = [
        ...current,
        [at, { kind: 'case.updated', caseId: 'case-1', detail: status }],
        [at + 2, { kind: 'event.received', detail: ended }],
      ];
    },
    now: () => now,
    runUntil: async (until, condition = () => false) => {
      while (!condition()) {
        const next = Math.min(...moments());
        now = Math.min(next, until);
        if (next > until) break;
      }
      return true;
    },
  };
}

const without = (kind: string, ...more: Script): Script => [
  ...story.filter(([, entry]) => entry.kind !== kind),
  ...more,
];

test('the consultation passes when everything happens, and the owner answers', async () => {
  const stage = stageOf(story);
  const result = await runScenario(loadScenario('consultation'), stage);
  expect(result.steps.filter(({ outcome }) => outcome !== 'happened')).toEqual([]);
  expect(result.passed).toBe(true);
  expect(stage.updates).toMatchObject([{ caseId: 'case-1', fields: { status: 'in_progress' } }]);
});

test.each<[string, Script, string, RegExp]>([
  [
    'a queue policy that is gone',
    without('event.received', [
      1,
      {
        kind: 'event.dropped',
        detail: {
          rule: 'case-events',
          target: 'inbox',
          reason: 'the queue policy does not allow events.amazonaws.com',
        },
      },
    ]),
    'sla.breached',
    /did not reach its target inbox: the queue policy does not allow/,
  ],
  [
    'an event rule that is gone',
    without('crm.upserted'),
    'crm.upserted',
    /no rule took the event "Amazon Connect Cases Change" \(aws\.cases\) on bus default/,
  ],
  [
    'a function that does not load',
    without('mail.sent', [
      1803,
      { kind: 'function.invoked', detail: { name: 'dispatch-mail', ok: false, error: 'Cannot find module index.mjs' } },
    ]),
    'mail.sent',
    /function dispatch-mail failed: Cannot find module/,
  ],
  [
    'onboarding that is gone',
    [
      ...story.filter(([, { detail }]) => detail?.['type'] !== 'Sla'),
      [3, { kind: 'rule.not-run', detail: { trigger: 'OnCaseCreate', reason: 'no event configuration' } }],
    ],
    'sla.attached',
    /Contact Lens rules \(OnCaseCreate\) did not run: no event configuration/,
  ],
])('%s names the missing step and what the run shows', async (_name, script, missing, shown) => {
  const result = await runScenario(loadScenario('consultation'), stageOf(script));
  const failed = result.steps.find(({ outcome }) => outcome === 'missing')!;
  expect(result.passed).toBe(false);
  expect(failed.step.en).toBe(missing);
  expect(failed.because!.en.join('\n')).toMatch(shown);
  expect(result.steps.at(-1)!.outcome).toBe('not-reached');
});

test('the same thing twice fails the story', async () => {
  const mail = story.find(([, { kind }]) => kind === 'mail.sent')![1];
  const result = await runScenario(loadScenario('consultation'), stageOf([...story, [1820, mail]]));
  expect(result.steps.find(({ outcome }) => outcome === 'missing')?.because?.en[0]).toBe('the mail was sent twice');
});

test.each<[string, unknown, unknown, boolean]>([
  ['equal scalars', { a: 1 }, { a: 1, b: 2 }, true],
  ['another scalar', { a: 1 }, { a: '1' }, false],
  ['a text inside', { a: '~lo w' }, { a: 'hello world' }, true],
  ['a scalar in a list', { to: '~@x' }, { to: ['a@y', 'b@x'] }, true],
  ['a missing key', { a: 1 }, {}, false],
  ['a list part by part', { a: [2] }, { a: [1, 2] }, true],
  ['the same instant in another zone', { a: '@2026-11-24T15:30:00+09:00' }, { a: '2026-11-24T06:30:00.000Z' }, true],
  ['an instant a millisecond off', { a: '@2026-11-24T15:30:00+09:00' }, { a: '2026-11-24T06:30:00.001Z' }, false],
  ['an instant within two minutes', { a: '~@2026-11-24T15:30:00+09:00' }, { a: '2026-11-24T06:32:00.000Z' }, true],
  ['an instant further off', { a: '~@2026-11-24T15:30:00+09:00' }, { a: '2026-11-24T06:32:00.001Z' }, false],
  ['an instant where there is none', { a: '~@2026-11-24T15:30:00+09:00' }, {}, false],
])('facts match: %s', (_name, wanted, actual, expected) => {
  expect(matchesFacts(wanted, actual)).toBe(expected);
});

test.each([
  ['an unknown kind', 'steps: [{ expect: case.invented, within: 1s, because: { ja: x, en: x } }]', /steps\.0/],
  ['a step that is none', 'steps: [{ dance: true }]', /steps\.0/],
  ['a duration without a unit', 'steps: [{ wait: 5 }]', /steps\.0/],
  ['neither within nor at', 'steps: [{ expect: case.created, because: { ja: x, en: x } }]', /steps\.0/],
  ['an instant without a zone', "steps: [{ at: '2026-11-24T15:30:00' }]", /steps\.0/],
])('a scenario with %s is refused with its place', (_name, steps, message) => {
  const head = 'name: x\ntitle: { ja: x, en: x }\nstart: "2026-11-26T13:00:00Z"\n';
  expect(() => parseScenario('x.yaml', head + steps)).toThrow(message);
});

test('a scenario that is not there is refused with those that are', () => {
  expect(() => loadScenario('nothing')).toThrow(
    'there is no scenario "nothing"; there are: consultation, business-hours, ',
  );
});

const because = { ja: 'だめ', en: 'not so' };
const told = (steps: unknown[]) =>
  parseScenario('x.yaml', JSON.stringify({ name: 'x', title: because, start: '2026-11-26T22:00:00+09:00', steps }));
const outcomeOf = async (steps: unknown[], script: Script = story) => {
  const result = await runScenario(told(steps), stageOf(script));
  const failed = result.steps.find(({ outcome }) => outcome === 'missing');
  return failed === undefined ? 'passed' : `${failed.number}: ${failed.because!.en.join(' | ')}`;
};
const made = {
  'create-case': { case: 'one', as: { integration: 'shop' }, template: 't', customer: '山田', title: 'x' },
};
const rule = {
  'console-rule': {
    name: 'r',
    on: 'OnCaseCreate',
    template: 't',
    assign: { sla: 's', minutes: 5, field: 'status', value: 'closed' },
  },
};

const hours = { 'console-hours': { hours: 'h', name: 'o', date: '2026-11-24', open: ['12:00-18:00'] } };

test.each<[string, unknown[], string]>([
  [
    'at its instant, on its case',
    [made, { expect: 'sla.breached', case: 'one', at: '2026-11-26T22:30:01+09:00', because }],
    'passed',
  ],
  [
    'at another instant',
    [made, { expect: 'sla.breached', case: 'one', at: '2026-11-26T22:40:00+09:00', because }],
    '2: not so | sla.breached came at 2026-11-26T13:30:01.000Z instead of 2026-11-26T22:40:00+09:00: {"policy":"first-response"',
  ],
  [
    'with other facts',
    [made, { expect: 'sla.breached', where: { deadline: '@2026-11-26T23:00:00+09:00' }, within: '1h', because }],
    '2: not so | what happened: 2026-11-26T13:30:01.000Z sla.breached {',
  ],
  [
    'on a case that nobody made',
    [{ expect: 'sla.breached', case: 'two', within: '1h', because }],
    '1: there is no case two yet',
  ],
  [
    'to an instant that has passed',
    [{ wait: '1h' }, { at: '2026-11-26T22:10:00+09:00' }],
    '2: 2026-11-26T22:10:00+09:00 has passed already',
  ],
  [
    'never, though it came',
    [{ 'expect-never': 'sla.breached', until: '2026-11-26T23:00:00+09:00', because }],
    '1: not so | what happened',
  ],
  ['never, and it did not', [{ 'expect-never': 'case.deleted', during: '3d', because }], 'passed'],
  [
    'the SLAs that agents see',
    [made, { 'expect-slas': { are: [{ name: 'first-response', status: 'Active' }] }, because }],
    'passed',
  ],
  [
    'other SLAs',
    [made, { 'expect-slas': { are: [{ name: 'other' }] }, because }],
    '2: not so | SLAs of the case: {"name":"first-response"',
  ],
  ['one SLA too many', [made, { 'expect-slas': { are: [] }, because }], '2: not so'],
  ['a rule that nobody touched', [rule, { 'expect-rule-untouched': 'r', because }], 'passed'],
  ['a rule that nobody made', [{ 'expect-rule-untouched': 'r', because }], '1: not so'],
])('a story that expects something %s', async (_name, steps, outcome) => {
  const said = await outcomeOf(steps);
  expect(said.slice(0, outcome.length)).toBe(outcome);
});

test('steps read as sentences in both languages', async () => {
  const { steps } = await runScenario(
    told([
      made,
      { 'update-case': { as: 'sato', set: { status: 'closed' } } },
      rule,
      hours,
      { wait: '1d' },
      { wait: '90s' },
    ]),
    stageOf(story),
  );
  expect(steps.map(({ step }) => step.en)).toEqual([
    'shop makes a case of the template “t” (case one)',
    'sato sets status = closed',
    'the admin makes the rule “r” in the console (OnCaseCreate: SLA “s”)',
    'the admin overrides the hours “h” of 2026-11-24 in the console: 12:00-18:00',
    'wait 1 d',
    'wait 1 min 30 s',
  ]);
  expect(steps.map(({ step }) => step.ja)).toEqual([
    'shop がテンプレート「t」のケースを作る (ケース one)',
    'sato がケースの項目を変える: status = closed',
    '管理者がコンソールでルール「r」を作る (OnCaseCreate: SLA「s」)',
    '管理者がコンソールで 2026-11-24 の営業時間「h」を変える: 12:00-18:00',
    '1 日待つ',
    '1 分 30 秒待つ',
  ]);
});
