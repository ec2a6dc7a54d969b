import type { Mutant } from '../mutant.ts';

const recent = 'lambda/handlers/sweep-cases/sweep-recent.ts';
const open = 'lambda/handlers/sweep-cases/sweep-open.ts';
const compare = 'lambda/domain/sweep/compare.ts';
const look = 'lambda/handlers/sweep-cases/look.ts';

/** What no event has told is found, both ways, whatever the search hides and wherever runs end. */
export const sweepMutants: readonly Mutant[] = [
  {
    name: 'sweep-no-paging',
    says: 'Of what was changed only the first page is looked at.',
    file: recent,
    find: 'const isPastEnd = (',
    replace: 'const isPastEnd = page.cases.length >= 0 || (',
  },
  {
    name: 'sweep-watermark-early',
    says: 'The mark of what has been looked at moves before it was.',
    file: recent,
    find: '  for (;;) {\n',
    replace: '  await save(ports, sweep, { recent: { mark: going.begunAt } });\n  for (;;) {\n',
  },
  {
    name: 'sweep-no-overlap',
    says: 'A look begins at the mark, and so misses what the search hid then.',
    file: recent,
    find: 'addSeconds(recent.mark, -longestLagSeconds)',
    replace: 'addSeconds(recent.mark, longestLagSeconds - longestLagSeconds)',
  },
  {
    name: 'sweep-one-way-only',
    says: 'Nobody asks for cases that are open in the ledger and that the search does not show.',
    file: open,
    find: "{ ...pass, stage: 'ledger', place: {} }",
    replace: "{ ...pass, stage: 'ended', place: {} }",
  },
  {
    name: 'sweep-unknown-ignored',
    says: 'A case without an item is passed over.',
    file: compare,
    find: "=== undefined ? 'same' : 'unknown'",
    replace: "=== undefined ? 'same' : 'same'",
  },
  {
    name: 'sweep-dated-to-the-look',
    says: 'What a search shows counts as of the look, and not as of the last change.',
    file: look,
    find: '      ...(lastUpdatedAt === undefined ? {} : { lastUpdatedAt }),\n',
    replace: '      ...(lastUpdatedAt === undefined ? { lastUpdatedAt: seenAt } : {}),\n',
  },
  {
    name: 'sweep-first-case-only',
    says: 'Of a page only the first difference is told.',
    file: look,
    find: '  await tell(ports, sweep, found);\n',
    replace: '  await tell(ports, sweep, found.slice(0, 1));\n',
  },
  {
    name: 'sweep-progress-before-telling',
    says: 'A run keeps where it is before it tells what it found there.',
    file: recent,
    find: '    await lookAtPage(ports, sweep, page.cases);\n',
    replace: `    await save(ports, sweep, { recent: { mark: going.begunAt } });
    await lookAtPage(ports, sweep, page.cases);
`,
    also: [
      {
        file: recent,
        find: 'addSeconds(recent.mark, -longestLagSeconds)',
        replace: 'addSeconds(recent.mark, -longestLagSeconds / 15)',
      },
    ],
  },
  {
    name: 'sweep-never-opens-from-the-beginning',
    says: 'A case that a sweep has found runs its clocks from then on, not from its creation.',
    file: 'lambda/domain/sweep/open-found.ts',
    find: '  return assumeAtCreation(pinned, beginning(seen, running));\n',
    replace: '  return assumeAtCreation({ ...pinned, createdAt: seenAt }, beginning(seen, running));\n',
  },
  {
    name: 'sweep-gone-believed-of-the-search',
    says: 'A case that the search does not show counts as gone, without a look at the case itself.',
    file: look,
    find: '    if (fresh === undefined) {\n',
    replace: '    if (fresh !== null) {\n',
  },
  {
    name: 'sweep-unknown-unheard',
    says: 'What a sweep has seen of a case without an item is not heard.',
    file: 'lambda/domain/fold-input.ts',
    find: '      return foldSeen(item, message, running, now);\n',
    replace: '      return item && foldSeen(item, message, running, now);\n',
  },
];
