import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { shortDuration } from '../format/durations.ts';
import { defineWords, useWords } from '../language/words.ts';
import { useCoarseNow } from '../live/clock.ts';
import { useLanguage } from '../preferences/preferences.ts';

const words = defineWords({
  en: { left: (time: string) => `${time} left`, over: (time: string) => `${time} overdue` },
  ja: { left: (time: string) => `あと ${time}`, over: (time: string) => `${time} 超過` },
});

const soonMilliseconds = 5 * 60_000;

/** Time until `at` on the virtual clock, counting; afterwards how long it has passed. */
export function Countdown({ at }: { readonly at: string }) {
  const said = useWords(words);
  const language = useLanguage();
  const left = Date.parse(at) - useCoarseNow(1_000);
  const type = left < 0 ? 'error' : left < soonMilliseconds ? 'warning' : 'pending';
  return (
    <StatusIndicator type={type}>
      <span className="cw-figures">{(left < 0 ? said.over : said.left)(shortDuration(left, language))}</span>
    </StatusIndicator>
  );
}
