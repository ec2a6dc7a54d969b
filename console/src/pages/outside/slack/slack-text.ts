import { parseLine } from './slack-line.ts';
import { unescapeSlack, type SlackPart } from './slack-tree.ts';

const fence = '```';
/** Slack takes the full-width sign for a quote, too. */
const quoteSign = /^(?:&gt;|[>＞]) ?/;
const quoteToTheEnd = /^(?:(?:&gt;){3}|>{3}) ?/;

/**
 * A message's text in Slack's mrkdwn as a tree, from top to bottom. What is not well-formed stays as it was written; nothing is
 * refused. Lists have no syntax of their own in texts that apps post: their lines are lines.
 * Source: https://docs.slack.dev/messaging/formatting-message-text/
 */
export function parseSlackText(given: string): readonly SlackPart[] {
  const text = given.trimEnd();
  const parts: SlackPart[] = [];
  let said = 0;
  let from = 0;
  for (;;) {
    const begin = text.indexOf(fence, from);
    const end = begin < 0 ? -1 : text.indexOf(fence, begin + fence.length);
    if (end < 0) break;
    const content = text.slice(begin + fence.length, end);
    const after = end + fence.length;
    if (content.trim() === '' || isLetter(text[begin - 1]) || isLetter(text[after])) {
      from = begin + fence.length;
      continue;
    }
    parts.push(...proseOf(text.slice(said, begin).replace(/\n$/, '')));
    parts.push({ kind: 'code', text: unescapeSlack(content.replace(/^\n/, '').replace(/\n$/, '')) });
    said = text[after] === '\n' ? after + 1 : after;
    from = said;
  }
  parts.push(...proseOf(text.slice(said)));
  return parts;
}

const isLetter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}`]/u.test(character);

/** Lines and quotes of text without code blocks. */
function proseOf(text: string): readonly SlackPart[] {
  if (text === '') return [];
  const parts: { readonly kind: 'lines' | 'quote'; readonly lines: ReturnType<typeof parseLine>[] }[] = [];
  const put = (kind: 'lines' | 'quote', line: string): void => {
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(parseLine(line));
    else parts.push({ kind, lines: [parseLine(line)] });
  };
  let restIsQuote = false;
  for (const line of text.split('\n')) {
    if (!restIsQuote && quoteToTheEnd.test(line)) {
      restIsQuote = true;
      put('quote', line.replace(quoteToTheEnd, ''));
    } else if (restIsQuote) put('quote', line);
    else if (quoteSign.test(line)) put('quote', line.replace(quoteSign, ''));
    else put('lines', line);
  }
  return parts;
}
