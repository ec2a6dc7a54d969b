import type { EraseCounts } from '../../lambda/contract/erase.ts';
import type { Language } from '../../sandbox/control/sentences.ts';

interface EraseWords {
  readonly unknown: (caseId: string) => string;
  readonly refused: Readonly<Record<'running' | 'owed' | 'changed', string>>;
  readonly would: (counts: EraseCounts) => string;
  readonly did: (counts: EraseCounts) => string;
  readonly kept: (counts: EraseCounts) => string;
  readonly already: (at: string) => string;
  readonly goesOn: string;
  readonly elsewhere: string;
}

const en: EraseWords = {
  unknown: (caseId) =>
    `the ledger knows no case ${caseId}. One that was deleted in Amazon Connect is known by its full id only, not by its reference number.`,
  refused: {
    running:
      'a clock of the case is running. First set the status at which the policy ends it (`until`), or delete the case in Amazon Connect.',
    owed: 'something is still owed for the case. Try again once it has been done or cancelled.',
    changed: 'others kept writing the case. Nothing was changed; try again.',
  },
  would: ({ values, signals, timelineLines }) =>
    `Would go: ${values} values of fields, ${signals} signals, the texts of ${timelineLines} lines of the timeline. Nothing was changed; --yes does it.`,
  did: ({ values, signals, timelineLines }) =>
    `Gone: ${values} values of fields, ${signals} signals, the texts of ${timelineLines} lines of the timeline.`,
  kept: ({ verdicts, effects }) =>
    `Kept: ${verdicts} verdicts of clocks, ${effects} keys of effects, and all instants.`,
  already: (at) => `It was erased at ${at}.`,
  goesOn: 'What is left of the timeline follows by itself within minutes.',
  elsewhere:
    'Not reached: the case in Amazon Connect, mails, Slack, the CRM, logs until they expire, and backups of the ledger (35 days).',
};

const ja: EraseWords = {
  unknown: (caseId) =>
    `台帳にケース ${caseId} はありません。Amazon Connect で削除したケースは、参照番号ではなく完全な ID で指定してください。`,
  refused: {
    running:
      'ケースの時計が動いています。先に、ポリシーの `until` が示すステータスに変えるか、Amazon Connect でケースを削除してください。',
    owed: 'まだ行うべきことが残っています。完了または取消の後にもう一度お試しください。',
    changed: '同時に更新が続いたため、何も変えていません。もう一度お試しください。',
  },
  would: ({ values, signals, timelineLines }) =>
    `消去の対象: 項目の値 ${values} 件、シグナル ${signals} 件、履歴 ${timelineLines} 行の本文。まだ何も変えていません。--yes で実行します。`,
  did: ({ values, signals, timelineLines }) =>
    `消去しました: 項目の値 ${values} 件、シグナル ${signals} 件、履歴 ${timelineLines} 行の本文。`,
  kept: ({ verdicts, effects }) => `残すもの: 時計の判定 ${verdicts} 件、実行の記録 ${effects} 件 (キーのみ)、各時刻。`,
  already: (at) => `${at} に消去済みです。`,
  goesOn: '残りの履歴は数分のうちに自動で消去されます。',
  elsewhere:
    '対象外: Amazon Connect のケース本体、送信済みのメール、Slack、CRM、保存期間内のログ、台帳のバックアップ (35 日間)。',
};

export const eraseWords: Readonly<Record<Language, EraseWords>> = { en, ja };
