import { isWebAddress } from '../../../format/addresses.ts';
import { useWords } from '../../../language/words.ts';
import { OutsideLink } from '../../../parts/outside-link.tsx';
import { emojiOf } from './slack-emoji.ts';
import { useSlackNames } from './slack-names.tsx';
import { SlackProse } from './slack-prose.tsx';
import { unescapeSlack } from './slack-tree.ts';
import { slackWords } from './slack-words.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const textIn = (value: unknown): string => (isObject(value) && typeof value['text'] === 'string' ? value['text'] : '');
const stringIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Block Kit blocks as Slack draws them; those that an app could not have sent, or that this page does not draw, are named.
 * Source: https://docs.slack.dev/reference/block-kit/blocks
 */
export function SlackBlocks({ blocks }: { readonly blocks: readonly Json[] }) {
  return (
    <div className="cw-slack-blocks">
      {blocks.map((block, index) => (
        <SlackBlock key={index} block={block} />
      ))}
    </div>
  );
}

function SlackBlock({ block }: { readonly block: Json }) {
  const said = useWords(slackWords);
  const type = stringIn(block['type']);
  switch (type) {
    case 'header':
      return (
        <div className="cw-slack-header">
          <TextObject value={block['text']} />
        </div>
      );
    case 'divider':
      return <hr className="cw-slack-divider" />;
    case 'section':
      return <Section block={block} />;
    case 'context':
      return (
        <div className="cw-slack-context">
          {listOf(block['elements']).map((element, index) => (
            <Element key={index} element={element} />
          ))}
        </div>
      );
    case 'actions':
      return (
        <div className="cw-slack-actions">
          {listOf(block['elements']).map((element, index) => (
            <Element key={index} element={element} />
          ))}
        </div>
      );
    case 'image':
      return <Element element={block} />;
    default:
      return <div className="cw-slack-unknown">{said.notShown(type)}</div>;
  }
}

function Section({ block }: { readonly block: Json }) {
  const { text, fields, accessory } = block;
  return (
    <div className="cw-slack-section">
      <div className="cw-slack-section-text">
        {isObject(text) ? <TextObject value={text} /> : null}
        {Array.isArray(fields) ? (
          <div className="cw-slack-fields">
            {listOf(fields).map((field, index) => (
              <div key={index}>
                <TextObject value={field} />
              </div>
            ))}
          </div>
        ) : null}
      </div>
      {isObject(accessory) ? <Element element={accessory} /> : null}
    </div>
  );
}

/** What stands in a context or beside buttons. Pictures are named, not fetched. */
function Element({ element }: { readonly element: Json }) {
  const said = useWords(slackWords);
  const { caseId } = useSlackNames();
  const type = stringIn(element['type']);
  if (type === 'mrkdwn' || type === 'plain_text') {
    return (
      <div>
        <TextObject value={element} />
      </div>
    );
  }
  if (type === 'image') return <span className="cw-slack-image">{said.image(stringIn(element['alt_text']))}</span>;
  const label = plainText(textIn(element['text']) || textIn(element['placeholder']));
  const address = stringIn(element['url']);
  if (label === '') return <span className="cw-slack-unknown">{said.notShown(type)}</span>;
  if (isWebAddress(address)) {
    return (
      <OutsideLink address={address} caseId={caseId} className="cw-slack-button cw-slack-button-link">
        {label}
      </OutsideLink>
    );
  }
  const style = stringIn(element['style']);
  return (
    <button
      type="button"
      disabled
      title={said.inert}
      className={`cw-slack-button${style === 'primary' || style === 'danger' ? ` cw-slack-button-${style}` : ''}`}
    >
      {label}
    </button>
  );
}

function TextObject({ value }: { readonly value: unknown }) {
  const text = textIn(value);
  return isObject(value) && value['type'] === 'mrkdwn' ? (
    <SlackProse text={text} />
  ) : (
    <span className="cw-slack-plain">{plainText(text)}</span>
  );
}

/** `plain_text` knows emoji and escapes, and no marks. */
const plainText = (text: string): string =>
  unescapeSlack(text).replaceAll(/:([a-z0-9_+'-]{1,60}):/g, (whole, name: string) => emojiOf(name) ?? whole);
