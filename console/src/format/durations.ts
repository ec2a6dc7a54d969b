import type { Language } from '../preferences/preferences.ts';

const units = [
  { milliseconds: 86_400_000, en: 'd', ja: '日' },
  { milliseconds: 3_600_000, en: 'h', ja: '時間' },
  { milliseconds: 60_000, en: 'm', ja: '分' },
  { milliseconds: 1_000, en: 's', ja: '秒' },
] as const;

/** The two largest units of a length of time, `1h 5m`, `29分 4秒`; below a second it is 0. The sign is left out. */
export function shortDuration(milliseconds: number, language: Language): string {
  let left = Math.floor(Math.abs(milliseconds) / 1_000) * 1_000;
  const first = units.findIndex((unit) => left >= unit.milliseconds);
  if (first < 0) return language === 'ja' ? '0秒' : '0s';
  const said: string[] = [];
  for (const unit of units.slice(first, first + 2)) {
    const count = Math.floor(left / unit.milliseconds);
    left -= count * unit.milliseconds;
    if (count > 0) said.push(`${count}${unit[language]}`);
  }
  return said.join(' ');
}
