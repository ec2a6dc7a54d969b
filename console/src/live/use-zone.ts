import { zoneName } from '../format/instants.ts';
import { useLanguage } from '../preferences/preferences.ts';
import { useCoarseNow } from './clock.ts';
import { usePlace } from './place.ts';

const dayMilliseconds = 86_400_000;

/**
 * Name of the zone in which moments are shown, for the heading of a column: `GMT+9`.
 * @param at a moment of the column, since a zone may have summer time; null or none: as it is now
 */
export function useZone(at: string | null = null): string {
  const language = useLanguage();
  const { timeZone } = usePlace();
  const today = useCoarseNow(dayMilliseconds);
  return zoneName(at ?? today, language, timeZone);
}
