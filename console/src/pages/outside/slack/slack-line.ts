import { addressAt } from '../../../format/addresses.ts';
import { emojiOf } from './slack-emoji.ts';
import { readEntity } from './slack-entity.ts';
import { unescapeSlack, type SlackInline } from './slack-tree.ts';

const kinds = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Mark = keyof typeof kinds;

/** A mark that is open, with what has come since; the first one has no mark. */
interface Frame {
  readonly mark: Mark | '';
  readonly content: SlackInline[];
}

/*
 * Where a mark may stand is not documented. What may follow one that closes was found by trying in Slack's own Block Kit Builder
 * (https://github.com/pocka/slack-message-parser/issues/34); before one that opens the same is taken to hold. Letters are on neither
 * list, so marks inside of words are no marks; in Japanese a space is needed (https://github.com/seratch/ChatGPT-in-Slack/issues/61).
 */
const besideMark = /[\s~!#$%^()\-+={}[\];:'",.?/]/;
const opensAfter = (character: string | undefined): boolean => character === undefined || besideMark.test(character);
const closesBefore = (character: string | undefined): boolean =>
  character === undefined || (character !== '(' && besideMark.test(character));

const isBlank = (character: string | undefined): boolean => character === undefined || /\s/.test(character);
const isMark = (character: string | undefined): character is Mark => character !== undefined && character in kinds;

const plain = /[^<`:hH&*_~]+/y;
const entity = /<([^<>\n]+)>/y;
const code = /`([^`\n]+)`/y;
const shortcode = /:([a-z0-9_+'-]{1,60}):(?::skin-tone-[2-6]:)?/y;
const escape = /&(?:amp|lt|gt);/y;

/** One line of Slack's mrkdwn as a tree. Takes time that grows with the length only, whatever is in it, and nests three deep at most. */
export function parseLine(line: string): readonly SlackInline[] {
  const frames: Frame[] = [{ mark: '', content: [] }];
  const match = (pattern: RegExp, index: number): RegExpExecArray | null => {
    pattern.lastIndex = index;
    return pattern.exec(line);
  };
  const put = (node: SlackInline): void => append(frames.at(-1)!.content, node);
  /** Marks above `depth` turned out to be characters. */
  const giveUp = (depth: number): void => {
    while (frames.length > depth) {
      const { mark, content } = frames.pop()!;
      put({ kind: 'text', text: mark });
      for (const node of content) put(node);
    }
  };

  let index = 0;
  while (index < line.length) {
    const character = line[index]!;
    if (isMark(character)) {
      const depth = frames.findIndex(({ mark }) => mark === character);
      if (depth > 0 && mayClose(line, index, frames)) {
        giveUp(depth + 1);
        const { content } = frames.pop()!;
        put({ kind: kinds[character], content });
      } else if (depth < 0 && mayOpen(line, index, frames)) frames.push({ mark: character, content: [] });
      else put({ kind: 'text', text: character });
      index += 1;
      continue;
    }
    const [node, length] = atomAt(line, index, match);
    put(node);
    index += length;
  }
  giveUp(1);
  return frames[0]!.content;
}

/** Right behind a mark that has just opened another may open: `_*both*_`. */
function mayOpen(line: string, index: number, frames: readonly Frame[]): boolean {
  const before = line[index - 1];
  const next = line[index + 1];
  if (isBlank(next) || next === line[index]) return false;
  const { mark, content } = frames.at(-1)!;
  return opensAfter(before) || (mark === before && content.length === 0);
}

/** Right before a mark that closes another may close. */
function mayClose(line: string, index: number, frames: readonly Frame[]): boolean {
  const before = line[index - 1];
  const next = line[index + 1];
  if (isBlank(before) || before === line[index]) return false;
  return closesBefore(next) || (isMark(next) && next !== line[index] && frames.some(({ mark }) => mark === next));
}

type Match = (pattern: RegExp, index: number) => RegExpExecArray | null;

/** What begins at `index` and is no mark, and how long it is in the source. */
function atomAt(line: string, index: number, match: Match): readonly [SlackInline, number] {
  const found = specialAt(line, index, match);
  if (found) return found;
  const text = match(plain, index)?.[0] ?? line[index]!;
  return [{ kind: 'text', text }, text.length];
}

function specialAt(line: string, index: number, match: Match): readonly [SlackInline, number] | undefined {
  switch (line.charAt(index)) {
    case '<': {
      const found = match(entity, index);
      return found ? [readEntity(found[1]!), found[0].length] : undefined;
    }
    case '`': {
      const found = match(code, index);
      if (!found || found[1]!.trim() === '') return undefined;
      const isApart = opensAfter(line[index - 1]) || isMark(line[index - 1]);
      const after = line[index + found[0].length];
      if (!isApart || !(closesBefore(after) || isMark(after))) return undefined;
      return [{ kind: 'code', text: unescapeSlack(found[1]!) }, found[0].length];
    }
    case ':': {
      const found = match(shortcode, index);
      const character = found ? emojiOf(found[1]!) : undefined;
      return found && character !== undefined
        ? [{ kind: 'emoji', name: found[1]!, character }, found[0].length]
        : undefined;
    }
    case '&': {
      const found = match(escape, index)?.[0];
      return found === undefined ? undefined : [{ kind: 'text', text: unescapeSlack(found) }, found.length];
    }
    case 'h':
    case 'H': {
      // Slack makes links of bare addresses by itself.
      const source = addressAt(line, index);
      if (source === undefined) return undefined;
      const address = unescapeSlack(source);
      return [{ kind: 'link', address, label: address }, source.length];
    }
    default:
      return undefined;
  }
}

/** Texts side by side become one. */
function append(content: SlackInline[], node: SlackInline): void {
  const last = content.at(-1);
  if (node.kind === 'text' && last?.kind === 'text')
    content[content.length - 1] = { ...last, text: last.text + node.text };
  else content.push(node);
}
