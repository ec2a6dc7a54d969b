import type { Mutant } from '../mutant.ts';

const advance = 'lambda/handlers/advance/run.ts';
const sink = 'lambda/handlers/sink-salesforce/run.ts';

/** The outbox, the timeline and the sinks. */
export const tellingMutants: readonly Mutant[] = [
  {
    name: 'telling-outbox-cleared-first',
    says: 'The outbox is emptied before the bus has taken it.',
    file: advance,
    find: '  await ports.announcer.announce(item.outbox);\n  const told = { ...item, outbox: [] };\n',
    replace: `  const told = { ...item, outbox: [] };
  await ports.ledger.clearOutbox(told, indexAttributes(told, ports.clock.now()));
  await ports.announcer.announce(item.outbox);
`,
  },
  {
    name: 'telling-timeline-after-save',
    says: 'Lines of the timeline leave the item before they are copied out.',
    file: advance,
    find: `    if (loaded !== undefined && loaded.timeline.length > 0)
      await ports.ledger.appendTimeline(caseId, loaded.timeline, timelineExpiry(loaded, now));
    if (!(await ports.ledger.save(next, index))) continue;
`,
    replace: `    if (!(await ports.ledger.save(next, index))) continue;
    if (loaded !== undefined && loaded.timeline.length > 0)
      await ports.ledger.appendTimeline(caseId, loaded.timeline, timelineExpiry(loaded, now));
`,
  },
  {
    name: 'telling-sink-confirmed-first',
    says: 'A snapshot counts as delivered before it is sent.',
    file: sink,
    find: '    await ports.crm.upsert({',
    replace: `    await ports.ledger.delivered(caseId, salesforceSinkName, wanted);
    await ports.crm.upsert({`,
  },
  {
    name: 'telling-sink-failure-forgotten',
    says: 'A snapshot that the CRM did not take is not sent again.',
    file: sink,
    find: '      await deliver(ports, detail.caseId);\n',
    replace: `      try {
        await deliver(ports, detail.caseId);
      } catch {
        ports.log.error('not delivered', { caseId: detail.caseId });
      }
`,
  },
];
