import { useMemo } from 'react';
import { useCoarseNow } from '../../../live/clock.ts';
import { usePlace } from '../../../live/place.ts';
import { addressOf } from '../../../parts/link-to.tsx';
import { OutsideLink } from '../../../parts/outside-link.tsx';
import { useLanguage } from '../../../preferences/preferences.ts';
import { formatSlackDate } from './slack-date.ts';
import { useSlackNames } from './slack-names.tsx';
import { parseSlackText } from './slack-text.ts';
import type { SlackInline } from './slack-tree.ts';

/** Text in Slack's mrkdwn, drawn as Slack draws it. Whatever is in it ends up as text. */
export function SlackProse({ text }: { readonly text: string }) {
  const parts = useMemo(() => parseSlackText(text), [text]);
  return parts.map((part, index) =>
    part.kind === 'code' ? (
      <pre key={index} className="cw-slack-block" tabIndex={0}>
        {part.text}
      </pre>
    ) : (
      <div key={index} className={part.kind === 'quote' ? 'cw-slack-quote' : 'cw-slack-lines'}>
        {part.lines.map((line, number) => (
          <div key={number}>{line.length === 0 ? <br /> : <Inlines content={line} />}</div>
        ))}
      </div>
    ),
  );
}

function Inlines({ content }: { readonly content: readonly SlackInline[] }) {
  return content.map((node, index) => <Inline key={index} node={node} />);
}

function Inline({ node }: { readonly node: SlackInline }) {
  const { users, channels, caseId } = useSlackNames();
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return (
        <strong>
          <Inlines content={node.content} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines content={node.content} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines content={node.content} />
        </s>
      );
    case 'code':
      return <code className="cw-slack-code">{node.text}</code>;
    case 'emoji':
      return (
        <span role="img" aria-label={`:${node.name}:`} title={`:${node.name}:`}>
          {node.character}
        </span>
      );
    case 'link':
      return (
        <OutsideLink address={node.address} caseId={caseId} className="cw-slack-link">
          {node.label}
        </OutsideLink>
      );
    case 'user':
      return <span className="cw-slack-mention">@{nameIn(users, node.id) ?? node.label ?? node.id}</span>;
    case 'group':
      return <span className="cw-slack-mention">@{(node.label ?? node.id).replace(/^@/, '')}</span>;
    case 'all':
      return <span className="cw-slack-mention cw-slack-mention-all">@{node.who}</span>;
    case 'channel': {
      const name = nameIn(channels, node.id);
      if (name === undefined) return <span className="cw-slack-mention">#{node.label ?? node.id}</span>;
      return (
        <a className="cw-slack-mention" href={addressOf('outside', 'slack', node.id)}>
          #{name}
        </a>
      );
    }
    case 'date':
      return <SlackDate node={node} />;
    default:
      return node satisfies never;
  }
}

const nameIn = (names: Readonly<Record<string, string>>, id: string): string | undefined =>
  Object.hasOwn(names, id) ? names[id] : undefined;

const minuteMilliseconds = 60_000;

function SlackDate({ node }: { readonly node: Extract<SlackInline, { kind: 'date' }> }) {
  const language = useLanguage();
  const { timeZone } = usePlace();
  const { caseId } = useSlackNames();
  const now = useCoarseNow(minuteMilliseconds);
  const at = node.epochSeconds * 1000;
  if (Number.isNaN(new Date(at).getTime())) return node.otherwise;
  const said = formatSlackDate(node.format, at, { language, timeZone, now });
  const time = (
    <time dateTime={new Date(at).toISOString()} title={node.otherwise}>
      {said}
    </time>
  );
  return node.address === undefined ? (
    time
  ) : (
    <OutsideLink address={node.address} caseId={caseId} className="cw-slack-link">
      {time}
    </OutsideLink>
  );
}
