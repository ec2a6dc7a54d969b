import Box from '@cloudscape-design/components/box';
import { timeOfDay } from '../../format/instants.ts';
import { useWords } from '../../language/words.ts';
import { usePlace } from '../../live/place.ts';
import { useLanguage } from '../../preferences/preferences.ts';
import { actionName, resultWords } from './action-words.ts';
import type { FlowGraph } from './flow-graph.ts';
import { flowWords } from './flow-words.ts';

/** The path taken as an ordered list: what the drawing shows, to be read. */
export function PathList({ graph: { steps, blocks } }: { readonly graph: FlowGraph }) {
  const said = useWords(flowWords);
  const language = useLanguage();
  const { timeZone } = usePlace();
  const current = blocks.find(({ isCurrent }) => isCurrent);
  if (steps.length === 0) return <Box color="text-body-secondary">{said.nothing}</Box>;
  return (
    <ol className="cw-path">
      {steps.map(({ number, at, frame, action, type, result }) => (
        <li key={number} className={frame.kind === 'module' ? 'cw-path-module' : ''}>
          <strong>{actionName(type, language)}</strong> <code>{action}</code>
          <Box color="text-body-secondary">
            <time dateTime={at}>{timeOfDay(at, language, timeZone)}</time> ·{' '}
            {said.result(resultWords(result, type, language))} ·{' '}
            {frame.kind === 'module' ? said.module(frame.name) : said.flow(frame.name)}
          </Box>
        </li>
      ))}
      {current ? (
        <li>
          <strong>{actionName(current.type, language)}</strong> <code>{current.identifier}</code>
          <Box color="text-body-secondary">{said.current}</Box>
        </li>
      ) : null}
    </ol>
  );
}
