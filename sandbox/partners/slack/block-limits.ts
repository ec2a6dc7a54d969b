import { isObject, type JsonObject } from '../../kernel/json-object.ts';
/*
 * Limits of Block Kit. Source: https://docs.slack.dev/reference/block-kit/blocks ; the sum over all blocks is not
 * documented and was reported at https://github.com/slackapi/bolt-js/issues/2509.
 */

const mostBlocks = 50;
const mostCharactersInAllBlocks = 13_200;
const blockTypes = new Set([
  'section',
  'header',
  'divider',
  'context',
  'actions',
  'image',
  'input',
  'file',
  'rich_text',
  'video',
  'markdown',
]);

/** Slack's error for these blocks, with a sentence for people; undefined when they are fine. */
export function blocksProblem(blocks: unknown): { error: string; message: string } | undefined {
  if (!Array.isArray(blocks)) return { error: 'invalid_blocks_format', message: 'blocks must be a list' };
  if (blocks.length > mostBlocks)
    return { error: 'invalid_blocks', message: `no more than ${mostBlocks} items allowed [json-pointer:/blocks]` };
  for (const [index, block] of blocks.entries()) {
    const message = isObject(block) ? blockProblem(block) : 'must be an object';
    if (message) return { error: 'invalid_blocks', message: `${message} [json-pointer:/blocks/${index}]` };
  }
  const characters = charactersIn(blocks);
  return characters > mostCharactersInAllBlocks
    ? { error: 'msg_blocks_too_long', message: `the blocks hold ${characters} characters` }
    : undefined;
}

function blockProblem(block: JsonObject): string | undefined {
  const type = block['type'];
  if (typeof type !== 'string' || !blockTypes.has(type)) return `unsupported type: ${String(type)}`;
  if (typeof block['block_id'] === 'string' && block['block_id'].length > 255) return 'block_id longer than 255';
  switch (type) {
    case 'header':
      return textProblem(block['text'], 150, ['plain_text']);
    case 'section':
      return sectionProblem(block);
    case 'context':
      return listProblem(block['elements'], 10, 'elements');
    case 'actions':
      return listProblem(block['elements'], 25, 'elements');
    default:
      return undefined;
  }
}

function sectionProblem(block: JsonObject): string | undefined {
  const { text, fields } = block;
  if (text === undefined && fields === undefined) return 'section needs text or fields';
  const ofText = text === undefined ? undefined : textProblem(text, 3000, ['plain_text', 'mrkdwn']);
  if (ofText || fields === undefined) return ofText;
  const ofList = listProblem(fields, 10, 'fields');
  if (ofList || !Array.isArray(fields)) return ofList;
  return fields.map((field) => textProblem(field, 2000, ['plain_text', 'mrkdwn'])).find((problem) => problem);
}

function textProblem(text: unknown, most: number, types: readonly string[]): string | undefined {
  if (!isObject(text) || typeof text['text'] !== 'string' || text['text'] === '') return 'missing text';
  if (!types.includes(String(text['type']))) return `text must be of type ${types.join(' or ')}`;
  return text['text'].length > most ? `must be less than ${most + 1} characters` : undefined;
}

function listProblem(list: unknown, most: number, name: string): string | undefined {
  if (!Array.isArray(list) || list.length === 0) return `${name} must be a list that is not empty`;
  return list.length > most ? `no more than ${most} ${name} allowed` : undefined;
}

function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + charactersIn(entry), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, entry]) => sum + (key === 'text' && typeof entry === 'string' ? entry.length : charactersIn(entry)),
    0,
  );
}
