import { textOf } from './facts.ts';
import { lastPart, type Teller } from './fault-teller.ts';
import type { Fault } from './schema.ts';

/* Faults that a service of AWS or an outside system told a function. */

const refusedTitles: Readonly<Record<string, (call: string, name: string) => Fault['title']>> = {
  permission: (call, name) => ({
    ja: `関数 ${name} には ${call} を呼ぶ権限がありません`,
    en: `Function ${name} may not call ${call}`,
  }),
  throttling: (call, name) => ({
    ja: `関数 ${name} の ${call} が呼び出し回数の上限で断られました`,
    en: `${call} by function ${name} was throttled`,
  }),
  request: (call, name) => ({
    ja: `関数 ${name} の ${call} が断られました`,
    en: `${call} by function ${name} was refused`,
  }),
};
const refusedLooks: Readonly<Record<string, Fault['look']>> = {
  permission: {
    ja: 'デプロイしたテンプレートで、この関数のロールのポリシーを確かめてください。権限を加えてデプロイし直し、デッドレターキューにメッセージが残っていれば元のキューに戻します。',
    en: "Look at the policy of the function's role in the deployed template. Deploy it with the permission, then move back whatever has come to the dead-letter queue.",
  },
  throttling: {
    ja: '「クォータの使用量」のグラフで 1 秒ごとの呼び出し回数を確かめてください。関数は間をおいて再試行します。続くならクォータの引き上げを申請するか、送る速さを下げます。',
    en: 'The chart under Quota use shows the calls per second. The function tries again later; if it goes on, ask for a higher quota or lower the rate.',
  },
  request: {
    ja: '何が正しくないかはサービスの応答にあります。ポリシーの値 (宛先、フロー、項目など) と設定を確かめてください。関数のログに続きがあります。',
    en: 'The answer of the service says what is wrong: check the values of the policy (recipients, flows, fields) and the settings. The log of the function has what came of it.',
  },
};

export const callRefused: Teller = ({ detail }, names) => {
  const role = textOf(detail['role']);
  const name = names.functionOfRole(role) ?? lastPart(role, '/');
  const call = `${textOf(detail['service'])}:${textOf(detail['operation'])}`;
  const refusal = textOf(detail['refusal']);
  return {
    title: (refusedTitles[refusal] ?? refusedTitles['request']!)(call, names.short(name)),
    detail: `${textOf(detail['code'])}: ${textOf(detail['message'])}`,
    look: refusedLooks[refusal] ?? refusedLooks['request']!,
    about: { type: 'function', name },
  };
};

const partnerNames: Readonly<Record<string, string>> = { slack: 'Slack', salesforce: 'Salesforce' };
/** Errors by which an outside system says that it does not take the credentials. */
const credentialErrors = /^(invalid_auth|not_authed|token_|account_inactive|invalid_client|invalid_grant)/;

export const partnerRefused: Teller = ({ detail, caseId }) => {
  const partner = partnerNames[textOf(detail['partner'])] ?? textOf(detail['partner']);
  const error = textOf(detail['error']);
  const message = textOf(detail['message']);
  const look: Fault['look'] = credentialErrors.test(error)
    ? {
        ja: 'Secrets Manager のシークレットにある認証情報を、相手のシステムのものと比べてください。サンドボックスでは両方とも sandbox/instance.yaml にあります。',
        en: 'Compare the credentials in the secret (Secrets Manager) with those of the outside system; in the sandbox both stand in sandbox/instance.yaml.',
      }
    : Number(detail['status']) === 429 || error === 'ratelimited'
      ? {
          ja: '送る速さの上限に達しました。関数は間をおいて再試行します。続くなら通知をまとめるか、送り先を分けます。',
          en: 'That was faster than it allows. The function tries again later; if it goes on, send less or to more channels.',
        }
      : {
          ja: '相手のシステムの答えに理由があります。ポリシーの値 (チャンネル、オブジェクト、項目など) が相手のシステムにあるかを確かめてください。',
          en: 'The answer says why: see that what the policy names (channel, object, fields) exists there.',
        };
  return {
    title: { ja: `${partner} が要求を断りました`, en: `${partner} refused a request` },
    detail: `${textOf(detail['call'])}: ${error}${message === '' ? '' : ` (${message})`}`,
    look,
    about: caseId === undefined ? { type: 'sandbox', name: partner } : { type: 'case', name: caseId },
  };
};
