import type { CaseItem, Effect, FieldValue } from '../contract/case-item.ts';
import type { Action, CompiledPolicy, Level } from '../contract/compiled-policy.ts';
import { isOfAdopted } from './clock/identity.ts';
import { deadlineOf, hasEnded } from './effects.ts';
import { toInstant } from './instants.ts';
import { noticeWords, type NoticeWords } from './notice-words.ts';
import { ownerFieldId, ownerOf } from './ownership.ts';
import type { FreshCase } from './ports.ts';
import { escapeForSlack, limitText, singleLine } from './text-limits.ts';

/** Everything that a notice about one effect may speak of. */
export interface NoticeSubject {
  readonly item: CaseItem;
  readonly effect: Effect;
  readonly policy: CompiledPolicy;
  readonly fresh: FreshCase;
  readonly caseUrl: string;
}

/** A header line may be folded, not endless; mail programs show far less. */
const subjectLimit = 250;
const bodyLimit = 20_000;
/** StartTaskContact takes 1,024, the agent's page shows 512. */
const taskNameLimit = 512;
const taskDescriptionLimit = 4096;
/** Slack recommends at most 4,000: https://docs.slack.dev/reference/methods/chat.postMessage */
const slackLimit = 4000;
/** Each line is limited before it is put together, so that a long title cannot push the link out of the message. */
const slackLineLimit = 900;

export function mailNotice(
  subject: NoticeSubject,
  action: { readonly subject: string; readonly body: string },
): { readonly subject: string; readonly body: string } {
  return {
    subject: limitText(singleLine(render(action.subject, subject)), subjectLimit),
    body: limitText(render(action.body, subject), bodyLimit),
  };
}

export function taskNotice(subject: NoticeSubject): { readonly name: string; readonly description: string } {
  const words = noticeWords[subject.policy.language];
  return {
    name: limitText(singleLine(render(ofLevel(words.taskName, subject), subject)), taskNameLimit),
    description: limitText(render(ofLevel(words.taskDescription, subject), subject), taskDescriptionLimit),
  };
}

type SlackMention = NonNullable<Extract<Action, { kind: 'slack' }>['mention']>;

/** @param mention whom Slack notifies: all members of the channel, or those that are active */
export function slackNotice(subject: NoticeSubject, mention: SlackMention | undefined): string {
  const words = noticeWords[subject.policy.language];
  const lines = words.slackLines.map((line) =>
    limitText(
      render(ofLevel(line, subject), subject, (value) => escapeForSlack(singleLine(value))),
      slackLineLimit,
    ),
  );
  const link = `<${escapeForSlack(subject.caseUrl).replaceAll('|', '%7C')}|${words.caseLink}>`;
  return limitText([mentionOf(mention), ...lines, link].filter((line) => line !== '').join('\n'), slackLimit);
}

/** @param template page of the agent workspace; `{caseId}` stands for the case */
export function caseUrl(template: string, caseId: string): string {
  return template.replaceAll('{caseId}', encodeURIComponent(caseId));
}

/** Formats by language and zone, of which a policy file has one each: making one takes longer than all the rest of a notice. */
const instantFormats = new Map<string, Intl.DateTimeFormat>();

function instantFormat(timeZone: string, language: CompiledPolicy['language']): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const known = instantFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  instantFormats.set(key, format);
  return format;
}

/** `2026/11/24 22:10 JST`: a time says in which zone it stands. */
export function formatInstant(instant: string, timeZone: string, language: CompiledPolicy['language']): string {
  const format = instantFormat(timeZone, language);
  const parts = new Map(format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${part('year')}/${part('month')}/${part('day')} ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}

/** Our own words speak of a warning otherwise than of a breach; the file's placeholders are filled in afterwards. */
function ofLevel(text: string, { effect, policy }: NoticeSubject): string {
  const kind = levelKindOf({ effect, policy });
  const words = noticeWords[policy.language];
  return text.replaceAll('{about}', words.about[kind]).replaceAll('{opening}', words.opening[kind]);
}

/** Whether an effect belongs to a warning, a breach or a rung above it. */
export function levelKindOf({ effect, policy }: Pick<NoticeSubject, 'effect' | 'policy'>): Level['kind'] {
  const levels = policy.policies.find(({ name }) => name === effect.policy)?.levels ?? [];
  return levels.find(({ name }) => name === effect.level)?.kind ?? 'breach';
}

/** Puts values into `{…}`; a placeholder that we do not know stays as it was written. */
function render(
  template: string,
  subject: NoticeSubject,
  escape: (value: string) => string = (value) => value,
): string {
  return template.replaceAll(/\{([a-z]+(?:\.[A-Za-z0-9_-]+)?)\}/g, (whole, name: string) => {
    const value = valueOf(name, subject);
    return value === undefined ? whole : escape(value);
  });
}

function valueOf(name: string, subject: NoticeSubject): string | undefined {
  const { item, effect, policy } = subject;
  const words = noticeWords[policy.language];
  switch (name) {
    case 'case.url':
      return subject.caseUrl;
    case 'owner.name':
      return ownerName(subject, words);
    case 'deadline':
      return formatInstant(deadlineOf(item, effect), policy.timeZone, policy.language);
    case 'policy':
      return effect.policy;
    case 'severity':
      return words.severities[effect.severity];
    default:
      return name.startsWith('case.') ? caseValue(name.slice('case.'.length), subject, words) : undefined;
  }
}

function caseValue(fieldName: string, { policy, fresh }: NoticeSubject, words: NoticeWords): string {
  const fieldId = policy.fields[fieldName]?.id ?? fieldName;
  const value = fresh.fields[fieldId] ?? null;
  if (fieldId === ownerFieldId) return personName(policy, value, words);
  if (value === null || value === '') return words.nothing;
  if (fieldId === 'status') return policy.statuses[String(value)] ?? String(value);
  const instant = fieldId.endsWith('_datetime') ? toInstant(String(value)) : undefined;
  return instant === undefined ? String(value) : formatInstant(instant, policy.timeZone, policy.language);
}

/** While the level is still setting its owner, the person that it has chosen: a notice must not say that nobody has the case. */
function ownerName({ item, effect, policy, fresh }: NoticeSubject, words: NoticeWords): string {
  const chosen = Object.values(item.effects).findLast(
    (other) =>
      other.policy === effect.policy &&
      other.cycle === effect.cycle &&
      isOfAdopted(other) === isOfAdopted(effect) &&
      other.level === effect.level &&
      other.action.kind === 'reassign',
  );
  const isComing = chosen !== undefined && !hasEnded(chosen);
  return personName(policy, (isComing ? chosen.chosenUserArn : fresh.fields[ownerFieldId]) ?? null, words);
}

function personName(policy: CompiledPolicy, assignedUser: FieldValue, words: NoticeWords): string {
  const owner = ownerOf(policy, assignedUser);
  if (owner.known === 'person') return owner.person.displayName;
  return owner.known === 'nobody' ? words.nobody : (owner.userId ?? owner.userArn);
}

/** Whom one message for several actions notifies: everybody whom one of them would. */
export function strongestMention(actions: readonly Action[]): SlackMention | undefined {
  const mentions = actions.map((action) => (action.kind === 'slack' ? action.mention : undefined));
  return mentions.find((mention) => mention === 'channel') ?? mentions.find((mention) => mention !== undefined);
}

/** How Slack writes it. */
export function mentionOf(mention: SlackMention | undefined): string {
  switch (mention) {
    case 'channel':
      return '<!channel>';
    case 'here':
      return '<!here>';
    case undefined:
      return '';
    default:
      return mention satisfies never;
  }
}
