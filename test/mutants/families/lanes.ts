import type { Mutant } from '../mutant.ts';

const holdLane = 'lambda/handlers/shared/hold-lane.ts';
const turns = 'lambda/handlers/shared/turns.ts';

/** One run of a lane at a time, and all of them within one quota. */
export const laneMutants: readonly Mutant[] = [
  {
    name: 'lane-lease-ignored',
    says: 'A lane is drained by several runs at a time.',
    file: holdLane,
    find: 'return isTaken ? { lane, holder, leaseUntil } : undefined;',
    replace: 'return isTaken || holder !== undefined ? { lane, holder, leaseUntil } : undefined;',
  },
  {
    name: 'lane-lease-never-ends',
    says: 'The lease of a lane ends only when its run gives it back.',
    file: holdLane,
    find: 'ports.lease.acquire(lane, { holder, leaseUntil, endsAt }, now)',
    replace: "ports.lease.acquire(lane, { holder, leaseUntil: '9999-12-31T00:00:00.000Z', endsAt }, now)",
  },
  {
    name: 'lane-refusal-not-told',
    says: 'A call that was one too many does not slow the others down.',
    file: turns,
    find: '    await ports.quotas.slowDown(api, ports.clock.now());\n',
    replace: '',
  },
];
