import type { JsonObject } from '../kernel/json-object.ts';
import { factsOf, textOf } from './facts.ts';
import { shown, type Teller } from './fault-teller.ts';
import { whatBecomesOfTheMessage } from './retry-words.ts';

/* Faults of functions: runs that failed, what they logged, chains that Lambda stopped. */

/** What a function logged, as a line for people: the message, then what stood beside it. */
function lineOf({ level: _level, function: _function, timestamp: _timestamp, message, ...rest }: JsonObject): string {
  const beside = Object.entries(rest).map(([name, value]) => `${name}: ${shown(value)}`);
  return `${shown(message ?? '')}${beside.length === 0 ? '' : ` (${beside.join(', ')})`}`;
}

export const functionFailed: Teller = ({ detail }, names) => {
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

export const functionLogged: Teller = ({ detail, caseId }, names) => {
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

export const loopStopped: Teller = ({ detail }, names) => {
  const name = textOf(detail['name']);
  return {
    title: {
      ja: `Lambda がループとみなして関数 ${names.short(name)} を止めました`,
      en: `Lambda took the calls of function ${names.short(name)} for a loop and stopped it`,
    },
    detail: `${name} stands ${shown(detail['count'])} times in the chain of calls (${shown(detail['by'] ?? detail['queue'])})`,
    look: {
      ja: '関数どうしが呼び合っていないか、「キュー」と「ルール」で流れを確かめてください。キューのメッセージはデッドレターキューに移され、キューがなければ失われます。',
      en: 'See under Queues and Rules whether functions set each other off. A message goes to the dead-letter queue, or is lost when there is none.',
    },
    about: { type: 'function', name },
  };
};
