import type { FlowFrame } from './flow-frames.ts';
import type { Names } from './names.ts';
import type { FieldChange, Reason } from './reasons.ts';
import type { Language } from './sentences.ts';

type Because = Reason['because'];
type Of<Kind extends Because> = Extract<Reason, { because: Kind }>;
type Words = { readonly [Kind in Because]: (reason: Of<Kind>, names: Names) => string };

const lastSegment = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** A field's value as people call it. */
function valueName(field: string, value: FieldChange['to'], names: Names): string {
  const text = value === null ? '' : String(value);
  return field === 'assigned_user' && text !== '' ? names.user(text) : names.option(field, text);
}

type Condition = NonNullable<Of<'deadline'>['condition']>;
const wanted = ({ field, values }: Condition, names: Names, separator: string): string =>
  values.map((value) => valueName(field, value, names)).join(separator);

const triggers: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ja: { OnCaseCreate: 'ケースの作成時', OnCaseUpdate: 'ケースの更新時', OnSlaBreach: 'SLA の超過時' },
  en: {
    OnCaseCreate: ' when a case is created',
    OnCaseUpdate: ' when a case is updated',
    OnSlaBreach: ' when an SLA is breached',
  },
};
const triggerOf = (rule: string, names: Names, language: Language): string =>
  triggers[language][names.ruleTrigger(rule) ?? ''] ?? '';

function frameName(frame: FlowFrame | null, names: Names, language: Language): string {
  if (frame === null) return language === 'ja' ? 'コンタクトフロー' : 'a contact flow';
  const name = names.flow(frame.flow);
  if (language === 'ja') return `${frame.isModule ? 'フローモジュール' : 'フロー'}「${name}」`;
  return `the ${frame.isModule ? 'flow module' : 'flow'} “${name}”`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Who or what made a change, for the middle of a sentence; empty when nothing tells. */
function whom(by: Reason | null, names: Names, language: Language): string {
  if (by?.because === 'person') return language === 'ja' ? `${names.user(by.user)} さん` : names.user(by.user);
  if (by?.because === 'rule') return language === 'ja' ? `ルール「${by.rule}」` : `the rule “${by.rule}”`;
  if (by?.because === 'flow') return frameName(by.frame, names, language);
  if (by?.because === 'program') return lastSegment(by.name);
  return by?.because === 'policy' ? 'Casewarden' : '';
}

const japanese: Words = {
  flow: ({ frame }, names) => `${frameName(frame, names, 'ja')}によるものです。`,
  'flow-stuck': ({ frame }, names) => `${frameName(frame, names, 'ja')}が先へ進めなくなったためです。`,
  rule({ rule, assigns }, names) {
    const when = triggerOf(rule, names, 'ja');
    const does = assigns ? '付ける SLA です' : '行うと定めた変更です';
    return `ルール「${rule}」が${when === '' ? '' : `${when}に`}${does}。`;
  },
  person: ({ user }, names) => `${names.user(user)} さんの操作によるものです。`,
  program: ({ name }) => `プログラム「${lastSegment(name)}」が API で行いました。`,
  policy({ policy, level, step }) {
    const which = policy === null ? 'Casewarden のポリシー' : `ポリシー「${policy}」`;
    const when = level === 'breach' ? '期限を過ぎたときに' : `段階「${level}」で`;
    return `${which}が${when}行うと定めた手順${step === null ? '' : `の ${step} 番目`}です。`;
  },
  level: ({ policy, level }) => `ポリシー「${policy}」の段階「${level}」に達したためです。`,
  deadline({ condition }, names) {
    if (condition === null || condition.values.length === 0) return '条件が満たされないまま期限が過ぎたためです。';
    return `「${names.field(condition.field)}」が「${wanted(condition, names, '」または「')}」になる前に期限が過ぎたためです。`;
  },
  change({ changes, by }, names) {
    const list = changes.map(({ field, to }) => {
      const value = valueName(field, to, names);
      return `「${names.field(field)}」が${value === '' ? '空' : `「${value}」`}に`;
    });
    const who = whom(by, names, 'ja');
    return `${list.join('、')}なったためです${who === '' ? '' : ` (${who}による変更)`}。`;
  },
  'case-deleted': () => 'ケースが削除されたためです。',
  sink: ({ sink, change }) =>
    `ケースが${change === 'created' ? '作られた' : '更新された'}ことを連携先「${sink}」へ伝えるためです。`,
  expired: () => '続けられる時間の上限に達したためです。',
  customer: () => 'お客様が終えました。',
};

const english: Words = {
  flow: ({ frame }, names) => `Comes from ${frameName(frame, names, 'en')}.`,
  'flow-stuck': ({ frame }, names) => `${capital(frameName(frame, names, 'en'))} could not go on.`,
  rule: ({ rule, assigns }, names) =>
    `The rule “${rule}” ${assigns ? 'assigns it' : 'does this'}${triggerOf(rule, names, 'en')}.`,
  person: ({ user }, names) => `Done by ${names.user(user)}.`,
  program: ({ name }) => `Done through the API by the program “${lastSegment(name)}”.`,
  policy({ policy, level, step }) {
    const which = policy === null ? 'a policy of Casewarden' : `the policy “${policy}”`;
    const when = level === 'breach' ? 'when its deadline is missed' : `at its level “${level}”`;
    return step === null ? `${capital(which)} orders this ${when}.` : `Step ${step} of what ${which} orders ${when}.`;
  },
  level: ({ policy, level }) => `The clock of the policy “${policy}” reached its level “${level}”.`,
  deadline({ condition }, names) {
    if (condition === null || condition.values.length === 0)
      return 'The deadline passed while the condition was not met.';
    return `The deadline passed before “${names.field(condition.field)}” was “${wanted(condition, names, '” or “')}”.`;
  },
  change({ changes, by }, names) {
    const list = changes.map(({ field, to }) => {
      const value = valueName(field, to, names);
      return `“${names.field(field)}” ${value === '' ? 'was cleared' : `became “${value}”`}`;
    });
    const who = whom(by, names, 'en');
    return `${list.join(' and ')}${who === '' ? '' : ` (changed by ${who})`}.`;
  },
  'case-deleted': () => 'The case was deleted.',
  sink: ({ sink, change }) => `The case was ${change}, and “${sink}” is to hear of it.`,
  expired: () => 'It had lasted as long as it may.',
  customer: () => 'The customer ended it.',
};

/** A reason as a sentence for people. */
export function reasonOf(reason: Reason, language: Language, names: Names): string {
  const say = { ja: japanese, en: english }[language][reason.because] as (reason: Reason, names: Names) => string;
  return say(reason, names);
}
