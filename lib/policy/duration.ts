const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

/** Seconds of a duration of the policy file: `30m`, `4h`, `2d`. Expects what the schema has let through. */
export function durationSeconds(duration: string): number {
  const seconds = Number.parseInt(duration, 10) * (unitSeconds[duration.at(-1) ?? ''] ?? Number.NaN);
  if (!Number.isSafeInteger(seconds)) throw new Error(`duration ${JSON.stringify(duration)}: allowed: 30m, 4h, 2d`);
  return seconds;
}
