import { useLanguage, type Language } from '../preferences/preferences.ts';

type Entry = string | ((...given: never[]) => string);
type SameShape<Given> = { readonly [Key in keyof Given]: Given[Key] extends string ? string : Given[Key] };

/** Texts of one part of the page in both languages; that neither lacks one is checked by the compiler. */
export interface Words<Given> {
  readonly en: Given;
  readonly ja: SameShape<Given>;
}

/** Declares texts: plain ones, or functions of what goes into them. */
export const defineWords = <const Given extends Readonly<Record<string, Entry>>>(words: Words<Given>): Words<Given> =>
  words;

/** The texts in the language that is chosen now. */
export const useWords = <Given>(words: Words<Given>): SameShape<Given> => words[useLanguage()] as SameShape<Given>;

/** A text that the sandbox gives in both languages. */
export const useSaid = (): ((said: Readonly<Record<Language, string>>) => string) => {
  const language = useLanguage();
  return (said) => said[language];
};
