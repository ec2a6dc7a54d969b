import { defineWords } from '../../language/words.ts';

/** Texts that several pages under the hood share. */
export const hoodWords = defineWords({
  en: {
    when: (zone: string) => `When (${zone})`,
    json: 'JSON',
    jsonOf: (what: string) => `JSON of ${what}`,
    close: 'Close',
    case: 'Case',
    technical: 'Name in AWS',
    loading: 'Loading',
    gone: 'There is no such thing in this deployment. It may be from an earlier run.',
  },
  ja: {
    when: (zone: string) => `日時 (${zone})`,
    json: 'JSON',
    jsonOf: (what: string) => `${what}の JSON`,
    close: '閉じる',
    case: 'ケース',
    technical: 'AWS での名前',
    loading: '読み込み中',
    gone: 'このデプロイには見つかりません。以前の実行のものかもしれません。',
  },
});
