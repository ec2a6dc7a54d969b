import { openZone } from '../calendar/zone.ts';
import { instantOf } from '../instants.ts';

const hourMilliseconds = 3_600_000;
/** By the clock on the wall: few agents work, and few draw on the quotas. */
const nightHour = 1;

/** When the newest night began, in the time zone of the policy. */
export function nightBefore(timeZone: string, now: string): string {
  const zone = openZone(timeZone);
  const present = Date.parse(now);
  const midnight = (at: number): number => {
    const local = at + zone.offsetAt(at);
    return local - (((local % 86_400_000) + 86_400_000) % 86_400_000);
  };
  const today = zone.toInstant(midnight(present) + nightHour * hourMilliseconds);
  if (today <= present) return instantOf(today);
  return instantOf(zone.toInstant(midnight(present) - (24 - nightHour) * hourMilliseconds));
}

/** Whether a full pass is to begin: one begins with the first run of a night, and with the first run of all. */
export function isPassDue(timeZone: string, now: string, lastBegunAt: string | undefined): boolean {
  return lastBegunAt === undefined || lastBegunAt < nightBefore(timeZone, now);
}
