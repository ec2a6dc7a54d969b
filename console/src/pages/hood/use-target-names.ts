import { useSaid, useWords } from '../../language/words.ts';
import { useControl } from '../../live/use-control.ts';
import { lastPart } from './facts.ts';
import { nameOfFunction, nameOfQueue } from './plain-names.ts';
import { ruleSentences } from './rules-words.ts';

/** Names what a rule hands events to, by its ARN: a queue or a function of the deployment, else the end of the ARN. */
export function useTargetNames(): (arn: string) => string {
  const said = useWords(ruleSentences);
  const words = useSaid();
  const { data: queues } = useControl('queues', {}, 'never');
  const { data: functions } = useControl('functions', {}, 'never');
  return (arn) => {
    const name = lastPart(arn, ':');
    const queue = queues?.queues.find((one) => one.name === name);
    if (queue !== undefined) return said.queue(words(nameOfQueue(queue.logicalId).name));
    const fn = functions?.functions.find((one) => one.name === name);
    return fn === undefined ? name : said.function(words(nameOfFunction(fn.logicalId).name));
  };
}
