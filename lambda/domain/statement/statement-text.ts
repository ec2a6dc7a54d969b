import type { Statement } from '../../contract/statement.ts';
import { escapeForSlack } from '../text-limits.ts';
import { statementLines, type Line } from './statement-lines.ts';
import { words } from './words.ts';

type Language = Statement['language'];

/** Cases that a message lists; all stand in the file. */
const mostInMessage = 10;

/** The statement as plain text, as the command line prints it. @param most cases that are listed at most */
export function statementText(told: Statement, language: Language, most = Number.POSITIVE_INFINITY): string {
  const forms = { title: '', heading: '\n', text: '', item: '- ' } as const;
  const [title, span, ...rest] = statementLines(told, language, most).map(({ is, text }) => `${forms[is]}${text}`);
  return `${[title, span, '', ...rest].join('\n')}\n`;
}

/** The statement as Markdown. */
export function statementMarkdown(told: Statement, language: Language): string {
  const forms = { title: '# ', heading: '\n## ', text: '\n', item: '- ' } as const;
  const lines = statementLines(told, language, Number.POSITIVE_INFINITY);
  const written = lines.map(({ is, text }, index) => {
    // A list needs an empty line before it.
    const gap = is === 'item' && lines[index - 1]?.is !== 'item' ? '\n' : '';
    return `${gap}${forms[is]}${escapeMarkdown(text)}`;
  });
  return `${written.join('\n')}\n`;
}

/** The statement as a Slack message: the counts, and the first few cases. @param place where all of it stands */
export function statementMessage(told: Statement, language: Language, place: string): string {
  const forms: Readonly<Record<Line['is'], (text: string) => string>> = {
    title: (text) => `*${text}*`,
    heading: (text) => `\n*${text}*`,
    text: (text) => text,
    item: (text) => `• ${text}`,
  };
  const lines = statementLines(told, language, mostInMessage).map(({ is, text }) => forms[is](escapeForSlack(text)));
  return [...lines, '', escapeForSlack(words[language].wholeAt(place))].join('\n');
}

/** Characters that would be formatting; ids and reasons are shown as they are. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|]/g, String.raw`\$&`);
}
