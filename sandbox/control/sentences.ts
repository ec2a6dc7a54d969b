import { localTime, type Names } from './names.ts';
import type { PublicEvent, PublicEventKind } from './public-event.ts';

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

type Facts = Readonly<Record<string, unknown>>;
type Sentence = (facts: Facts, names: Names) => string;

const text = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : otherwise;
const list = (value: unknown, separator: string): string =>
  Array.isArray(value) ? value.map((one) => text(one)).join(separator) : text(value);
const moment = (value: unknown, names: Names): string =>
  typeof value === 'string' && value !== '' ? localTime(value, names.timeZone) : '';
const clockTime = (value: unknown, names: Names): string => moment(value, names).slice(11, 16);
const user = (value: unknown, names: Names, nobody: string): string => {
  const given = text(value);
  return given === '' ? nobody : names.user(given);
};
const field = (facts: Facts, name: string): unknown => (facts['fields'] as Facts | undefined)?.[name];
const option = (names: Names, value: unknown, none: string): string => {
  const given = text(value);
  return given === '' ? none : names.option('status', given);
};
/** The first line: notices are longer than a line of a timeline. */
const firstLine = (value: unknown): string => text(value).split('\n', 1)[0] ?? '';

/** The first line of a Slack message that says something, without Slack's marks for mentions, links and bold text. */
function firstSlackLine(value: unknown): string {
  const lines = text(value)
    .replaceAll(/<![^>]*>/g, '')
    .replaceAll(/\*([^*\n]+)\*/g, '$1')
    .replaceAll(/<[^>|]*\|([^>]*)>/g, '$1')
    .split('\n')
    .map((line) => line.trim());
  const line = lines.find((one) => one !== '') ?? firstLine(value);
  return line.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const speakers: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ja: { CUSTOMER: 'お客様', SYSTEM: '自動応答', AGENT: '担当者' },
  en: { CUSTOMER: 'Customer', SYSTEM: 'Flow', AGENT: 'Agent' },
};
const speaker = (language: Language, role: unknown): string =>
  speakers[language][text(role).toUpperCase()] ?? text(role);

const slaStatus: Readonly<Record<string, string>> = {
  Active: '計測中',
  Overdue: '期限超過',
  Met: '期限内に達成',
  NotMet: '期限後に達成',
};
const verdicts: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ja: { met: '期限内に達成', 'met-late': '遅れて達成', cancelled: '取り消し' },
  en: { met: 'met in time', 'met-late': 'met late', cancelled: 'cancelled' },
};

const japanese: Readonly<Record<PublicEventKind, Sentence>> = {
  'contact.started': (facts) => `お客様 ${text(facts['customer'])} さんからチャットの問い合わせが始まりました。`,
  'chat.message': (facts) => `${speaker('ja', facts['role'])}:「${text(facts['text'])}」`,
  'contact.queued': (facts) => `問い合わせは ${text(facts['queue']) || text(facts['agent'])} の待ち行列に入りました。`,
  'contact.accepted': (facts, names) => `${user(facts['agent'], names, '担当者')} さんがチャットに応答しました。`,
  'contact.ended': () => 'チャットが終わりました。',
  'profile.created': () => 'お客様のプロファイルを登録しました。',
  'case.created': (facts) => `ケース「${text(field(facts, 'title'), '(件名なし)')}」が作られました。`,
  'case.updated': (facts, names) =>
    `ケースの項目が変わりました: ${Object.keys((facts['changed'] as Facts | undefined) ?? {})
      .map((id) => names.field(id))
      .join('、')}。`,
  'case.deleted': () => 'ケースが削除されました。',
  'contact.linked': () => '問い合わせがケースに結び付きました。',
  'related-item.created': (facts) => `ケースに関連項目 (${text(facts['type'])}) が付きました。`,
  'sla.attached': (facts, names) =>
    `SLA「${text(facts['name'])}」が付きました。期限は ${moment(facts['targetTime'], names)} です。`,
  'sla.detached': (facts) => `SLA「${text(facts['name'])}」が外されました。`,
  'native-sla.changed': (facts) =>
    `エージェント画面の SLA「${text(facts['name'])}」が「${slaStatus[text(facts['status'])] ?? text(facts['status'])}」になりました。`,
  'sla.breached': (facts, names) =>
    `SLA「${text(facts['policy'])}」の期限 (${clockTime(facts['deadline'], names)}) が過ぎました。まだ誰も対応していません。`,
  'sla.warned': (facts, names) =>
    `SLA「${text(facts['policy'])}」の期限 (${moment(facts['deadline'], names)}) が近づいています。`,
  'case.escalated': (facts, names) =>
    `SLA「${text(facts['policy'])}」の期限 (${moment(facts['deadline'], names)}) から対応がないため、次の段階へ進みました。`,
  'sla.ended': (facts) =>
    `SLA「${text(facts['policy'])}」の計測が終わりました: ${verdicts.ja[text(facts['verdict'])] ?? text(facts['verdict'])}。`,
  'owner.changed': (facts, names) => `ケースの担当者が ${user(facts['to'], names, 'なし')} になりました。`,
  'status.changed': (facts, names) =>
    `ケースの状態が「${option(names, facts['from'], 'なし')}」から「${option(names, facts['to'], 'なし')}」になりました。`,
  'task.created': (facts, names) =>
    `${user(facts['owner'], names, '担当者')} さんへタスク「${firstLine(facts['name'])}」を出しました。`,
  'task.linked': () => 'タスクがケースに結び付きました。',
  'task.accepted': (facts, names) => `${user(facts['owner'], names, '担当者')} さんがタスクを引き受けました。`,
  'task.ended': () => 'タスクが終わりました。',
  'mail.sent': (facts) => `${list(facts['to'], '、')} へメール「${firstLine(facts['subject'])}」を送りました。`,
  'slack.posted': (facts) =>
    `Slack の #${text(facts['channelName'])} に投稿しました:「${firstSlackLine(facts['text'])}」`,
  'crm.upserted': (facts) =>
    `CRM の ${text(facts['object'])} レコードを${facts['created'] === true ? '作成' : '更新'}しました。`,
};

const english: Readonly<Record<PublicEventKind, Sentence>> = {
  'contact.started': (facts) => `${text(facts['customer'], 'A customer')} opened a chat.`,
  'chat.message': (facts) => `${speaker('en', facts['role'])}: “${text(facts['text'])}”`,
  'contact.queued': (facts) => `The contact waits for ${text(facts['queue']) || text(facts['agent'])}.`,
  'contact.accepted': (facts, names) => `${user(facts['agent'], names, 'An agent')} took the chat.`,
  'contact.ended': () => 'The chat ended.',
  'profile.created': () => 'A customer profile was created.',
  'case.created': (facts) => `The case “${text(field(facts, 'title'), 'without a title')}” was created.`,
  'case.updated': (facts, names) =>
    `Fields of the case changed: ${Object.keys((facts['changed'] as Facts | undefined) ?? {})
      .map((id) => names.field(id))
      .join(', ')}.`,
  'case.deleted': () => 'The case was deleted.',
  'contact.linked': () => 'The contact was linked to the case.',
  'related-item.created': (facts) => `A related item (${text(facts['type'])}) was added to the case.`,
  'sla.attached': (facts, names) =>
    `The SLA “${text(facts['name'])}” was attached, due at ${moment(facts['targetTime'], names)}.`,
  'sla.detached': (facts) => `The SLA “${text(facts['name'])}” was taken off the case.`,
  'native-sla.changed': (facts) =>
    `In the agent workspace the SLA “${text(facts['name'])}” is now ${text(facts['status'])}.`,
  'sla.breached': (facts, names) =>
    `The deadline of “${text(facts['policy'])}” (${clockTime(facts['deadline'], names)}) has passed and nobody has answered.`,
  'sla.warned': (facts, names) =>
    `The deadline of “${text(facts['policy'])}” (${moment(facts['deadline'], names)}) is drawing near.`,
  'case.escalated': (facts, names) =>
    `Nobody has answered since the deadline of “${text(facts['policy'])}” (${moment(facts['deadline'], names)}); the next step is taken.`,
  'sla.ended': (facts) =>
    `The clock of “${text(facts['policy'])}” ended: ${verdicts.en[text(facts['verdict'])] ?? text(facts['verdict'])}.`,
  'owner.changed': (facts, names) => `The case now belongs to ${user(facts['to'], names, 'nobody')}.`,
  'status.changed': (facts, names) =>
    `The status of the case went from “${option(names, facts['from'], 'none')}” to “${option(names, facts['to'], 'none')}”.`,
  'task.created': (facts, names) =>
    `${user(facts['owner'], names, 'The owner')} was given the task “${firstLine(facts['name'])}”.`,
  'task.linked': () => 'The task was linked to the case.',
  'task.accepted': (facts, names) => `${user(facts['owner'], names, 'The owner')} accepted the task.`,
  'task.ended': () => 'The task ended.',
  'mail.sent': (facts) => `A mail went to ${list(facts['to'], ', ')}: “${firstLine(facts['subject'])}”.`,
  'slack.posted': (facts) =>
    `Slack channel #${text(facts['channelName'])} was told: “${firstSlackLine(facts['text'])}”.`,
  'crm.upserted': (facts) =>
    `The CRM's ${text(facts['object'])} record was ${facts['created'] === true ? 'created' : 'updated'}.`,
};

/** One event as a sentence for people. */
export function sentenceOf(event: Pick<PublicEvent, 'kind' | 'facts'>, language: Language, names: Names): string {
  return { ja: japanese, en: english }[language][event.kind](event.facts, names);
}
