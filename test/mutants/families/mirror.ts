import type { Mutant } from '../mutant.ts';

const mirror = 'lambda/domain/mirror.ts';

/** Native SLAs follow the clocks. */
export const mirrorMutants: readonly Mutant[] = [
  {
    name: 'mirror-paused-sla-stays',
    says: 'A paused clock keeps its open SLA.',
    file: mirror,
    find: "if (clock?.verdict !== 'running' || clock.isPaused || clock.deadline === undefined) return 'none';",
    replace: "if (clock?.verdict !== 'running' || clock.deadline === undefined) return 'none';",
  },
];
