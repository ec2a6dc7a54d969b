import type { Language } from '../../sandbox/control/sentences.ts';

interface Count {
  readonly agreed: number;
  readonly differ: number;
  readonly unplayable: number;
}

interface ReplayWords {
  readonly total: (count: Count) => string;
  readonly nothing: string;
  readonly owed: string;
  readonly owesNothing: string;
  readonly noPolicy: string;
  readonly unreadable: (cases: string) => string;
  readonly stopped: string;
  readonly progress: (looked: number) => string;
}

const en: ReplayWords = {
  total: ({ agreed, differ, unplayable }) =>
    `${agreed} agree, ${differ} differ, ${unplayable} could not be played. Nothing was changed.`,
  nothing: 'Nothing happened to any case in that span.',
  owed: 'would be owed; the file does not say what was done:',
  owesNothing: 'Nothing would be owed.',
  noPolicy:
    'No policy is for such a case. A YAML policy knows templates and fields by their names; for ids of AWS give the compiled policy.',
  unreadable: (cases) => `not looked at, because another version has written them: ${cases}`,
  stopped: 'stopped: only what is counted here was looked at.',
  progress: (looked) => `${looked} looked at`,
};

const ja: ReplayWords = {
  total: ({ agreed, differ, unplayable }) =>
    `一致 ${agreed} 件、相違 ${differ} 件、再生できないもの ${unplayable} 件。何も変えていません。`,
  nothing: 'この期間に動きのあったケースはありません。',
  owed: '次のものが必要になります。何を行ったかはファイルにありません。',
  owesNothing: '必要なものはありません。',
  noPolicy:
    'このケースを対象とするポリシーがありません。YAML のポリシーはテンプレートと項目を名前で表します。AWS の ID には、コンパイル済みのポリシーを指定してください。',
  unreadable: (cases) => `別のバージョンが書いたため、確かめられないケース: ${cases}`,
  stopped: '中断しました。ここに数えたものだけを確かめました。',
  progress: (looked) => `${looked} 件を確認`,
};

export const replayWords: Readonly<Record<Language, ReplayWords>> = { ja, en };
