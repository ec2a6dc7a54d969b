import type { CompiledPolicy } from '../contract/compiled-policy.ts';
import { deadlineOf } from './effects.ts';
import { noticeWords } from './notice-words.ts';
import { formatInstant, levelKindOf, mentionOf, strongestMention, type NoticeSubject } from './notices.ts';
import { escapeForSlack } from './text-limits.ts';

/** Ten lines and the heading stay below the 4,000 characters that Slack recommends. */
const slackLineLimit = 350;

const digestWords: Readonly<
  Record<CompiledPolicy['language'], { readonly heading: (count: number) => string; readonly why: string }>
> = {
  ja: {
    heading: (count) => `お知らせのまとめ: ケース${count}件`,
    why: '送信できる量を超えたため、重要度が中以下のお知らせを1通にまとめました。1行が1件です。',
  },
  en: {
    heading: (count) => `Digest: ${count} cases`,
    why: 'More notices are due than can be sent, so those of medium and low severity are told together. One line is one case.',
  },
};

/** One message for many cases: what each is about, its deadline and its id with a link; no title and no name. */
export function slackDigest(subjects: readonly [NoticeSubject, ...NoticeSubject[]]): string {
  const words = digestWords[subjects[0].policy.language];
  const mention = strongestMention(subjects.map(({ effect }) => effect.action));
  const lines = subjects.map((subject) => {
    const id = escapeForSlack(subject.item.caseId);
    const about = escapeForSlack(lineOf(subject));
    const linked = `• <${escapeForSlack(subject.caseUrl).replaceAll('|', '%7C')}|${id}> ${about}`;
    // A link that is cut is none; the id always fits.
    return linked.length <= slackLineLimit ? linked : `• ${id} ${about}`.slice(0, slackLineLimit);
  });
  const heading = `*${words.heading(subjects.length)}*`;
  return [mentionOf(mention), heading, words.why, ...lines].filter((line) => line !== '').join('\n');
}

/** The same as a mail. */
export function mailDigest(subjects: readonly [NoticeSubject, ...NoticeSubject[]]): {
  readonly subject: string;
  readonly body: string;
} {
  const words = digestWords[subjects[0].policy.language];
  const lines = subjects.map((subject) => `- ${subject.item.caseId} ${lineOf(subject)}\n  ${subject.caseUrl}`);
  return { subject: words.heading(subjects.length), body: [words.why, '', ...lines].join('\n') };
}

function lineOf({ item, effect, policy }: NoticeSubject): string {
  const words = noticeWords[policy.language];
  const deadline = formatInstant(deadlineOf(item, effect), policy.timeZone, policy.language);
  const about = words.about[levelKindOf({ effect, policy })];
  return `${about} ${deadline} ${effect.policy} (${words.severities[effect.severity]})`;
}
