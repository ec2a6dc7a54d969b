import { textOf } from './facts.ts';
import type { Teller } from './fault-teller.ts';

/* Alarms of CloudWatch that went off. What an alarm means and what to do next stands in its own description. */

export const alarmRaised: Teller = ({ detail }) => {
  const [name, description] = [textOf(detail['name']), textOf(detail['description'])];
  return {
    title: { ja: `アラーム「${name}」が鳴りました`, en: `The alarm ${name} went off` },
    detail: textOf(detail['reason']),
    look: {
      ja: description === '' ? 'アラームが見ている指標を確認してください。' : description,
      en: description === '' ? 'See the metric that the alarm looks at.' : description,
    },
    about: { type: 'sandbox', name },
  };
};

export const alarmNotTold: Teller = ({ detail }) => {
  const name = textOf(detail['name']);
  return {
    title: {
      ja: `アラーム「${name}」を知らせることができませんでした`,
      en: `Nobody could be told of the alarm ${name}`,
    },
    detail: `${textOf(detail['topic'])}: ${textOf(detail['reason'])}`,
    look: {
      ja: 'トピックとその鍵のポリシーが CloudWatch に公開を許しているか確認してください。',
      en: 'See whether the policies of the topic and of its key let CloudWatch publish.',
    },
    about: { type: 'sandbox', name },
  };
};
