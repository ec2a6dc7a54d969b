import { zoneName } from '../../format/instants.ts';
import { useCoarseNow } from '../../live/clock.ts';
import { usePlace } from '../../live/place.ts';
import { useLanguage } from '../../preferences/preferences.ts';

const dayMilliseconds = 86_400_000;

/** Name of the zone in which moments are shown, for headings of columns. */
export function useZone(): string {
  const language = useLanguage();
  const { timeZone } = usePlace();
  return zoneName(useCoarseNow(dayMilliseconds), language, timeZone);
}
