import type { Language } from '../../sandbox/control/sentences.ts';

interface Count {
  readonly effects: number;
  readonly letters: number;
  readonly leftAlone: number;
}

interface RedriveWords {
  readonly parked: string;
  readonly deadLetters: (queue: string) => string;
  readonly since: (at: string) => string;
  readonly noCase: string;
  readonly letterDry: string;
  readonly done: string;
  readonly nothing: string;
  readonly would: (count: Count) => string;
  readonly did: (count: Count) => string;
  readonly unreadable: (cases: string) => string;
  readonly notAll: (queues: string) => string;
  readonly stopped: string;
  readonly progress: (looked: number, found: number) => string;
}

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

const en: RedriveWords = {
  parked: 'Parked effects',
  deadLetters: (queue) => `Dead letters of ${queue}`,
  since: (at) => `since ${at}`,
  noCase: 'no case named',
  letterDry: 'It goes back to its queue and is handled again.',
  done: 'Done.',
  nothing: 'Nothing that fits was given up.',
  would: ({ effects, letters, leftAlone }) =>
    `${plural(effects, 'parked effect')} and ${plural(letters, 'dead letter')} would be brought back, ${leftAlone} left alone. Nothing was changed; --yes does it.`,
  did: ({ effects, letters, leftAlone }) =>
    `${plural(effects, 'parked effect')} and ${plural(letters, 'dead letter')} brought back, ${leftAlone} left alone.`,
  unreadable: (cases) => `not looked at, because another version has written them: ${cases}`,
  notAll: (queues) => `there may be more than the 1,000 messages that were looked at in: ${queues}`,
  stopped: 'stopped: what is counted here is done, the rest is as it was. Run the command again to go on.',
  progress: (looked, found) => `${looked} looked at, ${found} found`,
};

const ja: RedriveWords = {
  parked: '保留',
  deadLetters: (queue) => `デッドレター (${queue})`,
  since: (at) => `${at} から`,
  noCase: 'ケースの記載なし',
  letterDry: '元のキューに戻り、もう一度処理されます。',
  done: '行いました。',
  nothing: '該当する保留やデッドレターはありません。',
  would: ({ effects, letters, leftAlone }) =>
    `保留 ${effects} 件とデッドレター ${letters} 件を再実行します。そのままにするもの: ${leftAlone} 件。まだ何も変えていません。--yes で実行します。`,
  did: ({ effects, letters, leftAlone }) =>
    `保留 ${effects} 件とデッドレター ${letters} 件を再実行しました。そのままにしたもの: ${leftAlone} 件。`,
  unreadable: (cases) => `別のバージョンが書いたため、確かめられないケース: ${cases}`,
  notAll: (queues) => `確かめた 1,000 件のほかにもメッセージがあるかもしれないキュー: ${queues}`,
  stopped: '中断しました。ここに数えたものは済み、残りは元のままです。もう一度コマンドを実行すると続きから行います。',
  progress: (looked, found) => `${looked} 件を確認、該当 ${found} 件`,
};

export const redriveWords: Readonly<Record<Language, RedriveWords>> = { ja, en };
