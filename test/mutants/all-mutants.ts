import { claimMutants } from './families/claims.ts';
import { dueMutants } from './families/due.ts';
import { effectMutants } from './families/effects.ts';
import { hearingMutants } from './families/hearing.ts';
import { laneMutants } from './families/lanes.ts';
import { mirrorMutants } from './families/mirror.ts';
import { proofMutants } from './families/proof.ts';
import { retryMutants } from './families/retries.ts';
import { sweepMutants } from './families/sweep.ts';
import { tellingMutants } from './families/telling.ts';
import { tickMutants } from './families/tick.ts';
import type { Mutant } from './mutant.ts';

/** Every bug that is planted. */
export const allMutants: readonly Mutant[] = [
  ...claimMutants,
  ...proofMutants,
  ...effectMutants,
  ...retryMutants,
  ...dueMutants,
  ...tickMutants,
  ...laneMutants,
  ...hearingMutants,
  ...sweepMutants,
  ...tellingMutants,
  ...mirrorMutants,
];
