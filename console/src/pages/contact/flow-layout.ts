import { Graph, layout } from '@dagrejs/dagre';
import type { FlowBlock, FlowEdge, FlowGraph } from './flow-graph.ts';
import type { Frame } from './walk-path.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}
/** A box by its middle, in the units of the drawing: pixels at 100 %. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly blocks: readonly { readonly block: FlowBlock; readonly box: Box }[];
  readonly edges: readonly { readonly edge: FlowEdge; readonly points: readonly Point[]; readonly label: Point }[];
  /** Boxes around modules; the flow itself has none. */
  readonly modules: readonly { readonly frame: Frame; readonly box: Box }[];
}

export const blockSize = { width: 218, height: 58 } as const;
const labelHeight = 18;
/** Pulls the path straight; dagre's own default is 1. */
const takenWeight = 8;

/** Places blocks from above to below with dagre. @param labelWidth how much room the label of an edge needs, pixels */
export function layoutFlow(graph: FlowGraph, labelWidth: (edge: FlowEdge) => number): FlowLayout {
  const dagre = new Graph({ compound: true });
  dagre.setGraph({ rankdir: 'TB', nodesep: 26, edgesep: 14, ranksep: 26, marginx: 16, marginy: 16 });
  dagre.setDefaultEdgeLabel(() => ({}));
  const modules = graph.frames.filter(({ kind }) => kind === 'module');
  for (const { key } of modules) dagre.setNode(frameNode(key), {});
  for (const { key, invokedBy } of modules)
    if (invokedBy?.frame.kind === 'module') dagre.setParent(frameNode(key), frameNode(invokedBy.frame.key));
  for (const { key, frame } of graph.blocks) {
    dagre.setNode(key, { ...blockSize });
    if (frame.kind === 'module') dagre.setParent(key, frameNode(frame.key));
  }
  for (const edge of graph.edges)
    dagre.setEdge(edge.from, edge.to, {
      width: labelWidth(edge),
      height: labelHeight,
      labelpos: 'c',
      weight: edge.taken === undefined ? 1 : takenWeight,
    });
  layout(dagre);

  const boxOf = (node: string): Box => {
    const { x = 0, y = 0, width = 0, height = 0 } = dagre.node(node) as Partial<Box>;
    return { x, y, width, height };
  };
  const size = dagre.graph() as { width?: number; height?: number };
  return {
    width: Math.ceil(size.width ?? 0),
    height: Math.ceil(size.height ?? 0),
    blocks: graph.blocks.map((block) => ({ block, box: boxOf(block.key) })),
    edges: graph.edges.map((edge) => {
      const placed = dagre.edge(edge.from, edge.to) as { points?: Point[]; x?: number; y?: number };
      return { edge, points: placed.points ?? [], label: { x: placed.x ?? 0, y: placed.y ?? 0 } };
    }),
    modules: modules.map((frame) => ({ frame, box: boxOf(frameNode(frame.key)) })),
  };
}

const frameNode = (key: string): string => `module ${key}`;
