import type { Language } from '../control/sentences.ts';
import type { Actor, ScenarioStep } from './steps.ts';

type Words = Readonly<Record<Language, string>>;

const sameInBoth = (text: string): Words => ({ ja: text, en: text });
const actorName = (actor: Actor): string => (typeof actor === 'string' ? actor : actor.integration);
const named = (name: string | undefined): Words =>
  name === undefined ? { ja: '', en: '' } : { ja: ` (ケース ${name})`, en: ` (case ${name})` };

/** `3 日 2 時間`, `90 s`: the largest units first, none that is zero. */
function duration(milliseconds: number): Words {
  const units = [
    { length: 86_400_000, ja: '日', en: 'd' },
    { length: 3_600_000, ja: '時間', en: 'h' },
    { length: 60_000, ja: '分', en: 'min' },
    { length: 1000, ja: '秒', en: 's' },
  ];
  const parts: { ja: string; en: string }[] = [];
  let rest = milliseconds;
  for (const { length, ja, en } of units) {
    const count = length === 1000 ? rest / length : Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push({ ja: `${count} ${ja}`, en: `${count} ${en}` });
  }
  return { ja: parts.map(({ ja }) => ja).join(' '), en: parts.map(({ en }) => en).join(' ') };
}

const settings = (set: Readonly<Record<string, string>>): string =>
  Object.entries(set)
    .map(([field, value]) => `${field} = ${value}`)
    .join(', ');

/** A step in a few words. */
export function describeStep(step: ScenarioStep): Words {
  if ('chat' in step) return { ja: `${step.chat.customer} がチャットを開く`, en: `${step.chat.customer} opens a chat` };
  if ('create-case' in step) {
    const { case: name, template, as } = step['create-case'];
    return {
      ja: `${actorName(as)} がテンプレート「${template}」のケースを作る (ケース ${name})`,
      en: `${actorName(as)} makes a case of the template “${template}” (case ${name})`,
    };
  }
  if ('update-case' in step) {
    const { case: name, as, set } = step['update-case'];
    return {
      ja: `${actorName(as)} がケースの項目を変える: ${settings(set)}${named(name).ja}`,
      en: `${actorName(as)} sets ${settings(set)}${named(name).en}`,
    };
  }
  if ('console-rule' in step) {
    const { name, on, assign } = step['console-rule'];
    return {
      ja: `管理者がコンソールでルール「${name}」を作る (${on}: SLA「${assign.sla}」)`,
      en: `the admin makes the rule “${name}” in the console (${on}: SLA “${assign.sla}”)`,
    };
  }
  if ('console-hours' in step) {
    const { hours, date, open } = step['console-hours'];
    return {
      ja: `管理者がコンソールで ${date} の営業時間「${hours}」を変える: ${open.join('、') || '休み'}`,
      en: `the admin overrides the hours “${hours}” of ${date} in the console: ${open.join(', ') || 'closed'}`,
    };
  }
  if ('wait' in step) {
    const { ja, en } = duration(step.wait);
    return { ja: `${ja}待つ`, en: `wait ${en}` };
  }
  if ('expect-never' in step) {
    const kind = step['expect-never'];
    return { ja: `${kind} がもう起きない${named(step.case).ja}`, en: `no further ${kind}${named(step.case).en}` };
  }
  if ('expect-slas' in step) {
    const name = named(step['expect-slas'].case);
    return { ja: `エージェント画面の SLA${name.ja}`, en: `the SLAs in the agent workspace${name.en}` };
  }
  if ('expect-rule-untouched' in step) {
    const name = step['expect-rule-untouched'];
    return { ja: `ルール「${name}」がそのまま残る`, en: `the rule “${name}” is as it was left` };
  }
  if ('expect' in step) {
    const { ja, en } = named(step.case);
    return { ja: `${step.expect}${ja}`, en: `${step.expect}${en}` };
  }
  return sameInBoth(`→ ${step.at}`);
}
