import { languages, type Language } from '../sandbox/control/sentences.ts';
import { UsageError } from './command.ts';

/** The language that a person reads: `--lang`, else what the environment says, else English. @throws UsageError */
export function languageOf(given: string | undefined, env: Readonly<Record<string, string | undefined>>): Language {
  if (given !== undefined) {
    const known = languages.find((language) => language === given);
    if (known === undefined)
      throw new UsageError(`--lang takes ${languages.join(' or ')}, got ${JSON.stringify(given)}`);
    return known;
  }
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '') ?? '';
  return locale.startsWith('ja') ? 'ja' : 'en';
}
