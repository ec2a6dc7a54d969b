import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../domain/ports.ts';

export function createSystemClock(): Clock {
  return {
    now: () => new Date().toISOString(),
    pause: async (milliseconds) => {
      await setTimeout(milliseconds);
    },
  };
}
