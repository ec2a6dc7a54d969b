import type { Language } from '../../sandbox/control/sentences.ts';
import type { InventoryKind } from './inventory.ts';

interface PlanWords {
  readonly kinds: Readonly<Record<InventoryKind, string>>;
  readonly creates: (file: string) => string;
  readonly compared: (file: string, against: string) => string;
  readonly nothing: string;
  readonly deadlines: string;
  readonly samples: string;
  readonly policies: string;
  readonly clocks: Readonly<Record<'first-response' | 'resolution' | 'update' | 'next-response', string>>;
  readonly severities: Readonly<Record<'low' | 'medium' | 'high' | 'critical', string>>;
  readonly target: string;
  readonly roundTheClock: string;
  readonly calendar: string;
  readonly heading: readonly [day: string, open: string, marks: string];
  readonly weekdays: readonly string[];
  readonly closed: string;
  readonly holiday: (name: string | undefined) => string;
  readonly override: string;
  readonly allDay: string;
  readonly marks: Readonly<Record<'start' | 'warn' | 'breach' | 'escalate', string>>;
  readonly clockChange: (from: string, to: string, hours: number) => string;
  readonly later: string;
  readonly never: string;
}

const ja: PlanWords = {
  kinds: {
    domain: 'Cases ドメイン',
    field: 'ケース項目',
    'own-field': 'ネイティブ SLA のための項目',
    status: 'ステータス',
    template: 'テンプレート',
    flow: 'フロー',
    module: 'フローモジュール',
    calendar: 'カレンダー',
    clock: 'ポリシー',
    'native-sla': 'ネイティブ SLA',
    rule: 'Contact Lens ルール',
    adoption: '取り込む SLA',
    team: 'チーム',
    mail: '差出人',
    sink: '連携先',
    person: '必要なユーザー',
    queue: '必要なキュー',
    hours: '必要な営業時間',
    channel: '必要な Slack チャンネル',
  },
  creates: (file) => `${file} が作るもの、必要とするもの`,
  compared: (file, against) => `${against} から ${file} への変更`,
  nothing: '変更はありません。',
  deadlines: '期限の見本',
  samples:
    '時間を計る見本は 2 件です。途中で停止せず、誰も対応しないものとします。A の開始は次の月曜 9:00 (または --at)、B の開始はその後の金曜 18:00 です。',
  policies: 'ポリシーがありません。',
  clocks: { 'first-response': '初回応答', resolution: '解決', update: '定期連絡', 'next-response': '次の応答' },
  severities: { low: '重要度 低', medium: '重要度 中', high: '重要度 高', critical: '重要度 緊急' },
  target: '目標',
  roundTheClock: '24 時間',
  calendar: 'カレンダー',
  heading: ['日', '営業時間', '起きること'],
  weekdays: ['月', '火', '水', '木', '金', '土', '日'],
  closed: '休み',
  holiday: (name) => `休み (${name ?? '祝日・休業日'})`,
  override: 'この日だけの時間',
  allDay: '終日',
  marks: { start: '開始', warn: '警告', breach: '期限', escalate: 'エスカレーション' },
  clockChange: (from, to, hours) => `時計の変更 ${from} → ${to} (この日は ${hours} 時間)`,
  later: 'この後',
  never: '2100 年までに達しません',
};

const en: PlanWords = {
  kinds: {
    domain: 'Cases domain',
    field: 'case field',
    'own-field': 'field for the native SLA',
    status: 'status',
    template: 'template',
    flow: 'flow',
    module: 'flow module',
    calendar: 'calendar',
    clock: 'policy',
    'native-sla': 'native SLA',
    rule: 'Contact Lens rule',
    adoption: 'SLA to adopt',
    team: 'team',
    mail: 'sender',
    sink: 'sink',
    person: 'needs the user',
    queue: 'needs the queue',
    hours: 'needs the hours of operation',
    channel: 'needs the Slack channel',
  },
  creates: (file) => `What ${file} creates and what it needs`,
  compared: (file, against) => `What changes from ${against} to ${file}`,
  nothing: 'Nothing changes.',
  deadlines: 'Deadlines of sample cases',
  samples:
    'Two clocks that nothing pauses and nobody answers: A begins next Monday at 09:00 (or at --at), B on the Friday after it at 18:00.',
  policies: 'There is no policy.',
  clocks: {
    'first-response': 'first response',
    resolution: 'resolution',
    update: 'update',
    'next-response': 'next response',
  },
  severities: { low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
  target: 'target',
  roundTheClock: 'round the clock',
  calendar: 'calendar',
  heading: ['day', 'open', 'what happens'],
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  closed: 'closed',
  holiday: (name) => `closed (${name ?? 'holiday'})`,
  override: 'hours of this day only',
  allDay: 'all day',
  marks: { start: 'begins', warn: 'warning', breach: 'deadline', escalate: 'escalation' },
  clockChange: (from, to, hours) => `the clock changes ${from} -> ${to} (a day of ${hours} h)`,
  later: 'later',
  never: 'not before the end of 2100',
};

export const planWords: Readonly<Record<Language, PlanWords>> = { ja, en };
export type { PlanWords };
