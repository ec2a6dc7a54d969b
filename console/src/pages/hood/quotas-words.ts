import { defineWords } from '../../language/words.ts';

export const quotasWords = defineWords({
  en: {
    header: 'Quota use',
    description:
      'AWS allows only so many calls a second. Each chart shows the busiest second of each stretch of time against what AWS allows by default. Counted are the calls of the functions; what flows and rules do inside Connect is not.',
    span: 'How far back',
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    of: (service: string, operation: string) => `${service}: ${operation}`,
    noCalls: (perSecond: number) => `No calls; ${perSecond} a second allowed.`,
    peak: (peak: number, perSecond: number) => `Peak ${peak} of ${perSecond} calls a second`,
    nothingRefused: (peak: string) => `${peak}; nothing was refused.`,
    refusedSome: (peak: string, count: number) => `${peak}; ${count} refused.`,
    burst: (burst: number) => `For a moment up to ${burst} calls.`,
    source: 'Source of the figures',
    table: 'Figures as a table',
    tableOf: (name: string) => `Figures as a table: ${name}`,
    chartOf: (name: string) => `${name}: chart`,
    chartText: (summary: string) =>
      `Most calls in one second over time. ${summary} The figures stand in the table below.`,
    from: (zone: string) => `From (${zone})`,
    mostInOneSecond: 'Most in one second',
    calls: 'Calls',
    refused: 'Refused',
    accepted: 'Calls a second',
    refusedSeries: 'of them refused',
    limit: (perSecond: number) => `Quota: ${perSecond} a second`,
    empty: 'No calls',
    bar: (minutes: number, zone: string) =>
      `One bar is ${minutes === 1 ? 'one minute' : `${minutes} minutes`} of virtual time (${zone}).`,
    onlyWithCalls: 'Stretches without a call are left out.',
    external: 'opens in a new tab',
  },
  ja: {
    header: 'クォータの使用量',
    description:
      'AWS の API には 1 秒あたりの呼び出し回数に上限 (クォータ) があります。各グラフは、最も混み合った 1 秒の回数を AWS の既定の上限と比べたものです。数えるのは関数からの呼び出しで、フローやルールが Connect の中で行う処理は含みません。',
    span: '表示する期間',
    minutes: (count: number) => `${count} 分`,
    hours: (count: number) => `${count} 時間`,
    of: (service: string, operation: string) => `${service}: ${operation}`,
    noCalls: (perSecond: number) => `この期間の呼び出しはありません (上限は毎秒 ${perSecond} 回)。`,
    peak: (peak: number, perSecond: number) => `最大で毎秒 ${peak} 回 (上限 ${perSecond} 回)`,
    nothingRefused: (peak: string) => `${peak}。拒否された呼び出しはありません。`,
    refusedSome: (peak: string, count: number) => `${peak}。${count} 回が拒否されました。`,
    burst: (burst: number) => `瞬間的には ${burst} 回まで許されます。`,
    source: '数値の出典',
    table: '数値を表で見る',
    tableOf: (name: string) => `数値を表で見る: ${name}`,
    chartOf: (name: string) => `${name}のグラフ`,
    chartText: (summary: string) => `1 秒あたりの最大呼び出し回数の推移。${summary}数値は下の表にあります。`,
    from: (zone: string) => `開始時刻 (${zone})`,
    mostInOneSecond: '1 秒あたりの最大',
    calls: '呼び出し回数',
    refused: '拒否',
    accepted: '1 秒あたりの回数',
    refusedSeries: 'うち拒否',
    limit: (perSecond: number) => `上限: 毎秒 ${perSecond} 回`,
    empty: '呼び出しはありません',
    bar: (minutes: number, zone: string) => `横軸は仮想時刻 (${zone}) で、棒 1 本が ${minutes} 分間を表します。`,
    onlyWithCalls: '呼び出しのなかった時間は省いています。',
    external: '新しいタブで開きます',
  },
});

type Said = Readonly<{ ja: string; en: string }>;

/** What is called, in words, by service and operation; others keep the name of their operation. */
export const namesOfCalls: Readonly<Record<string, Said>> = {
  'cases:UpdateCase': { en: 'Update a case', ja: 'ケースの更新' },
  'cases:GetCase': { en: 'Read a case', ja: 'ケースの読み取り' },
  'cases:CreateCase': { en: 'Create a case', ja: 'ケースの作成' },
  'cases:SearchCases': { en: 'Search cases', ja: 'ケースの検索' },
  'cases:CreateRelatedItem': { en: 'Attach to a case', ja: 'ケースへの関連項目の追加' },
  'cases:SearchRelatedItems': { en: 'Search what is attached to a case', ja: '関連項目の検索' },
  'connect:StartTaskContact': { en: 'Start a task', ja: 'タスクの開始' },
  'ses:SendEmail': { en: 'Send a mail', ja: 'メールの送信' },
};
