import { describe, expect, test } from 'vitest';
import { actionName, resultWords } from '../../console/src/pages/contact/action-words.ts';
import { edgeLabel } from '../../console/src/pages/contact/branch-words.ts';
import { chooseBranch } from '../../console/src/pages/contact/choose-branch.ts';
import { readFlow, type Branch, type DeployedFlow } from '../../console/src/pages/contact/flow-content.ts';
import { flowGraph, type FlowEdge, type FlowGraph } from '../../console/src/pages/contact/flow-graph.ts';
import { blockSize, layoutFlow } from '../../console/src/pages/contact/flow-layout.ts';
import type { PathStep } from '../../console/src/pages/contact/walk-path.ts';

type Errors = Readonly<Record<string, string>>;
type Conditions = readonly (readonly [operator: string, operand: string, to: string])[];

const action = (
  Identifier: string,
  Type: string,
  next?: string,
  errors: Errors = {},
  conditions: Conditions = [],
  Parameters: object = {},
): object => ({
  Identifier,
  Type,
  Parameters,
  Transitions: {
    ...(next === undefined ? {} : { NextAction: next }),
    Errors: Object.entries(errors).map(([ErrorType, NextAction]) => ({ ErrorType, NextAction })),
    Conditions: conditions.map(([Operator, operand, NextAction]) => ({
      NextAction,
      Condition: { Operator, Operands: [operand] },
    })),
  },
});

const invoke = (identifier: string, done: string, sorry: string): object =>
  action(
    identifier,
    'InvokeFlowModule',
    sorry,
    { NoMatchingCondition: sorry, NoMatchingError: sorry },
    [
      ['Equals', 'created', done],
      ['Equals', 'failed', sorry],
    ],
    { FlowModuleId: 'module-1:live' },
  );

const flows: readonly DeployedFlow[] = [
  {
    flowId: 'flow-1',
    name: 'desk',
    type: 'CONTACT_FLOW',
    content: {
      StartAction: 'hours',
      Actions: [
        action('hours', 'CheckHoursOfOperation', 'sorry', { NoMatchingError: 'sorry' }, [
          ['Equals', 'True', 'ask'],
          ['Equals', 'False', 'sorry'],
        ]),
        action('ask', 'MessageParticipant', 'case-1', { NoMatchingError: 'case-1' }),
        invoke('case-1', 'queue', 'case-2'),
        invoke('case-2', 'queue', 'sorry'),
        action('queue', 'TransferContactToQueue', 'sorry', { QueueAtCapacity: 'sorry', NoMatchingError: 'sorry' }),
        action('sorry', 'MessageParticipant', 'end', { NoMatchingError: 'end' }),
        action('end', 'DisconnectParticipant'),
      ],
    },
  },
  {
    flowId: 'module-1',
    name: 'open-case',
    type: 'MODULE',
    content: {
      StartAction: 'create',
      Actions: [
        action('create', 'CreateCase', 'back', { ContactNotLinked: 'back', NoMatchingError: 'give-up' }),
        action('back', 'EndFlowModuleExecution', undefined, {}, [], { Result: 'created' }),
        action('give-up', 'EndFlowModuleExecution', undefined, {}, [], { Result: 'failed' }),
      ],
      Settings: {},
    },
  },
];

const step = (flow: string, action: string, type: string, result: string): PathStep => ({
  at: '2026-11-26T13:00:00.000Z',
  flow,
  action,
  type,
  result,
});
const intoModule: readonly PathStep[] = [
  step('desk', 'hours', 'CheckHoursOfOperation', 'True'),
  step('desk', 'ask', 'MessageParticipant', 'done'),
  step('desk', 'case-1', 'InvokeFlowModule', 'entered'),
];
const module = 'desk > case-1';

const graphOf = (path: readonly PathStep[], state: 'started' | 'queued' | 'ended' = 'ended'): FlowGraph =>
  flowGraph(flows, { flow: 'desk', path, state });
const edge = (graph: FlowGraph, from: string, to: string): FlowEdge | undefined =>
  graph.edges.find((one) => one.from === from && one.to === to);
const current = (graph: FlowGraph): readonly string[] =>
  graph.blocks.filter(({ isCurrent }) => isCurrent).map(({ key }) => key);
const taken = (graph: FlowGraph): readonly string[] =>
  graph.edges.filter((one) => one.taken !== undefined).map(({ from, to }) => `${from} -> ${to}`);

describe('before a contact', () => {
  test('a flow is drawn alone, with nothing taken', () => {
    const graph = graphOf([]);
    expect(graph.frames.map(({ key }) => key)).toEqual(['desk']);
    expect(graph.blocks).toHaveLength(7);
    expect(graph.blocks.flatMap(({ steps }) => steps)).toEqual([]);
    expect(taken(graph)).toEqual([]);
    expect(current(graph)).toEqual([]);
  });

  test('all branches between two blocks are one edge', () => {
    expect(edge(graphOf([]), 'desk/hours', 'desk/sorry')?.branches.map(({ kind }) => kind)).toEqual([
      'condition',
      'error',
      'next',
    ]);
  });

  test('no flow, no blocks', () => {
    expect(flowGraph(flows, { flow: null, path: [], state: 'started' })).toEqual({
      frames: [],
      blocks: [],
      edges: [],
      steps: [],
    });
  });
});

describe('with a contact', () => {
  test('blocks come in the order of the path, then those that did not run', () => {
    const graph = graphOf(intoModule);
    expect(graph.blocks.slice(0, 3).map(({ identifier }) => identifier)).toEqual(['hours', 'ask', 'case-1']);
    expect(graph.blocks.slice(3).every(({ steps }) => steps.length === 0)).toBe(true);
  });

  test('a module that was entered stands in the way: into it, and from its ends to where the caller goes on', () => {
    const graph = graphOf([
      ...intoModule,
      step('open-case', 'create', 'CreateCase', 'ContactNotLinked'),
      step('open-case', 'back', 'EndFlowModuleExecution', 'created'),
      step('desk', 'queue', 'TransferContactToQueue', 'queued'),
    ]);
    expect(edge(graph, 'desk/case-1', `${module}/create`)?.taken).toEqual({ kind: 'enters' });
    expect(edge(graph, `${module}/create`, `${module}/back`)?.taken).toMatchObject({ error: 'ContactNotLinked' });
    expect(edge(graph, `${module}/back`, 'desk/queue')?.taken).toMatchObject({ operand: 'created' });
    expect(edge(graph, `${module}/give-up`, 'desk/case-2')).toMatchObject({ taken: undefined });
    expect(edge(graph, 'desk/case-1', 'desk/queue')).toBeUndefined();
    expect(edge(graph, 'desk/case-2', 'desk/queue')).toBeDefined();
    expect(taken(graph)).toHaveLength(5);
  });

  test('the same module invoked twice is drawn twice', () => {
    const graph = graphOf([
      ...intoModule,
      step('open-case', 'create', 'CreateCase', 'NoMatchingError'),
      step('open-case', 'give-up', 'EndFlowModuleExecution', 'failed'),
      step('desk', 'case-2', 'InvokeFlowModule', 'entered'),
      step('open-case', 'create', 'CreateCase', 'done'),
    ]);
    expect(graph.frames.map(({ key }) => key)).toEqual(['desk', module, 'desk > case-2']);
    expect(graph.blocks.find(({ key }) => key === `${module}/create`)?.steps.map(({ number }) => number)).toEqual([4]);
    expect(graph.blocks.find(({ key }) => key === 'desk > case-2/create')?.steps.map(({ number }) => number)).toEqual([
      7,
    ]);
  });

  test('a block that ran twice has both numbers', () => {
    const again = step('desk', 'queue', 'TransferContactToQueue', 'QueueAtCapacity');
    const graph = graphOf([again, step('desk', 'sorry', 'MessageParticipant', 'done'), again]);
    expect(graph.blocks[0]?.steps.map(({ number }) => number)).toEqual([1, 3]);
  });

  test('what ran is drawn even when the deployed flow does not have it', () => {
    const graph = graphOf([step('desk', 'gone', 'Wait', 'done'), step('desk', 'end', 'DisconnectParticipant', 'done')]);
    expect(graph.blocks[0]).toMatchObject({ identifier: 'gone', type: 'Wait' });
    expect(taken(graph)).toEqual(['desk/gone -> desk/end']);
  });

  test('a contact that was transferred goes on in the other flow', () => {
    const graph = flowGraph([...flows, { ...flows[0]!, flowId: 'flow-2', name: 'night' }], {
      flow: 'desk',
      path: [
        step('desk', 'ask', 'TransferToFlow', 'transferred'),
        step('night', 'hours', 'CheckHoursOfOperation', 'False'),
      ],
      state: 'started',
    });
    expect(graph.frames.map(({ key, kind }) => [key, kind])).toEqual([
      ['desk', 'flow'],
      ['night', 'flow'],
    ]);
    expect(taken(graph)).toEqual(['desk/ask -> night/hours']);
    expect(current(graph)).toEqual(['night/sorry']);
  });
});

describe('where the contact is now', () => {
  test.each<[string, readonly PathStep[], 'started' | 'queued' | 'ended', readonly string[]]>([
    ['in the first block before anything ran', [], 'started', ['desk/hours']],
    ['in the block that the result leads to', intoModule.slice(0, 1), 'started', ['desk/ask']],
    ['in the first block of a module that it went into', intoModule, 'started', [`${module}/create`]],
    [
      'behind the block that invoked the module which ended',
      [
        ...intoModule,
        step('open-case', 'create', 'CreateCase', 'done'),
        step('open-case', 'back', 'EndFlowModuleExecution', 'created'),
      ],
      'started',
      ['desk/queue'],
    ],
    [
      'in the block that queued it',
      [step('desk', 'queue', 'TransferContactToQueue', 'queued')],
      'queued',
      ['desk/queue'],
    ],
    ['nowhere when it has ended', [step('desk', 'end', 'DisconnectParticipant', 'disconnected')], 'ended', []],
  ])('%s', (_, path, state, expected) => {
    expect(current(graphOf(path, state))).toEqual(expected);
  });
});

describe('the branch that a result leads to', () => {
  const branches: readonly Branch[] = [
    { kind: 'condition', operator: 'NumberGreaterThan', operand: '0', to: 'some' },
    { kind: 'condition', operator: 'TextStartsWith', operand: 'gold', to: 'gold' },
    { kind: 'error', error: 'NoMatchingCondition', to: 'none' },
    { kind: 'error', error: 'NoMatchingError', to: 'failed' },
    { kind: 'next', to: 'on' },
  ];
  test.each([
    ['3', 'some'],
    ['0', 'none'],
    ['gold member', 'gold'],
    ['NoMatchingError', 'failed'],
  ])('%s leads to %s', (result, to) => {
    expect(chooseBranch(branches, result)?.to).toBe(to);
  });
  test('without conditions it is the next action, and nothing where there is none', () => {
    expect(chooseBranch(branches.slice(2), 'done')?.to).toBe('on');
    expect(chooseBranch([], 'done')).toBeUndefined();
  });
});

test('content that is no flow is an empty one', () => {
  for (const content of [undefined, null, 'text', [], { Actions: 'no' }, { Actions: [null, 3] }])
    expect(readFlow(content)).toEqual({ start: '', actions: new Map() });
});

test('a label names the branch that was taken, else what leads there, most telling first', () => {
  const graph = graphOf(intoModule);
  const label = (from: string, to: string, type: string, language: 'en' | 'ja'): string =>
    edgeLabel(edge(graph, from, to)!, type, language);
  expect(label('desk/hours', 'desk/ask', 'CheckHoursOfOperation', 'ja')).toBe('時間内');
  expect(label('desk/hours', 'desk/sorry', 'CheckHoursOfOperation', 'en')).toBe('out of hours');
  expect(edgeLabel(edge(graphOf([]), 'desk/case-1', 'desk/case-2')!, 'InvokeFlowModule', 'en')).toBe('failed');
  expect(label('desk/case-2', 'desk/sorry', 'InvokeFlowModule', 'en')).toBe('failed');
  expect(label('desk/ask', 'desk/case-1', 'MessageParticipant', 'en')).toBe('next');
  expect(label('desk/case-1', `${module}/create`, 'InvokeFlowModule', 'en')).toBe('into the module');
  expect(label(`${module}/create`, `${module}/give-up`, 'CreateCase', 'ja')).toBe('エラー');
});

test('an edge that is followed when no condition holds says so, not what else leads there', () => {
  const branches: FlowEdge['branches'] = [
    { kind: 'error', error: 'NoMatchingError', to: 'b' },
    { kind: 'error', error: 'NoMatchingCondition', to: 'b' },
    { kind: 'next', to: 'b' },
  ];
  expect(edgeLabel({ from: 'a', to: 'b', branches, taken: undefined }, 'CheckMetricData', 'ja')).toBe('一致なし');
});

test('an action or a result without words is called what it is', () => {
  expect(actionName('CheckMetricData', 'ja')).toBe('人員の確認');
  expect(actionName('SomethingNew', 'ja')).toBe('SomethingNew');
  expect(resultWords('False', 'CheckHoursOfOperation', 'en')).toBe('out of hours');
  expect(resultWords('False', 'Compare', 'en')).toBe('False');
});

test('the layout keeps blocks apart, runs downward, and holds a module in its box', () => {
  const graph = graphOf([...intoModule, step('open-case', 'create', 'CreateCase', 'done')]);
  const { blocks, edges, modules, width, height } = layoutFlow(graph, () => 60);
  const box = (key: string) => blocks.find(({ block }) => block.key === key)!.box;
  for (const [index, one] of blocks.entries())
    for (const other of blocks.slice(index + 1))
      expect(
        Math.abs(one.box.x - other.box.x) >= blockSize.width || Math.abs(one.box.y - other.box.y) >= blockSize.height,
        `${one.block.key} and ${other.block.key}`,
      ).toBe(true);
  expect(box('desk/ask').y).toBeGreaterThan(box('desk/hours').y);
  const frame = modules[0]!.box;
  const inside = box(`${module}/create`);
  expect(Math.abs(inside.x - frame.x)).toBeLessThan(frame.width / 2);
  expect(Math.abs(inside.y - frame.y)).toBeLessThan(frame.height / 2);
  expect(edges.every(({ points }) => points.length >= 2)).toBe(true);
  expect(blocks.every(({ box: { x, y } }) => x > 0 && x < width && y > 0 && y < height)).toBe(true);
});
