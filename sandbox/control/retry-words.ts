import type { DeployedNames } from './deployed-names.ts';
import type { QueueAnswer } from './queue-list.ts';
import type { Fault } from './schema.ts';

/** What becomes of the message or event whose run failed, by the settings of the queue that it came from. */
export function whatBecomesOfTheMessage(queue: QueueAnswer | undefined, names: DeployedNames): Fault['look'] {
  if (!queue)
    return {
      ja: 'スケジュールやほかのサービスが呼んだ実行です。同期の呼び出しでなければ、Lambda があと 2 回まで試します。',
      en: 'A schedule or another service called it; unless the caller waits for the answer, Lambda tries up to twice more.',
    };
  const seconds = queue.attributes['VisibilityTimeout'] ?? '';
  if (queue.deadLetterQueue === null || queue.maxReceiveCount === null)
    return {
      ja: `${names.short(queue.name)} のメッセージは ${seconds} 秒後にまた処理されます。`,
      en: `The message in ${names.short(queue.name)} is tried again after ${seconds} seconds.`,
    };
  const [from, to] = [names.short(queue.name), names.short(queue.deadLetterQueue)];
  return {
    ja: `${from} のメッセージは ${seconds} 秒ごとに、全部で ${queue.maxReceiveCount} 回まで試され、その後 ${to} に移ります。原因を直したら、そこから元のキューに戻します。`,
    en: `The message in ${from} is tried again every ${seconds} seconds, ${queue.maxReceiveCount} times in all, and then goes to ${to}. Once the cause is gone, move it back from there (redrive).`,
  };
}
