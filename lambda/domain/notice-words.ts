import type { CompiledPolicy, Level } from '../contract/compiled-policy.ts';
import type { Severity } from '../contract/primitives.ts';

/** The words of our own notices in one language; placeholders as in the policy file. */
export interface NoticeWords {
  /** What a notice is about, by the kind of its level; `{about}` in the other words. */
  readonly about: Readonly<Record<Level['kind'], string>>;
  /** First sentence of a task. */
  readonly opening: Readonly<Record<Level['kind'], string>>;
  readonly taskName: string;
  readonly taskDescription: string;
  /** Lines of a Slack message; the link to the case follows them. */
  readonly slackLines: readonly string[];
  readonly caseLink: string;
  /** Stands where a value is missing. */
  readonly nothing: string;
  readonly nobody: string;
  readonly severities: Readonly<Record<Severity, string>>;
}

const japanese: NoticeWords = {
  about: { warn: '期限間近', breach: '期限超過', escalate: '期限超過 (引き上げ)' },
  opening: {
    warn: '期限 {deadline} が近づいているケースです。',
    breach: '期限 {deadline} までに対応されなかったケースです。',
    escalate: '期限 {deadline} を過ぎても対応されていないケースです。',
  },
  taskName: '【{about}】{case.title}',
  taskDescription: [
    '{opening}',
    'ケース番号: {case.reference_number}',
    '件名: {case.title}',
    '状態: {case.status}',
    'ポリシー: {policy}(重要度 {severity})',
    '{case.url}',
  ].join('\n'),
  slackLines: [
    '*{about}* 重要度: {severity} ({policy})',
    '{case.reference_number} {case.title}',
    '期限: {deadline} 担当: {owner.name} 状態: {case.status}',
  ],
  caseLink: 'ケースを開く',
  nothing: '-',
  nobody: '未割り当て',
  severities: { low: '低', medium: '中', high: '高', critical: '緊急' },
};

const english: NoticeWords = {
  about: { warn: 'Due soon', breach: 'Overdue', escalate: 'Overdue, escalated' },
  opening: {
    warn: 'This case is due at {deadline}.',
    breach: 'Nobody has answered this case by {deadline}.',
    escalate: 'Nobody has answered this case, which was due at {deadline}.',
  },
  taskName: '[{about}] {case.title}',
  taskDescription: [
    '{opening}',
    'Case number: {case.reference_number}',
    'Title: {case.title}',
    'Status: {case.status}',
    'Policy: {policy} (severity {severity})',
    '{case.url}',
  ].join('\n'),
  slackLines: [
    '*{about}* severity: {severity} ({policy})',
    '{case.reference_number} {case.title}',
    'Deadline: {deadline} Owner: {owner.name} Status: {case.status}',
  ],
  caseLink: 'Open the case',
  nothing: '-',
  nobody: 'nobody',
  severities: { low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
};

export const noticeWords: Readonly<Record<CompiledPolicy['language'], NoticeWords>> = { ja: japanese, en: english };
