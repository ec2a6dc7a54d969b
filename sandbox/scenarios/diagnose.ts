import { factsOf } from '../control/facts.ts';
import type { JournalEntry } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json-object.ts';
import type { Language } from '../control/sentences.ts';

type Words = Readonly<Record<Language, string>>;

const text = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '?' : JSON.stringify(value);

/** What an entry of this kind tells about something that went wrong; nothing when it went well. */
const evidence: Readonly<Record<string, (detail: JsonObject) => Words | undefined>> = {
  'sandbox.fault': (detail) => ({
    ja: `サンドボックス自身の不具合です (${text(detail['label'])}): ${text(detail['error']).split('\n', 1)[0]}`,
    en: `the sandbox itself failed (${text(detail['label'])}): ${text(detail['error']).split('\n', 1)[0]}`,
  }),
  'function.invoked': (detail) =>
    detail['ok'] === false
      ? {
          ja: `関数 ${text(detail['name'])} が失敗しました: ${text(detail['error'])}`,
          en: `function ${text(detail['name'])} failed: ${text(detail['error'])}`,
        }
      : undefined,
  'function.loop-stopped': (detail) => ({
    ja: `Lambda のループ検出が関数 ${text(detail['name'])} を止めました`,
    en: `Lambda's loop detection stopped function ${text(detail['name'])}`,
  }),
  'event.dropped': (detail) => ({
    ja: `ルール ${text(detail['rule'])} のイベントが届け先 ${text(detail['target'])} に届きませんでした: ${text(detail['reason'])}`,
    en: `the event of rule ${text(detail['rule'])} did not reach its target ${text(detail['target'])}: ${text(detail['reason'])}`,
  }),
  'rule.not-run': (detail) => ({
    ja: `Contact Lens のルール (${text(detail['trigger'])}) が動きませんでした: ${text(detail['reason'])}`,
    en: `the Contact Lens rules (${text(detail['trigger'])}) did not run: ${text(detail['reason'])}`,
  }),
  'flow.stuck': (detail) => ({
    ja: `フロー ${text(detail['flow'])} が止まりました: ${text(detail['reason'] ?? detail)}`,
    en: `flow ${text(detail['flow'])} is stuck: ${text(detail['reason'] ?? detail)}`,
  }),
  'message.dead-lettered': (detail) => ({
    ja: `キュー ${text(detail['queue'])} のメッセージが配信不能になりました: ${text(detail['reason'])}`,
    en: `a message of queue ${text(detail['queue'])} was dead-lettered: ${text(detail['reason'])}`,
  }),
};

/** Of what Casewarden announces, only this has a taker in every deployment with a sink; the rest is for others to build on. */
const announcedForSinks = 'Sink Ready';

/** Events that were received and that no rule took on: a rule is missing or matches nothing. */
function unroutedEvents(entries: readonly JournalEntry[]): Words[] {
  const routed = new Set<string>();
  const received = new Map<string, { bus: string; source: string; detailType: string }>();
  for (const { kind, detail } of entries) {
    const isForOthers = detail['source'] === 'casewarden' && detail['detailType'] !== announcedForSinks;
    if (kind === 'event.received' && !isForOthers)
      received.set(text(detail['id']), {
        bus: text(detail['bus']),
        source: text(detail['source']),
        detailType: text(detail['detailType']),
      });
    if (kind === 'event.delivered' || kind === 'event.dropped')
      routed.add(text(detail['id'] ?? detail['eventId'] ?? factsOf(detail['event'])['id']));
  }
  const unrouted = new Set([...received].filter(([id]) => !routed.has(id)).map(([, event]) => JSON.stringify(event)));
  const taken = new Set([...received].filter(([id]) => routed.has(id)).map(([, event]) => JSON.stringify(event)));
  return [...unrouted]
    .filter((event) => !taken.has(event))
    .map((event) => {
      const { bus, source, detailType } = JSON.parse(event) as { bus: string; source: string; detailType: string };
      return {
        ja: `バス ${bus} のイベント「${detailType}」(${source}) を受け取るルールがありません`,
        en: `no rule took the event "${detailType}" (${source}) on bus ${bus}: the event rule is missing or does not match`,
      };
    });
}

/**
 * What the run shows about why something did not happen, most telling first and each thing once: faults that services
 * recorded, then events that nobody took. Reads the journal only.
 */
export function diagnose(entries: readonly JournalEntry[]): readonly Words[] {
  const found = new Map<string, Words>();
  for (const kind of Object.keys(evidence))
    for (const entry of entries) {
      const words = entry.kind === kind ? evidence[kind]!(entry.detail) : undefined;
      if (words) found.set(words.en, words);
    }
  for (const words of unroutedEvents(entries)) found.set(words.en, words);
  return [...found.values()];
}
