import type { CompiledPolicy } from '../contract/compiled-policy.ts';
import type { Severity } from '../contract/primitives.ts';

/** The words of our own notices in one language; placeholders as in the policy file. */
export interface NoticeWords {
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
  taskName: '【期限超過】{case.title}',
  taskDescription: [
    '期限 {deadline} までに対応されなかったケースです。',
    'ケース番号: {case.reference_number}',
    '件名: {case.title}',
    '状態: {case.status}',
    'ポリシー: {policy}(重要度 {severity})',
    '{case.url}',
  ].join('\n'),
  slackLines: [
    '*期限超過* 重要度: {severity} ({policy})',
    '{case.reference_number} {case.title}',
    '期限: {deadline} 担当: {owner.name} 状態: {case.status}',
  ],
  caseLink: 'ケースを開く',
  nothing: '-',
  nobody: '未割り当て',
  severities: { low: '低', medium: '中', high: '高', critical: '緊急' },
};

const english: NoticeWords = {
  taskName: '[Overdue] {case.title}',
  taskDescription: [
    'Nobody has answered this case by {deadline}.',
    'Case number: {case.reference_number}',
    'Title: {case.title}',
    'Status: {case.status}',
    'Policy: {policy} (severity {severity})',
    '{case.url}',
  ].join('\n'),
  slackLines: [
    '*Overdue* severity: {severity} ({policy})',
    '{case.reference_number} {case.title}',
    'Deadline: {deadline} Owner: {owner.name} Status: {case.status}',
  ],
  caseLink: 'Open the case',
  nothing: '-',
  nobody: 'nobody',
  severities: { low: 'low', medium: 'medium', high: 'high', critical: 'critical' },
};

export const noticeWords: Readonly<Record<CompiledPolicy['language'], NoticeWords>> = { ja: japanese, en: english };
