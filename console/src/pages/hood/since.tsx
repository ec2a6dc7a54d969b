import { shortDuration } from '../../format/durations.ts';
import { useCoarseNow } from '../../live/clock.ts';
import { useLanguage } from '../../preferences/preferences.ts';

/** How long `at` has passed on the virtual clock, counting. */
export function Since({ at }: { readonly at: string | null }) {
  const language = useLanguage();
  const now = useCoarseNow(1_000);
  if (at === null) return <>–</>;
  return <span className="cw-figures">{shortDuration(Math.max(0, now - Date.parse(at)), language)}</span>;
}
