import { useId, useMemo } from 'react';
import { useWords } from '../../language/words.ts';
import { useLanguage } from '../../preferences/preferences.ts';
import { edgeLabel } from './branch-words.ts';
import { FlowBlockBox } from './flow-block.tsx';
import type { FlowGraph } from './flow-graph.ts';
import { layoutFlow, type FlowLayout, type Point } from './flow-layout.ts';
import { flowWords } from './flow-words.ts';

const latinWidth = 7.2;
const wideWidth = 13;

/** About how wide a text is at 13 px; a browser is not asked, so that a layout can be made anywhere. */
const textWidth = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (character > '\u2E80' ? wideWidth : latinWidth), 0);

/** The places of everything in the drawing, with labels in the language that is chosen. */
export function useFlowLayout(graph: FlowGraph): FlowLayout & { readonly labels: ReadonlyMap<object, string> } {
  const language = useLanguage();
  return useMemo(() => {
    const types = new Map(graph.blocks.map(({ key, type }) => [key, type]));
    const labels = new Map<object, string>(
      graph.edges.map((edge) => [edge, edgeLabel(edge, types.get(edge.from) ?? '', language)]),
    );
    const width = (edge: object): number => textWidth(labels.get(edge) ?? '') + 10;
    return { ...layoutFlow(graph, width), labels };
  }, [graph, language]);
}

/** The flow as a picture, with the path taken in front. `fit` is as wide as there is room */
export function FlowDrawing({
  layout,
  zoom,
  chosen,
  choose,
}: {
  readonly layout: ReturnType<typeof useFlowLayout>;
  readonly zoom: number | 'fit';
  readonly chosen: string | undefined;
  readonly choose: (blockKey: string) => void;
}) {
  const said = useWords(flowWords);
  const marker = useId();
  const size = zoom === 'fit' ? { width: '100%' } : { width: layout.width * zoom, height: layout.height * zoom };
  const taken = layout.edges.filter(({ edge }) => edge.taken !== undefined);
  const others = layout.edges.filter(({ edge }) => edge.taken === undefined);
  return (
    <svg
      {...size}
      className="cw-flow"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      preserveAspectRatio="xMidYMin meet"
      role="group"
      aria-label={said.region}
    >
      <defs>
        <Arrow id={`${marker}pale`} className="cw-arrow-pale" />
        <Arrow id={`${marker}taken`} className="cw-arrow-taken" />
      </defs>
      {layout.modules.map(({ frame, box }) => (
        <g key={frame.key} className="cw-module">
          <rect x={box.x - box.width / 2} y={box.y - box.height / 2} width={box.width} height={box.height} rx={14} />
          <text x={box.x - box.width / 2 + 4} y={box.y - box.height / 2 - 7}>
            {said.module(frame.name)}
          </text>
        </g>
      ))}
      {[...others, ...taken].map(({ edge, points, label }) => {
        const kind = edge.taken === undefined ? 'pale' : 'taken';
        return (
          <g key={`${edge.from} ${edge.to}`} className={`cw-edge cw-edge-${kind}`} aria-hidden="true">
            <path d={curve(points)} markerEnd={`url(#${marker}${kind})`} />
            <text x={label.x} y={label.y + 4} textAnchor="middle">
              {layout.labels.get(edge)}
            </text>
          </g>
        );
      })}
      {layout.blocks.map(({ block, box }) => (
        <FlowBlockBox
          key={block.key}
          block={block}
          box={box}
          chosen={chosen === block.key}
          choose={() => choose(block.key)}
        />
      ))}
    </svg>
  );
}

function Arrow({ id, className }: { readonly id: string; readonly className: string }) {
  return (
    <marker
      id={id}
      className={className}
      viewBox="0 0 10 10"
      refX={9}
      refY={5}
      markerWidth={9}
      markerHeight={9}
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0 0 L10 5 L0 10 z" />
    </marker>
  );
}

/** A line through the points with soft corners: curves between the middles of its parts. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const middle = (one: Point, other: Point): string => `${(one.x + other.x) / 2} ${(one.y + other.y) / 2}`;
  const parts = rest.slice(0, -1).map((point, index) => `Q ${point.x} ${point.y} ${middle(point, rest[index + 1]!)}`);
  return `M ${first.x} ${first.y} ${parts.join(' ')} L ${last.x} ${last.y}`;
}
