import { chooseBranch } from './choose-branch.ts';
import { textOf, type Branch, type DeployedFlow, type FlowAction } from './flow-content.ts';
import { blockKey, walkPath, type Frame, type PathStep, type PlacedStep, type Walk } from './walk-path.ts';

export interface FlowBlock extends FlowAction {
  readonly key: string;
  readonly frame: Frame;
  /** When it ran, as numbers of steps; empty when it did not. */
  readonly steps: readonly PlacedStep[];
  /** The contact is in this block now. */
  readonly isCurrent: boolean;
}

/** All branches from one block to the same other block. */
export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** `enters` leads from the invocation of a module into it. */
  readonly branches: readonly (Branch | { readonly kind: 'enters' })[];
  /** The branch by which the contact went; undefined when it did not go here. */
  readonly taken: Branch | { readonly kind: 'enters' } | undefined;
}

export interface FlowGraph {
  readonly frames: readonly Frame[];
  /** Those that ran in the order of the path, then the others. */
  readonly blocks: readonly FlowBlock[];
  readonly edges: readonly FlowEdge[];
  readonly steps: readonly PlacedStep[];
}

/** What of a contact the drawing needs. */
export interface DrawnContact {
  /** Name of the flow that it starts with. */
  readonly flow: string | null;
  readonly path: readonly PathStep[];
  readonly state: 'started' | 'queued' | 'accepted' | 'ended';
}

/**
 * A flow as a graph, each module that the contact went into drawn in place: an edge leads into it, and the branches of
 * the block that invoked it leave from where it returns. Without a contact, the flow alone.
 */
export function flowGraph(flows: readonly DeployedFlow[], contact: DrawnContact): FlowGraph {
  const walk = walkPath(flows, contact.flow, contact.path);
  const current = currentBlock(walk, contact);
  const blocks = blocksOf(walk, current);
  return { frames: walk.frames, blocks, edges: edgesOf(walk, blocks), steps: walk.steps };
}

function blocksOf(walk: Walk, current: string | undefined): FlowBlock[] {
  const ran = new Map<string, PlacedStep[]>();
  for (const step of walk.steps) {
    const key = blockKey(step.frame, step.action);
    ran.set(key, [...(ran.get(key) ?? []), step]);
  }
  const block = (frame: Frame, action: FlowAction): FlowBlock => {
    const key = blockKey(frame, action.identifier);
    return { ...action, key, frame, steps: ran.get(key) ?? [], isCurrent: key === current };
  };
  const known = walk.frames.flatMap((frame) => [...frame.content.actions.values()].map((one) => block(frame, one)));
  const keys = new Set(known.map(({ key }) => key));
  // The flow was changed since, or is gone: what ran is drawn all the same.
  const gone = [...ran.values()].flatMap(([step]) =>
    step && !keys.has(blockKey(step.frame, step.action))
      ? [block(step.frame, { identifier: step.action, type: step.type, parameters: {}, branches: [] })]
      : [],
  );
  const order = ({ steps }: FlowBlock): number => steps[0]?.number ?? Number.POSITIVE_INFINITY;
  return [...known, ...gone].toSorted((one, other) =>
    order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0,
  );
}

type Way = FlowEdge['branches'][number];
interface Draft {
  readonly from: string;
  readonly to: string;
  readonly branches: Way[];
  taken: Way | undefined;
}

function edgesOf({ frames, steps }: Walk, blocks: readonly FlowBlock[]): FlowEdge[] {
  const edges = new Map<string, Draft>();
  const edge = (from: string, to: string): Draft => {
    const key = `${from}\n${to}`;
    const known = edges.get(key);
    if (known) return known;
    const made: Draft = { from, to, branches: [], taken: undefined };
    edges.set(key, made);
    return made;
  };
  for (const block of blocks) for (const { way, to } of waysOut(frames, block)) edge(block.key, to).branches.push(way);
  steps.forEach((step, index) => {
    const next = steps[index + 1];
    if (!next) return;
    const way = edge(blockKey(step.frame, step.action), blockKey(next.frame, next.action));
    const chosen = wayByResult(frames, step);
    way.taken = way.branches.find((branch) => branch === chosen) ?? way.branches[0] ?? { kind: 'enters' };
  });
  const keys = new Set(blocks.map(({ key }) => key));
  return [...edges.values()].filter(({ from, to }) => keys.has(from) && keys.has(to));
}

function waysOut(
  frames: readonly Frame[],
  { frame, identifier, type, parameters, branches }: FlowBlock,
): readonly { readonly way: Way; readonly to: string }[] {
  const entered = frameInvokedBy(frames, frame, identifier);
  if (entered) {
    const failed = branches.filter((branch) => branch.kind === 'error' && branch.error !== 'NoMatchingCondition');
    return [
      { way: { kind: 'enters' } satisfies Way, to: blockKey(entered, entered.content.start) },
      ...failed.map((way) => ({ way, to: blockKey(frame, way.to) })),
    ];
  }
  if (type === 'EndFlowModuleExecution') {
    const way = returnBranch(frame, textOf(parameters['Result']));
    return way && frame.invokedBy ? [{ way, to: blockKey(frame.invokedBy.frame, way.to) }] : [];
  }
  return branches.map((way) => ({ way, to: blockKey(frame, way.to) }));
}

const frameInvokedBy = (frames: readonly Frame[], by: Frame, identifier: string): Frame | undefined =>
  frames.find(({ invokedBy }) => invokedBy?.frame === by && invokedBy.identifier === identifier);

/** The branch of the invoking block that a module's result leads to. */
function returnBranch(frame: Frame, result: string): Branch | undefined {
  const caller = frame.invokedBy?.frame.content.actions.get(frame.invokedBy.identifier);
  return caller && chooseBranch(caller.branches, result);
}

function wayByResult(frames: readonly Frame[], { frame, action, type, result }: PlacedStep): Branch | undefined {
  if (type === 'EndFlowModuleExecution') return returnBranch(frame, result);
  if (frameInvokedBy(frames, frame, action) && result === 'entered') return undefined;
  return chooseBranch(frame.content.actions.get(action)?.branches ?? [], result);
}

/** The block that the contact waits in: the one after the last that ran, or the one that queued it. */
function currentBlock({ frames, steps, top }: Walk, { state }: DrawnContact): string | undefined {
  if (state === 'ended' || state === 'accepted' || !top) return undefined;
  const last = steps.at(-1);
  if (!last) return blockKey(top, top.content.start);
  if (state === 'queued') return blockKey(last.frame, last.action);
  if (last.type === 'InvokeFlowModule' && last.result === 'entered')
    return top === last.frame ? blockKey(last.frame, last.action) : blockKey(top, top.content.start);
  const way = last.result === 'transferred' ? undefined : wayByResult(frames, last);
  return way === undefined ? blockKey(last.frame, last.action) : blockKey(top, way.to);
}
