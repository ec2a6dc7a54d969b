import { textOf } from './facts.ts';
import { lastPart, type Teller } from './fault-teller.ts';
import type { Fault } from './schema.ts';

/* Faults on the way: messages that were given up, events that did not arrive. */

export const deadLettered: Teller = ({ detail }, names) => {
  const queue = textOf(detail['queue']);
  const kept = textOf(detail['deadLetterQueue']);
  const look: Fault['look'] =
    kept === ''
      ? {
          ja: 'このキューにはデッドレターキューがないため、メッセージは失われました。',
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

export const eventDropped: Teller = ({ detail }, names) => {
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

const switchedOn: Fault['look'] = {
  ja: 'シナリオがこのように設定しています。AWS のイベントはベストエフォートなので、実際にも起こりえます。ケースの記録で、それでも一度だけ対応されたことを確かめてください。',
  en: 'The story has switched this on; with AWS it can happen, too, since these events are best effort. Look at the case: it was acted on once all the same.',
};
const aboutCase = (caseId: string | undefined, source: string): Fault['about'] =>
  caseId === undefined ? { type: 'sandbox', name: source } : { type: 'case', name: caseId };

export const eventLost: Teller = ({ caseId, detail }) => {
  const source = textOf(detail['source']);
  return {
    title: { ja: `${source} のイベントが失われました`, en: `An event of ${source} was lost` },
    detail: `${textOf(detail['detailType'])} (${textOf(detail['id'])})`,
    look: switchedOn,
    about: aboutCase(caseId, source),
  };
};

export const eventDoubled: Teller = ({ caseId, detail }) => {
  const source = textOf(detail['source']);
  return {
    title: { ja: `${source} のイベントが二度届きます`, en: `An event of ${source} comes twice` },
    detail: `${textOf(detail['detailType'])} (${textOf(detail['id'])})`,
    look: switchedOn,
    about: aboutCase(caseId, source),
  };
};
