import type { Style } from './command.ts';
import type { PublicEvent, PublicEventKind } from '../sandbox/control/public-event.ts';
import { textOf } from '../sandbox/control/facts.ts';
import { localTime, type Names } from '../sandbox/control/names.ts';
import { sentenceOf, type Language } from '../sandbox/control/sentences.ts';

type Paint = (style: Style, text: string) => string;

/**
 * One event as a line of JSON: `at`, `kind`, `contactId`, `caseId` first, as far as there are such, then its facts. Nothing
 * for an event that belongs to neither.
 */
export function jsonLine(event: PublicEvent): string | undefined {
  const { at, kind, contactId, caseId } = event;
  if (contactId === undefined && caseId === undefined) return undefined;
  const known = {
    at,
    kind,
    ...(contactId === undefined ? {} : { contactId }),
    ...(caseId === undefined ? {} : { caseId }),
  };
  const facts = Object.entries(event.facts).filter(([name, value]) => !(name in known) && value !== undefined);
  return `${JSON.stringify({ ...known, ...Object.fromEntries(facts) })}\n`;
}

const colours: Partial<Readonly<Record<PublicEventKind, Style>>> = {
  'sla.warned': 'yellow',
  'sla.breached': 'red',
  'case.escalated': 'red',
  'sla.ended': 'green',
  'case.created': 'bold',
  'owner.changed': 'yellow',
  'mail.sent': 'cyan',
  'task.created': 'cyan',
  'slack.posted': 'cyan',
  'crm.upserted': 'cyan',
};

/** Lines of a readable timeline: local time, then a sentence; each new local day has a heading with the zone. */
export function createReadableTimeline(language: Language, names: Names, paint: Paint): (event: PublicEvent) => string {
  let day = '';
  return (event) => {
    const [date, time, zone] = localTime(event.at, names.timeZone).split(' ') as [string, string, string];
    const heading = date === day ? '' : `\n${paint('bold', `${date} (${names.timeZone}, ${zone})`)}\n`;
    day = date;
    const colour = colours[event.kind];
    const sentence = sentenceOf(event, language, names);
    const lines = (colour ? paint(colour, sentence) : sentence).split('\n');
    return `${heading}  ${paint('dim', time)}  ${lines.join('\n            ')}\n${detailOf(event, language, names)
      .map((line) => `            ${paint('dim', line)}\n`)
      .join('')}`;
  };
}

/** What a person would want to read under the sentence: the answers, the body of a mail, the text of a message. */
function detailOf(event: PublicEvent, language: Language, names: Names): string[] {
  const { kind, facts } = event;
  const lines = (value: unknown): string[] => textOf(value).split('\n').filter(Boolean);
  if (kind === 'contact.started')
    return Object.entries((facts['answers'] ?? {}) as Record<string, unknown>).map(
      ([name, answer]) => `${name}: ${textOf(answer)}`,
    );
  if (kind === 'case.created')
    return Object.entries((facts['fields'] ?? {}) as Record<string, unknown>)
      .filter(([id, value]) => value !== null && value !== '' && isForPeople(id))
      .map(([id, value]) => `${names.field(id)}: ${names.option(id, String(value as string | number | boolean))}`);
  if (kind === 'mail.sent') return lines(facts['body']);
  if (kind === 'slack.posted') return lines(facts['text']).slice(1);
  if (kind === 'owner.changed' || kind === 'status.changed') {
    const by = textOf(facts['by']);
    const who = by === '' ? '' : names.user(by);
    return who === '' ? [] : [language === 'ja' ? `変更した人: ${who}` : `changed by: ${who}`];
  }
  return [];
}

/** Cases' own fields have words as ids, custom ones UUIDs; of its own only these say something to people. */
const isForPeople = (fieldId: string): boolean =>
  !/^[a-z_]+$/.test(fieldId) || ['reference_number', 'status', 'summary'].includes(fieldId);
