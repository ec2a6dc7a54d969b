import type { Hunted } from './hunt.ts';

const widest = 110;

/** One line of the table for people. */
export function lineOf(
  { name, fate, seeds = 0, secondsTaken = 0, broken, because }: Hunted,
  nameWidth: number,
): string {
  const speed = secondsTaken > 0 ? (seeds / secondsTaken).toFixed(1) : '-';
  const told =
    fate === 'caught'
      ? broken?.story === undefined
        ? `caught at seed ${broken?.seed}`
        : `caught by ${broken.story}`
      : fate === 'survived'
        ? `SURVIVED ${seeds} seeds`
        : fate.toUpperCase();
  const why = broken === undefined ? (because ?? '') : `${broken.check}: ${broken.sentence}`;
  return `${name.padEnd(nameWidth)}  ${told.padEnd(22)}  ${speed.padStart(6)} seeds/s  ${cut(why)}`.trimEnd();
}

/** The same as a row of a Markdown table. */
export function rowOf({ name, broken, fate }: Hunted, says: string): string {
  return `| \`${name}\` | ${says} | ${broken === undefined ? fate : (broken.story ?? broken.seed)} | ${broken?.check ?? ''} |`;
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
}

export const isCaught = ({ fate }: Hunted): boolean => fate === 'caught';
