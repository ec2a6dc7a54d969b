import { deadlinesAhead } from './deadlines.ts';
import type { ControlParts } from './parts.ts';
import { presentCase } from './present.ts';
import type { DueMoment } from './schema.ts';
import { timerWords } from './timer-words.ts';

const momentsShown = 20;
/** Timers that are looked at: a service may set many of one kind, of which the first is shown. */
const timersRead = 400;

/**
 * What will happen by itself, for people; earliest first: all deadlines of cases among it, and of each kind of timer the
 * next one, so that what repeats each minute does not bury what somebody waits for.
 */
export function dueMoments(parts: ControlParts): DueMoment[] {
  const moments = [...deadlines(parts), ...timers(parts)];
  return moments
    .sort((one, other) => one.at - other.at)
    .slice(0, momentsShown)
    .map(({ at, ...moment }) => ({ at: new Date(at).toISOString(), ...moment }));
}

type Moment = Omit<DueMoment, 'at'> & { readonly at: number };

function deadlines(parts: ControlParts): Moment[] {
  return deadlinesAhead(parts, momentsShown).map(({ at, sla, viewed }) => {
    const { title, customer, caseId } = presentCase(parts, viewed);
    const what = customer === null || title.includes(customer) ? title : `${title} ${customer}`.trim();
    return {
      at,
      kind: 'sla',
      label: { ja: `SLA「${sla.name}」の期限: ${what}`, en: `Deadline of ${sla.name}: ${what}` },
      caseId,
    };
  });
}

function timers(parts: ControlParts): Moment[] {
  const next = new Map<string, Moment>();
  for (const { at, label } of parts.kernel.clock.upcoming(timersRead)) {
    const words = timerWords(label, parts);
    if (!words || next.has(words.family)) continue;
    next.set(words.family, { at, kind: words.kind, label: words.label, caseId: words.caseId });
    if (next.size === momentsShown) break;
  }
  return [...next.values()];
}
