import type { ControlParts } from './parts.ts';
import type { DueMoment } from './schema.ts';

/** What will happen by itself, for people; earliest first. */
export function dueMoments(parts: ControlParts): DueMoment[] {
  return parts.kernel.clock.upcoming(20).map(({ at, label }) => ({
    at: new Date(at).toISOString(),
    kind: 'other' as const,
    label: { ja: label, en: label },
    caseId: null,
  }));
}
