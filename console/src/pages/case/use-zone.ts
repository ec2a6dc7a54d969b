import { zoneName } from '../../format/instants.ts';
import { clock } from '../../live/clock.ts';
import { usePlace } from '../../live/place.ts';
import { useLanguage } from '../../preferences/preferences.ts';

/** Name of the instance's time zone at a moment, for the heading of a column: `GMT+9`. Without one: as it is now. */
export function useZone(at: string | null): string {
  const language = useLanguage();
  const { timeZone } = usePlace();
  return zoneName(at ?? clock.get().now, language, timeZone);
}
