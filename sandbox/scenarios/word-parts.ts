import type { Language } from '../control/sentences.ts';
import type { Actor } from './step-parts.ts';

/* What the words of steps have in common. */

export type Words = Readonly<Record<Language, string>>;

export const actorName = (actor: Actor): string => (typeof actor === 'string' ? actor : actor.integration);
/** `3 日 2 時間`, `90 s`: the largest units first, none that is zero. */
export function duration(milliseconds: number): Words {
  const units = [
    { length: 86_400_000, ja: '日', en: 'd' },
    { length: 3_600_000, ja: '時間', en: 'h' },
    { length: 60_000, ja: '分', en: 'min' },
    { length: 1000, ja: '秒', en: 's' },
  ];
  const parts: { ja: string; en: string }[] = [];
  let rest = milliseconds;
  for (const { length, ja, en } of units) {
    const count = length === 1000 ? rest / length : Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push({ ja: `${count} ${ja}`, en: `${count} ${en}` });
  }
  return { ja: parts.map(({ ja }) => ja).join(' '), en: parts.map(({ en }) => en).join(' ') };
}

export const settings = (set: Readonly<Record<string, string>>): string =>
  Object.entries(set)
    .map(([field, value]) => `${field} = ${value}`)
    .join(', ');
