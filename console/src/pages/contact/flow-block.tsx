import { useWords } from '../../language/words.ts';
import { useLanguage, type Language } from '../../preferences/preferences.ts';
import { actionName, resultWords } from './action-words.ts';
import type { FlowBlock } from './flow-graph.ts';
import type { Box } from './flow-layout.ts';
import { flowWords } from './flow-words.ts';

const mostNameCharacters = { en: 26, ja: 15 } as const;
const mostIdentifierCharacters = 27;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Numbers of the steps in which a block ran: `4`, `4, 9`. */
const stepNumbers = ({ steps }: FlowBlock): string => steps.map(({ number }) => number).join(', ');

/** How the last run of a block ended, in words; undefined when it never ran. */
export function lastResult({ steps, type }: FlowBlock, language: Language): string | undefined {
  const last = steps.at(-1);
  return last && resultWords(last.result, type, language);
}

/** One block of the drawing: its name, its identifier, and the numbers of the steps in which it ran. */
export function FlowBlockBox({
  block,
  box,
  chosen,
  choose,
}: {
  readonly block: FlowBlock;
  readonly box: Box;
  readonly chosen: boolean;
  readonly choose: () => void;
}) {
  const said = useWords(flowWords);
  const language = useLanguage();
  const ran = block.steps.length > 0;
  const numbers = stepNumbers(block);
  const name = actionName(block.type, language);
  const result = lastResult(block, language);
  const label = [
    ran ? said.step(numbers) : said.notRun,
    `${name}, ${block.identifier}`,
    ...(result === undefined ? [] : [said.result(result)]),
    ...(block.isCurrent ? [said.current] : []),
  ].join('. ');
  const kind = ran ? 'cw-block-ran' : 'cw-block-pale';
  const left = box.x - box.width / 2;
  const top = box.y - box.height / 2;
  const badgeWidth = 20 + numbers.length * 7;
  return (
    <g
      className={`cw-block ${kind} ${block.isCurrent ? 'cw-block-current' : ''} ${chosen ? 'cw-block-chosen' : ''}`}
      transform={`translate(${left} ${top})`}
    >
      {/* The label of the button says all of it, and nothing cut off. */}
      <g aria-hidden="true">
        {block.isCurrent ? <rect className="cw-block-pulse" width={box.width} height={box.height} rx={10} /> : null}
        <rect className="cw-block-frame" width={box.width} height={box.height} rx={10} />
        <text className="cw-block-name" x={14} y={25}>
          {cut(name, mostNameCharacters[language])}
        </text>
        <text className="cw-block-identifier" x={14} y={45}>
          {cut(block.identifier, mostIdentifierCharacters)}
        </text>
        {ran ? (
          <g className="cw-block-number" transform="translate(-10 -10)">
            <rect width={badgeWidth} height={24} rx={12} />
            <text x={badgeWidth / 2} y={17} textAnchor="middle">
              {numbers}
            </text>
          </g>
        ) : null}
        {block.isCurrent ? (
          <text className="cw-block-now" x={box.width - 10} y={-6} textAnchor="end">
            {said.now}
          </text>
        ) : null}
      </g>
      <rect
        className="cw-block-button"
        width={box.width}
        height={box.height}
        rx={10}
        role="button"
        aria-pressed={chosen}
        aria-label={label}
        tabIndex={0}
        data-block={block.identifier}
        onClick={choose}
        onFocus={choose}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          choose();
        }}
      />
    </g>
  );
}
