import type { Mutant } from '../mutant.ts';

const index = 'lambda/domain/index-attributes.ts';
const advance = 'lambda/handlers/advance/run.ts';

/** When somebody must look at an item again. */
export const dueMutants: readonly Mutant[] = [
  {
    name: 'due-without-lease-ends',
    says: 'The end of a claim’s lease is no reason to look at the item.',
    file: index,
    find: "if (effect.status === 'claimed') return effect.claim?.leaseUntil ?? now;",
    replace: "if (effect.status === 'claimed') return undefined;",
  },
  {
    name: 'due-without-retries',
    says: 'The end of a retry’s pause is no reason to look at the item.',
    file: index,
    find: 'if (effect.retryNotBefore !== undefined && effect.retryNotBefore > now) return effect.retryNotBefore;',
    replace: 'if (effect.retryNotBefore !== undefined && effect.retryNotBefore > now) return undefined;',
  },
  {
    name: 'due-without-pause-caps',
    says: 'The end of a pause by its cap is no reason to look at the item.',
    file: 'lambda/domain/clock/act.ts',
    find: '    clock.isPaused ? clock.pauses.at(-1)?.to : undefined,\n',
    replace: '',
  },
  {
    name: 'due-without-outbox',
    says: 'A bus that is away is no error, and what it has not taken no reason to look at the item.',
    file: index,
    find: '    ...item.outbox.map((announcement) => growingLook(announcement.at, now)),\n',
    replace: '',
    also: [
      {
        file: advance,
        find: '    await publishOutbox(ports, item);\n  } finally {',
        replace:
          '    await publishOutbox(ports, item);\n  } catch (error) {\n    ports.log.error(String(error), {});\n  } finally {',
      },
    ],
  },
  {
    name: 'due-not-written-with-retry',
    says: 'The write of an outcome leaves the index as if the effect had ended for good.',
    file: 'lambda/handlers/shared/record-outcome.ts',
    find: '    const index = indexAttributes(next, ports.clock.now());\n    if (await ports.ledger.record(',
    replace: `    const settled = withEffect(item, { ...effect, status: 'done', noted: true });
    const index = indexAttributes(settled, ports.clock.now());
    if (await ports.ledger.record(`,
  },
];
