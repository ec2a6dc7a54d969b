/** Words of a notice, beside `case.<field>`, that are filled in when it is sent. */
export const noticeWords = ['owner.name', 'deadline', 'case.url', 'policy', 'severity'] as const;

/** What stands between braces in the text of a notice; `{` without a word is plain text. */
export function placeholdersIn(text: string): readonly string[] {
  return [...text.matchAll(/\{([a-zA-Z][a-zA-Z0-9_.-]*)\}/g)].map((match) => match[1] ?? '');
}

/** Names of case fields that a notice shows. */
export function fieldsIn(text: string): readonly string[] {
  return placeholdersIn(text).flatMap((word) =>
    word.startsWith('case.') && word !== 'case.url' ? [word.slice('case.'.length)] : [],
  );
}
