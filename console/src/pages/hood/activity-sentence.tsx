import Box from '@cloudscape-design/components/box';
import { useSaid, useWords } from '../../language/words.ts';
import { useCoarseNow } from '../../live/clock.ts';
import { LinkTo } from '../../parts/link-to.tsx';
import { actionsOf, type Activity } from './activity.ts';
import { lastPart, textOf } from './facts.ts';
import { nameOfEventType } from './plain-names.ts';
import { activityWords, ruleSentences } from './rules-words.ts';
import { useTargetNames } from './use-target-names.ts';

/** What an entry tells, as a sentence. `nameOf` gives the plain name of a rule. */
export function ActivitySentence({
  activity,
  nameOf,
}: {
  readonly activity: Activity;
  readonly nameOf: (rule: string) => string;
}) {
  const said = useWords(activityWords);
  const sentences = useWords(ruleSentences);
  const nameOfTarget = useTargetNames();
  const words = useSaid();
  const { kind, rules, entry, at } = activity;
  const what = activity.what === '' ? said.anEvent : words(nameOfEventType(activity.what));
  const { detail } = entry;
  const rule = nameOf(rules[0] ?? '');
  const target = nameOfTarget(textOf(detail['target']));
  switch (kind) {
    case 'received':
      return (
        <>
          {said.from(what, textOf(detail['source']))} {rules.length === 0 ? <NoTaker at={at} /> : null}
        </>
      );
    case 'delivered':
      return <>{said.to(what, rule, target)}</>;
    case 'dropped': {
      const kept = lastPart(textOf(detail['deadLetterQueue']), ':');
      return (
        <>
          {said.notTo(target, textOf(detail['reason']))}{' '}
          {kept === '' ? said.lost : <LinkTo to={['hood', 'queues', kept]}>{said.kept}</LinkTo>}
        </>
      );
    }
    case 'fired':
    case 'failed':
      return (
        <>
          {said.ran(
            rule,
            actionsOf(entry)
              .map(({ type, ok, error }) => (ok ? said.done(type) : said.undone(type, error)))
              .join(sentences.and),
          )}
        </>
      );
    case 'notRun':
    default:
      return <>{said.why(rule, textOf(detail['reason']))}</>;
  }
}

/** An event reaches its rules a moment after it came in. */
const patienceMilliseconds = 2_000;

function NoTaker({ at }: { readonly at: string }) {
  const said = useWords(activityWords);
  const waited = useCoarseNow(1_000) - Date.parse(at);
  if (waited < patienceMilliseconds) return null;
  return (
    <Box variant="span" color="text-body-secondary">
      {said.noTaker}
    </Box>
  );
}
