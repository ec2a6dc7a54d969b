import { moment, momentWithZone } from '../format/instants.ts';
import { usePlace } from '../live/place.ts';
import { useLanguage } from '../preferences/preferences.ts';

/** A moment in the zone of the instance. `withZone` says the zone too: leave it out only where a heading does. */
export function Instant({ at, withZone = false }: { readonly at: string | null; readonly withZone?: boolean }) {
  const language = useLanguage();
  const { timeZone } = usePlace();
  if (at === null) return <>–</>;
  const said = (withZone ? momentWithZone : moment)(at, language, timeZone);
  return (
    <time dateTime={at} title={momentWithZone(at, language, timeZone)} className="cw-figures">
      {said}
    </time>
  );
}
