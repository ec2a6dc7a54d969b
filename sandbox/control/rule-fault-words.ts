import { textOf } from './facts.ts';
import { failedActions } from './fault-kinds.ts';
import { shown, type Teller } from './fault-teller.ts';

/* Faults of Connect's rules and flows, and of the sandbox itself. */

export const ruleNotRun: Teller = ({ detail }) => {
  const rule = textOf(detail['rule']);
  return {
    title: { ja: `ルール「${rule}」は動きませんでした`, en: `The rule “${rule}” did not run` },
    detail: textOf(detail['reason']),
    look: {
      ja: '「ルール」でこのルールの条件と動作を、理由に挙げられた設定とあわせて確かめてください。このケースでは後から動くことはありません。',
      en: 'Look at the rule under Rules and at the setting that the reason names. For this case it will not run later.',
    },
    about: { type: 'rule', name: rule },
  };
};

export const ruleActionFailed: Teller = (entry) => {
  const rule = textOf(entry.detail['rule']);
  return {
    title: {
      ja: `ルール「${rule}」の動作が失敗しました`,
      en: `An action of the rule “${rule}” failed`,
    },
    detail: failedActions(entry)
      .map(({ type, error }) => `${shown(type)}: ${shown(error)}`)
      .join('; '),
    look: {
      ja: 'ルールの動作の値 (SLA の項目や値など) を確かめてください。Connect はこの失敗をどこにも知らせず、やり直しもしません。',
      en: 'Check the values of the action (field and values of the SLA). Connect tells nobody of such a failure and does not try again.',
    },
    about: { type: 'rule', name: rule },
  };
};

export const flowStuck: Teller = ({ detail, contactId }) => {
  const flow = textOf(detail['flow']);
  return {
    title: { ja: `フロー「${flow}」が止まりました`, en: `The flow “${flow}” is stuck` },
    detail: `${shown(detail['identifier'] ?? '')}: ${shown(detail['reason'] ?? detail)}`,
    look: {
      ja: `問い合わせ${contactId === undefined ? '' : ` ${contactId} `}の通った経路で、最後のブロックを確かめてください。サンドボックスが扱えないブロックのため、問い合わせは終わりました。`,
      en: `The path of the contact${contactId === undefined ? '' : ` ${contactId}`} shows the last block. The sandbox cannot carry that block out and has ended the contact.`,
    },
    about: { type: 'flow', name: flow },
  };
};

export const sandboxFault: Teller = ({ detail }) => ({
  title: { ja: 'サンドボックス自身の不具合です', en: 'The sandbox itself failed' },
  detail: textOf(detail['error']),
  look: {
    ja: 'デプロイしたものの誤りではありません。この記録を添えて Casewarden に報告してください。AWS では起きません。',
    en: 'This is no mistake of what is deployed, and AWS would not do it. Report it to Casewarden with this record.',
  },
  about: { type: 'sandbox', name: textOf(detail['label']) },
});
