import type { CrowdStep, ExpectEach, Part } from './crowd-steps.ts';
import { actorName, duration, settings, type Words } from './word-parts.ts';

const spreadWords = (over: number | undefined): Words =>
  over === undefined ? { ja: '', en: '' } : { ja: ` (${duration(over).ja}かけて)`, en: ` over ${duration(over).en}` };

/** Which cases of the crowd: `storm (every 10th from 3)`. */
function partWords(cases: string, { every = 1, from = every }: Part): Words {
  if (every === 1 && from === 1) return { ja: cases, en: cases };
  return { ja: `${cases} (${from} から ${every} 件ごと)`, en: `${cases} (from ${from}, one in ${every})` };
}

const faultWords = (loseEvery: number | undefined, doubleEvery: number | undefined): Words => ({
  ja:
    [
      ...(loseEvery === undefined ? [] : [`${loseEvery} 件に 1 件が失われる`]),
      ...(doubleEvery === undefined ? [] : [`${doubleEvery} 件に 1 件が二度届く`]),
    ].join('、') || '元どおり届く',
  en:
    [
      ...(loseEvery === undefined ? [] : [`one in ${loseEvery} is lost`]),
      ...(doubleEvery === undefined ? [] : [`one in ${doubleEvery} comes twice`]),
    ].join(', ') || 'they come as usual',
});

/** A step about many cases in a few words. */
export function crowdStepWords(step: CrowdStep | ExpectEach): Words {
  if ('create-cases' in step) {
    const { cases, count, over, as, template } = step['create-cases'];
    return {
      ja: `${actorName(as)} がテンプレート「${template}」のケースを ${count} 件作る${spreadWords(over).ja} (${cases})`,
      en: `${actorName(as)} makes ${count} cases of the template “${template}”${spreadWords(over).en} (${cases})`,
    };
  }
  if ('update-cases' in step) {
    const { cases, over, as, set, ...part } = step['update-cases'];
    const { ja, en } = partWords(cases, part);
    return {
      ja: `${actorName(as)} が ${ja} の項目を変える${spreadWords(over).ja}: ${settings(set)}`,
      en: `${actorName(as)} sets ${settings(set)} on ${en}${spreadWords(over).en}`,
    };
  }
  if ('delete-cases' in step) {
    const { cases, over, ...part } = step['delete-cases'];
    const { ja, en } = partWords(cases, part);
    return { ja: `${ja} を削除する${spreadWords(over).ja}`, en: `${en} are deleted${spreadWords(over).en}` };
  }
  if ('event-faults' in step) {
    const { source, loseEvery, doubleEvery } = step['event-faults'];
    const { ja, en } = faultWords(loseEvery, doubleEvery);
    return { ja: `これからの ${source} のイベント: ${ja}`, en: `events of ${source} from here on: ${en}` };
  }
  const { cases, times = 1, 'expect-each': kind, every, from } = step;
  const { ja, en } = partWords(cases, { every, from });
  return { ja: `${kind} が ${ja} の各ケースで ${times} 回`, en: `${kind}, ${times} of it for each of ${en}` };
}
