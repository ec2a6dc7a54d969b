import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../language/words.ts';
import { BlockDetails } from './block-details.tsx';
import type { DeployedFlow } from './flow-content.ts';
import { FlowDrawing, useFlowLayout } from './flow-drawing.tsx';
import { flowGraph, type DrawnContact, type FlowGraph } from './flow-graph.ts';
import { flowWords } from './flow-words.ts';
import { PathList } from './path-list.tsx';

/** Larger than this, or smaller, nothing more is to be seen. */
const zooms = { least: 0.4, usual: 0.85, most: 1.6, step: 0.15 } as const;

/** The deployed flow with the way that a contact took through it; without a contact, the flow that it will take. */
export function FlowView({
  flows,
  contact,
  begun,
}: {
  readonly flows: readonly DeployedFlow[];
  readonly contact: DrawnContact;
  readonly begun: boolean;
}) {
  const said = useWords(flowWords);
  const { flow, path, state } = contact;
  // A contact is told anew at each look; only another path makes another picture.
  const graph = useMemo(() => flowGraph(flows, { flow, path, state }), [flows, flow, path, state]);
  const [wide, setWide] = useState(false);
  const drawing = <Drawing graph={graph} wide={wide} setWide={setWide} />;
  return (
    <div className={wide ? 'cw-contact-wide' : ''}>
      <Container
        header={
          <Header variant="h2" description={begun ? said.description : said.before}>
            {said.header}
          </Header>
        }
      >
        {graph.blocks.length === 0 ? (
          <Box color="text-body-secondary">{said.noFlow}</Box>
        ) : (
          <Tabs
            ariaLabel={said.header}
            tabs={[
              { id: 'drawing', label: said.drawing, content: drawing },
              { id: 'list', label: said.list, content: <PathList graph={graph} /> },
            ]}
          />
        )}
      </Container>
    </div>
  );
}

function Drawing({
  graph,
  wide,
  setWide,
}: {
  readonly graph: FlowGraph;
  readonly wide: boolean;
  readonly setWide: (wide: boolean) => void;
}) {
  const said = useWords(flowWords);
  const [zoom, setZoom] = useState<number | 'fit'>(zooms.usual);
  const [chosen, setChosen] = useState<string>();
  const layout = useFlowLayout(graph);
  const box = useFollowedBox(layout, graph, zoom);
  const change = (by: number): void =>
    setZoom(Math.min(zooms.most, Math.max(zooms.least, (zoom === 'fit' ? zooms.usual : zoom) + by)));
  return (
    <SpaceBetween size="s">
      <div className="cw-flow-tools">
        <Button iconName="zoom-out" ariaLabel={said.out} onClick={() => change(-zooms.step)} />
        <Button iconName="zoom-in" ariaLabel={said.in} onClick={() => change(zooms.step)} />
        <Button iconName="zoom-to-fit" disabled={zoom === 'fit'} onClick={() => setZoom('fit')}>
          {said.fit}
        </Button>
        <Button disabled={zoom === zooms.usual} onClick={() => setZoom(zooms.usual)}>
          {said.usual}
        </Button>
        <Button iconName={wide ? 'shrink' : 'expand'} onClick={() => setWide(!wide)}>
          {wide ? said.narrow : said.wide}
        </Button>
      </div>
      {/* A box that scrolls must be reachable by keyboard. */}
      <div
        ref={box}
        className={`cw-flow-box ${zoom === 'fit' ? 'cw-flow-box-fit' : ''}`}
        tabIndex={0}
        role="region"
        aria-label={said.drawing}
      >
        <FlowDrawing layout={layout} zoom={zoom} chosen={chosen} choose={setChosen} />
      </div>
      <BlockDetails block={graph.blocks.find(({ key }) => key === chosen)} />
    </SpaceBetween>
  );
}

/**
 * Scrolls the box to where the contact is, and to its last block when it has ended meanwhile. A way that was complete from
 * the beginning is shown from its beginning.
 */
function useFollowedBox(layout: ReturnType<typeof useFlowLayout>, graph: FlowGraph, zoom: number | 'fit') {
  const box = useRef<HTMLDivElement>(null);
  const wasThere = useRef(false);
  const lastFollowed = useRef('');
  const current = graph.blocks.find(({ isCurrent }) => isCurrent);
  const last = graph.blocks.find(({ steps }) => steps.some(({ number }) => number === graph.steps.length));
  useEffect(() => {
    if (current) wasThere.current = true;
    const wanted = current ?? (wasThere.current ? last : graph.blocks[0]);
    const at = layout.blocks.find(({ block }) => block === wanted)?.box;
    const target = box.current;
    if (!at || !target || zoom === 'fit') return;
    const mark = `${at.x} ${at.y} ${zoom}`;
    if (lastFollowed.current === mark) return;
    lastFollowed.current = mark;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    target.scrollTo({
      left: at.x * zoom - target.clientWidth / 2,
      top: at.y * zoom - target.clientHeight / 2,
      behavior: calm ? 'auto' : 'smooth',
    });
  }, [layout, graph, current, last, zoom]);
  return box;
}
