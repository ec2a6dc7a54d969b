import { faultsOf } from './faults.ts';
import { askErase, askGivenUp, askReplay } from './given-up.ts';
import type { ControlParts } from './parts.ts';
import { passing } from './passing.ts';
import { quotasOf } from './quota-use.ts';
import { redrive } from './redrive.ts';
import type { Control } from './schema.ts';
import { functionsOf, queuesOf, rulesOf, stacksOf } from './under-the-hood.ts';

/** What a person sees and does under the hood. @throws ControlError */
export const createHoodControl = (
  parts: ControlParts,
): Pick<
  Control,
  'queues' | 'redrive' | 'givenUp' | 'replay' | 'erase' | 'functions' | 'rules' | 'stacks' | 'quotas' | 'faults'
> => ({
  queues: async () => queuesOf(parts),
  redrive: (wanted) => redrive(parts, wanted),
  givenUp: async (request) => passing(() => askGivenUp(parts, request)),
  replay: async (request) => passing(() => askReplay(parts, request)),
  erase: async (request) => passing(() => askErase(parts, request)),
  functions: async () => functionsOf(parts),
  rules: async () => rulesOf(parts),
  stacks: async () => stacksOf(parts),
  quotas: async (wanted) => quotasOf(parts, wanted),
  faults: async () => faultsOf(parts),
});
