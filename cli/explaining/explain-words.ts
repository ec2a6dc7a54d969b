import type {
  ClockExplanation,
  EffectExplanation,
  LevelExplanation,
  Piece,
} from '../../lambda/contract/explanation.ts';
import type { Language } from '../../sandbox/control/sentences.ts';

interface ExplainWords {
  readonly title: (caseId: string, now: string) => string;
  readonly policies: string;
  readonly chosen: Readonly<Record<'chosen' | 'matched' | 'unmatched', string>>;
  readonly others: (count: number) => string;
  readonly cycle: (cycle: number) => string;
  readonly kinds: Readonly<Record<ClockExplanation['kind'], string>>;
  readonly facts: {
    readonly calendar: string;
    readonly roundTheClock: string;
    readonly target: string;
    readonly used: string;
    readonly paused: string;
    readonly credited: string;
    readonly left: string;
    readonly over: string;
  };
  readonly time: readonly [from: string, to: string, state: string, counts: string, sum: string];
  readonly ahead: string;
  readonly pieces: Readonly<Record<Piece['state'], string>>;
  readonly levels: string;
  readonly states: Readonly<Record<LevelExplanation['state'], string>>;
  readonly statuses: Readonly<Record<EffectExplanation['status'], string>>;
  readonly next: string;
  readonly nothingNext: string;
  readonly whyNothing: string;
  readonly unwanted: string;
}

const ja: ExplainWords = {
  title: (caseId, now) => `ケース ${caseId}、${now} 現在`,
  policies: 'ポリシー (ファイルの順)',
  chosen: { chosen: '適用', matched: '該当', unmatched: '-' },
  others: (count) => `ほかのテンプレートのためのポリシー: ${count} 件`,
  cycle: (cycle) => `${cycle} 回目`,
  kinds: {
    'first-response': '初回応答',
    resolution: '解決',
    update: '定期連絡',
    'next-response': '次の応答',
    adopted: '取り込んだ SLA',
  },
  facts: {
    calendar: 'カレンダー',
    roundTheClock: '24 時間',
    target: '目標',
    used: '使用',
    paused: '停止',
    credited: 'うち営業時間内',
    left: '残り',
    over: '超過',
  },
  time: ['から', 'まで', '', '計上', '累計'],
  ahead: 'このまま何も変わらなければ',
  pieces: {
    open: '営業中',
    closed: '営業時間外',
    'paused-open': '停止 (営業中)',
    'paused-closed': '停止 (営業時間外)',
    kept: '引き継ぎ前の使用',
    several: '途中を省略',
  },
  levels: '段階',
  states: {
    fired: '発動済み',
    skipped: '飛ばした',
    pending: 'これから',
    'not-reached': '達せず',
    cancelled: '取り消し',
  },
  statuses: { pending: '待ち', claimed: '実行中', done: '済み', parked: '保留', cancelled: '取り消し' },
  next: '次に起きること',
  nothingNext: '自動で起きることはありません。',
  whyNothing: 'なぜ何も発動していないか',
  unwanted: 'このテンプレートのケースを対象とするポリシーがないか、この時刻にはまだケースがありません。',
};

const en: ExplainWords = {
  title: (caseId, now) => `Case ${caseId} at ${now}`,
  policies: 'Policies, in the order of the file',
  chosen: { chosen: 'counts', matched: 'matches', unmatched: '-' },
  others: (count) => (count === 1 ? '1 policy is for another template' : `${count} policies are for other templates`),
  cycle: (cycle) => `cycle ${cycle}`,
  kinds: {
    'first-response': 'first response',
    resolution: 'resolution',
    update: 'update',
    'next-response': 'next response',
    adopted: 'adopted SLA',
  },
  facts: {
    calendar: 'calendar',
    roundTheClock: 'round the clock',
    target: 'target',
    used: 'used',
    paused: 'paused',
    credited: 'of it in open hours',
    left: 'left',
    over: 'over',
  },
  time: ['from', 'to', '', 'counts', 'sum'],
  ahead: 'if nothing changes',
  pieces: {
    open: 'open',
    closed: 'closed',
    'paused-open': 'paused (open hours)',
    'paused-closed': 'paused (closed)',
    kept: 'used before the take-over',
    several: 'left out here',
  },
  levels: 'Levels',
  states: {
    fired: 'fired',
    skipped: 'skipped',
    pending: 'to come',
    'not-reached': 'not reached',
    cancelled: 'cancelled',
  },
  statuses: { pending: 'waiting', claimed: 'under way', done: 'done', parked: 'parked', cancelled: 'cancelled' },
  next: 'What comes next',
  nothingNext: 'Nothing comes by itself.',
  whyNothing: 'Why nothing has fired',
  unwanted: 'No policy is for cases of this template, or there is no case yet at this instant.',
};

export const explainWords: Readonly<Record<Language, ExplainWords>> = { ja, en };
export type { ExplainWords };
