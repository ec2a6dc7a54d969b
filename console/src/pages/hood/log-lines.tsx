import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useWords } from '../../language/words.ts';
import { LinkTo } from '../../parts/link-to.tsx';
import { functionsWords } from './functions-words.ts';
import { JsonButton } from './json-button.tsx';
import { readLogLine, type LogLine } from './log-line.ts';

const types: Readonly<Record<LogLine['level'], StatusIndicatorProps.Type>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  plain: 'pending',
};

/** What a run wrote to its log, readable; each line as it was on demand. */
export function LogLines({ lines }: { readonly lines: readonly string[] }) {
  const said = useWords(functionsWords);
  return (
    <ol className="cw-log">
      {lines.map((line, index) => {
        const { level, message, fields, raw } = readLogLine(line);
        return (
          <li key={`${index} ${line}`}>
            <StatusIndicator type={types[level]}>{said[level]}</StatusIndicator>
            <div>
              <p className="cw-log-plain">{message}</p>
              {fields.length === 0 ? null : (
                <dl className="cw-log-fields">
                  {fields.map(({ name, value }) => (
                    <div key={name}>
                      <dt>{name}</dt>
                      <dd>{name === 'caseId' ? <LinkTo to={['cases', value]}>{value}</LinkTo> : value}</dd>
                    </div>
                  ))}
                </dl>
              )}
            </div>
            <JsonButton value={raw} what={said.line} />
          </li>
        );
      })}
    </ol>
  );
}
