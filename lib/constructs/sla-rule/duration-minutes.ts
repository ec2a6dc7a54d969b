const minutesOf = { m: 1, h: 60, d: 1440 } as const;

/** Minutes of a duration of the policy file: `30m`, `4h`, `2d`. Throws on anything else. */
export function durationMinutes(duration: string): number {
  const parts = /^(?<count>[1-9][0-9]{0,6})(?<unit>[mhd])$/.exec(duration)?.groups;
  const unit = parts?.['unit'];
  if (parts === undefined || (unit !== 'm' && unit !== 'h' && unit !== 'd')) {
    throw new Error(`a duration must look like 30m, 4h or 2d, got ${JSON.stringify(duration)}`);
  }
  return Number(parts['count']) * minutesOf[unit];
}
