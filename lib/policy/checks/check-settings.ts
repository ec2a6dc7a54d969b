import { casesRegions, hasCases } from '../../../lambda/contract/cases-regions.ts';
import { foundText, listText } from '../finding.ts';
import { atValue, type Check } from './check-input.ts';

function isTimeZone(name: string): boolean {
  // An offset like +09:00 is a zone to newer engines only, and knows no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Time zone, Region, and whether the lock file is of this instance. */
export const checkSettings: Check = ({ draft, lock, resolveCommand }) => {
  const { timeZone, statement } = draft;
  const zone = statement?.zone;
  const instance = draft.connect?.instance;
  const region = instance?.split(':')[3];
  return [
    ...(timeZone === undefined || isTimeZone(timeZone)
      ? []
      : [atValue(['timeZone'], `found ${foundText(timeZone)}; allowed: an IANA time zone like Asia/Tokyo or UTC`)]),
    ...(zone === undefined || isTimeZone(zone)
      ? []
      : [
          atValue(['statement', 'zone'], `found ${foundText(zone)}; allowed: an IANA time zone like Asia/Tokyo or UTC`),
        ]),
    ...(region === undefined || hasCases(region)
      ? []
      : [
          atValue(
            ['connect', 'instance'],
            `Amazon Connect Cases does not exist in ${region}; allowed: an instance in ${listText(casesRegions)}`,
          ),
        ]),
    ...(instance === undefined ||
    region === undefined ||
    !hasCases(region) ||
    lock === undefined ||
    lock.instance.arn === instance
      ? []
      : [
          atValue(
            ['connect', 'instance'],
            `the lock file is of another instance, ${lock.instance.arn}; run: ${resolveCommand}`,
          ),
        ]),
  ];
};
