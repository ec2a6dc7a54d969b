import type { JournalEntry } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import type { DeployedNames } from './deployed-names.ts';
import { factsOf, textOf } from './facts.ts';
import { failedActions } from './fault-kinds.ts';
import { whatBecomesOfTheMessage } from './retry-words.ts';
import type { Fault } from './schema.ts';

/* What went wrong, in words, and where a person looks next. One function per kind of the journal's entries. */

type Telling = Pick<Fault, 'title' | 'detail' | 'look' | 'about'>;
type Teller = (entry: JournalEntry, names: DeployedNames) => Telling;

const lastPart = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1);
const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What a function logged, as a line for people: the message, then what stood beside it. */
function lineOf({ level: _level, function: _function, timestamp: _timestamp, message, ...rest }: JsonObject): string {
  const beside = Object.entries(rest).map(([name, value]) => `${name}: ${shown(value)}`);
  return `${shown(message ?? '')}${beside.length === 0 ? '' : ` (${beside.join(', ')})`}`;
}

const functionFailed: Teller = ({ detail }, names) => {
  const name = textOf(detail['name']);
  const next = whatBecomesOfTheMessage(names.queueOf(name), names);
  return {
    title: { ja: `関数 ${names.short(name)} が失敗しました`, en: `Function ${names.short(name)} failed` },
    detail: textOf(detail['error']),
    look: {
      ja: `「関数」の ${names.short(name)} に、この実行 (${textOf(detail['requestId'])}) のログがあります。${next.ja}`,
      en: `What this run (${textOf(detail['requestId'])}) printed stands under Functions, ${names.short(name)}. ${next.en}`,
    },
    about: { type: 'function', name },
  };
};

const functionLogged: Teller = ({ detail, caseId }, names) => {
  const name = textOf(detail['name']);
  return {
    title: {
      ja: `関数 ${names.short(name)} がエラーを記録しました`,
      en: `Function ${names.short(name)} logged an error`,
    },
    detail: lineOf(factsOf(detail['line'])),
    look: {
      ja: `「関数」の ${names.short(name)} に、この実行 (${textOf(detail['requestId'])}) のログがあります。${caseId === undefined ? '' : `ケース ${caseId} の台帳に、何が済み、何が止まったかが残っています。`}`,
      en: `The log of this run (${textOf(detail['requestId'])}) stands under Functions, ${names.short(name)}. ${caseId === undefined ? '' : `The ledger of case ${caseId} holds what was done and what stopped.`}`.trim(),
    },
    about: { type: 'function', name },
  };
};

const loopStopped: Teller = ({ detail }, names) => {
  const name = textOf(detail['name']);
  return {
    title: {
      ja: `Lambda がループとみなして関数 ${names.short(name)} を止めました`,
      en: `Lambda took the calls of function ${names.short(name)} for a loop and stopped it`,
    },
    detail: `${name} stands ${shown(detail['count'])} times in the chain of calls (${shown(detail['by'] ?? detail['queue'])})`,
    look: {
      ja: '関数どうしが呼び合っていないか、「キュー」と「ルール」で流れを確かめてください。キューのメッセージは配信不能キューに移され、キューがなければ失われます。',
      en: 'See under Queues and Rules whether functions set each other off. A message goes to the dead-letter queue, or is lost when there is none.',
    },
    about: { type: 'function', name },
  };
};

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
    ja: 'デプロイしたテンプレートで、この関数のロールのポリシーを確かめてください。権限を加えてデプロイし直し、配信不能キューにメッセージが残っていれば元のキューに戻します。',
    en: "Look at the policy of the function's role in the deployed template. Deploy it with the permission, then move back whatever has come to the dead-letter queue.",
  },
  throttling: {
    ja: '「割り当て」のグラフで 1 秒ごとの呼び出し回数を確かめてください。関数は間をおいて再試行します。続くなら割り当ての引き上げを申請するか、送る速さを下げます。',
    en: 'The chart under Quotas shows the calls per second. The function tries again later; if it goes on, ask for a higher quota or lower the rate.',
  },
  request: {
    ja: '何が正しくないかはサービスの応答にあります。ポリシーの値 (宛先、フロー、項目など) と設定を確かめてください。関数のログに続きがあります。',
    en: 'The answer of the service says what is wrong: check the values of the policy (recipients, flows, fields) and the settings. The log of the function has what came of it.',
  },
};

const callRefused: Teller = ({ detail }, names) => {
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

const deadLettered: Teller = ({ detail }, names) => {
  const queue = textOf(detail['queue']);
  const kept = textOf(detail['deadLetterQueue']);
  const look: Fault['look'] =
    kept === ''
      ? {
          ja: 'このキューには配信不能キューがないため、メッセージは失われました。',
          en: 'The queue has no dead-letter queue: the message is lost.',
        }
      : {
          ja: `「キュー」の ${names.short(kept)} に中身があります。受け取った関数のログで原因を確かめ、直したら「元のキューに戻す」で戻します。`,
          en: `It stands under Queues, ${names.short(kept)}. Find the cause in the log of the function that took it; once that is gone, move it back (redrive).`,
        };
  return {
    title: {
      ja: `キュー ${names.short(queue)} のメッセージが処理されずに取り置かれました`,
      en: `A message of queue ${names.short(queue)} was given up`,
    },
    detail: `${textOf(detail['reason'])} (message ${textOf(detail['messageId'])})`,
    look,
    about: { type: 'queue', name: kept || queue },
  };
};

const eventDropped: Teller = ({ detail }, names) => {
  const rule = textOf(detail['rule']);
  const kept = lastPart(textOf(detail['deadLetterQueue']), ':');
  const target = lastPart(textOf(detail['target']), ':');
  return {
    title: {
      ja: `「${names.short(rule)}」のイベントが ${names.short(target)} に届きませんでした`,
      en: `An event of ${names.short(rule)} did not reach ${names.short(target)}`,
    },
    detail: textOf(detail['reason']),
    look: {
      ja: `届け先があるか、届け先のポリシーがこのルールを許しているかを確かめてください。${kept === '' ? 'イベントは失われました。' : `イベントは「キュー」の ${names.short(kept)} にあり、直したら元のキューに戻せます。`}`,
      en: `See that the target exists and that its policy lets this rule in. ${kept === '' ? 'The event is lost.' : `The event stands under Queues, ${names.short(kept)}, and can be moved back once that is mended.`}`,
    },
    about: { type: 'rule', name: rule },
  };
};

const ruleNotRun: Teller = ({ detail }) => {
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

const ruleActionFailed: Teller = (entry) => {
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

const flowStuck: Teller = ({ detail, contactId }) => {
  const flow = textOf(detail['flow']);
  return {
    title: { ja: `フロー「${flow}」が止まりました`, en: `The flow “${flow}” is stuck` },
    detail: `${shown(detail['identifier'] ?? '')}: ${shown(detail['reason'] ?? detail)}`,
    look: {
      ja: `コンタクト${contactId === undefined ? '' : ` ${contactId} `}の「通った道」で、最後のブロックを確かめてください。サンドボックスが扱えないブロックで、コンタクトは終わりました。`,
      en: `The path of the contact${contactId === undefined ? '' : ` ${contactId}`} shows the last block. The sandbox cannot carry that block out and has ended the contact.`,
    },
    about: { type: 'flow', name: flow },
  };
};

const sandboxFault: Teller = ({ detail }) => ({
  title: { ja: 'サンドボックス自身の不具合です', en: 'The sandbox itself failed' },
  detail: textOf(detail['error']),
  look: {
    ja: 'デプロイしたものの誤りではありません。この記録を添えて Casewarden に報告してください。AWS では起きません。',
    en: 'This is no mistake of what is deployed, and AWS would not do it. Report it to Casewarden with this record.',
  },
  about: { type: 'sandbox', name: textOf(detail['label']) },
});

const tellers: Readonly<Record<string, Teller>> = {
  'call.refused': callRefused,
  'event.dropped': eventDropped,
  'flow.stuck': flowStuck,
  'function.invoked': functionFailed,
  'function.logged-error': functionLogged,
  'function.loop-stopped': loopStopped,
  'message.dead-lettered': deadLettered,
  'rule.fired': ruleActionFailed,
  'rule.not-run': ruleNotRun,
  'sandbox.fault': sandboxFault,
};

/** What an entry that is a fault says to people. @throws Error for an entry that is none */
export function faultWords(entry: JournalEntry, names: DeployedNames): Telling {
  const teller = tellers[entry.kind];
  if (!teller) throw new Error(`an entry of kind ${entry.kind} is no fault: fault-kinds.ts and fault-words.ts differ`);
  return teller(entry, names);
}
