import type { PolicyFile } from '../../../lambda/contract/policy-file.ts';

type Language = PolicyFile['language'];

/** What an alarm means and what to do next, as it stands in its mail; `of` is the function, queue or lane. */
export interface AlarmText {
  readonly meaning: (of: string) => string;
  readonly next: string;
}

/** The page that says more about every alarm. */
const page: Readonly<Record<Language, string>> = { ja: 'docs/ja/alarms.md', en: 'docs/how-to/alarms.md' };

const ja = {
  absent: {
    meaning: (name) => `関数 ${name} が予定どおりに動いていません。`,
    next: 'EventBridge Scheduler のスケジュールが有効か、関数が呼び出せるか、アカウントの同時実行数を確認してください。',
  },
  failing: {
    meaning: (name) => `関数 ${name} が何分も続けて失敗しています。`,
    next: '関数のロググループで最後のエラーを読んでください。直れば、溜まった仕事はひとりでに片付きます。',
  },
  throttled: {
    meaning: (name) => `関数 ${name} の起動が何分も続けて Lambda に断られています。`,
    next: 'アカウントの同時実行数の上限と、それを使い切っている関数を確認してください。',
  },
  'loop-stopped': {
    meaning: (name) => `Lambda が関数 ${name} を再帰ループとみなして止めました。`,
    next: '止められたメッセージはデッドレターキューにあります。casewarden redrive で中身を確認してから戻してください。',
  },
  'dead-letters': {
    meaning: (name) => `${name} のデッドレターキューに、処理できなかったメッセージがあります。`,
    next: 'casewarden redrive で中身と理由を確認し、原因を直してから --yes で戻してください。14 日で消えます。',
  },
  unread: {
    meaning: (name) => `キュー ${name} のメッセージが 30 分以上読まれていません。`,
    next: 'このキューを読む関数とイベントソースマッピングが有効か確認してください。',
  },
  'due-rows': {
    meaning: () => '期限の来たケースが 5 分以上処理されていない、または tick が台帳を読めません。',
    next: '受信キューと関数 advance のエラー、DynamoDB の状態を確認してください。',
  },
  unattended: {
    meaning: (lane) => `レーン ${lane} に仕事が待っているのに、誰も動いていません。`,
    next: '関数 dispatch のイベントソースマッピングが有効か、そのキューとデッドレターキューを確認してください。',
  },
} as const satisfies Readonly<Record<string, AlarmText>>;

/** What alarms are about. */
export type AlarmKind = keyof typeof ja;

const en: Readonly<Record<AlarmKind, AlarmText>> = {
  absent: {
    meaning: (name) => `The function ${name} does not run when it should.`,
    next: 'See whether its schedule of EventBridge Scheduler is enabled, the function can be invoked, and the account has concurrency left.',
  },
  failing: {
    meaning: (name) => `The function ${name} has been failing for minutes.`,
    next: 'Read the last errors in its log group. Once it works again, what has piled up is done by itself.',
  },
  throttled: {
    meaning: (name) => `Lambda has refused to start the function ${name} for minutes.`,
    next: "See the account's concurrency limit, and which function uses it up.",
  },
  'loop-stopped': {
    meaning: (name) => `Lambda took the function ${name} for a part of an endless loop and stopped it.`,
    next: 'The messages that were stopped are dead letters: look at them with casewarden redrive before you bring them back.',
  },
  'dead-letters': {
    meaning: (name) => `The dead-letter queue of ${name} holds messages that could not be handled.`,
    next: 'See what they are and why with casewarden redrive, fix the cause, then bring them back with --yes. They vanish after 14 days.',
  },
  unread: {
    meaning: (name) => `Messages in the queue ${name} have not been read for more than 30 minutes.`,
    next: 'See whether the function that reads it and its event source mapping are enabled.',
  },
  'due-rows': {
    meaning: () => 'A case has been due for more than 5 minutes without being handled, or tick cannot read the ledger.',
    next: 'See the inbox queue, the errors of the function advance, and DynamoDB.',
  },
  unattended: {
    meaning: (lane) => `Work waits in the lane ${lane} and nobody is on it.`,
    next: "See whether the event source mapping of the lane's dispatch function is enabled, and the lane's queue and dead letters.",
  },
};

const texts: Readonly<Record<Language, Readonly<Record<AlarmKind, AlarmText>>>> = { ja, en };

/** The description of an alarm: what it means, what to do next, where more stands. */
export function alarmDescription(language: Language, kind: AlarmKind, of: string): string {
  const { meaning, next } = texts[language][kind];
  return `${meaning(of)} ${next} → ${page[language]}#${kind}`;
}
