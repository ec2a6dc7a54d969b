import type { Mutant } from '../mutant.ts';

const drainLane = 'lambda/handlers/shared/drain-lane.ts';
const turns = 'lambda/handlers/shared/turns.ts';

/** One run of a lane at a time, and all of them within one quota. */
export const laneMutants: readonly Mutant[] = [
  {
    name: 'lane-lease-ignored',
    says: 'A lane is drained by several runs at a time.',
    file: drainLane,
    find: 'if (!(await ports.lease.acquire(settings.lane, holder, ports.clock.now(), run.leaseUntil))) return;',
    replace: 'await ports.lease.acquire(settings.lane, holder, ports.clock.now(), run.leaseUntil);',
  },
  {
    name: 'lane-lease-never-ends',
    says: 'The lease of a lane ends only when its run gives it back.',
    file: drainLane,
    find: 'ports.clock.now(), run.leaseUntil)))',
    replace: "ports.clock.now(), '9999-12-31T00:00:00.000Z')))",
  },
  {
    name: 'lane-refusal-not-told',
    says: 'A call that was one too many does not slow the others down.',
    file: turns,
    find: '    await ports.quotas.slowDown(api, ports.clock.now());\n',
    replace: '',
  },
];
