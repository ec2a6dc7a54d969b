import { deadlinesAhead } from './deadlines.ts';
import type { ControlParts } from './parts.ts';
import { presentCase } from './present.ts';
import type { DueMoment } from './schema.ts';
import { timerWords } from './timer-words.ts';

const momentsShown = 20;
/** Places that the earliest deadlines have, however much else comes before them: they are what people wait for. */
const deadlinePlaces = 5;
/** Timers that are looked at: a service may set many of one kind, of which the first is shown. */
const timersRead = 400;

/**
 * What will happen by itself, for people; the earliest 20, earliest first: deadlines of cases, and of each kind of timer
 * the next one, so that what repeats each minute does not bury what somebody waits for. The five earliest deadlines are
 * among them, whatever comes before.
 */
export function dueMoments(parts: ControlParts): DueMoment[] {
  const ahead = deadlines(parts);
  const reserved = ahead.slice(0, deadlinePlaces);
  const others = [...ahead.slice(deadlinePlaces), ...timers(parts)].sort(byMoment);
  return [...reserved, ...others.slice(0, momentsShown - reserved.length)]
    .sort(byMoment)
    .map(({ at, ...moment }) => ({ at: new Date(at).toISOString(), ...moment }));
}

type Moment = Omit<DueMoment, 'at'> & { readonly at: number };
const byMoment = (one: Moment, other: Moment): number => one.at - other.at;

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
