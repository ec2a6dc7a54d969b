import type { Mutant } from '../mutant.ts';

const tick = 'lambda/handlers/tick/run.ts';
/** Pages of five rows: a story in which many cases fall due at a time has more than one then. */
const smallPages = [
  { file: tick, find: 'const overdueLimit = 500;', replace: 'const overdueLimit = 5;' },
  { file: tick, find: 'const aheadLimit = 2000;', replace: 'const aheadLimit = 5;' },
];

/** What falls due is sent, once for each time and in time. */
export const tickMutants: readonly Mutant[] = [
  {
    name: 'tick-watermark-before-sending',
    says: 'The watermark moves before the rows are sent.',
    file: tick,
    find: '  const rows = [...overdue, ...ahead];\n',
    replace: `  const rows = [...overdue, ...ahead];
  if (ahead.length > 0 && reached > watermark) await ports.due.moveWatermark(look.shard, reached);
`,
  },
  {
    name: 'tick-overdue-never-sent-again',
    says: 'Rows behind the watermark are never sent again.',
    file: tick,
    find: '  const rows = [...overdue, ...ahead];\n',
    replace: '  const rows = [...overdue.slice(0, 0), ...ahead];\n',
  },
  {
    name: 'tick-cut-page-moves-watermark-to-horizon',
    says: 'After a page that was cut, the watermark stands behind rows that were not sent.',
    file: tick,
    find: ': wholeInstants(first);',
    replace: ': { rows: first, reached: horizon };',
    atScale: smallPages,
  },
  {
    name: 'tick-first-page-only',
    says: 'Of more rows than a page holds only the oldest are looked at.',
    file: tick,
    find: '    page.length < overdueLimit\n',
    replace: '    page.length <= overdueLimit\n',
    atScale: smallPages,
  },
];
