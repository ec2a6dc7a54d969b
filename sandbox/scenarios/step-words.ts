import { crowdStepWords } from './crowd-words.ts';
import type { ScenarioStep } from './steps.ts';
import { actorName, duration, settings, type Words } from './word-parts.ts';

const sameInBoth = (text: string): Words => ({ ja: text, en: text });
const named = (name: string | undefined): Words =>
  name === undefined ? { ja: '', en: '' } : { ja: ` (ケース ${name})`, en: ` (case ${name})` };

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
  if ('at' in step) return sameInBoth(`→ ${step.at}`);
  return crowdStepWords(step);
}
