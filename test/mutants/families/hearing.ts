import type { Mutant } from '../mutant.ts';

const advance = 'lambda/handlers/advance/run.ts';
const records = 'lambda/handlers/shared/sqs-records.ts';
const facts = 'lambda/domain/fold-input.ts';

/** What messages and events tell, late, twice and in any order. */
export const hearingMutants: readonly Mutant[] = [
  {
    name: 'hearing-lost-write-dropped',
    says: 'A message whose write loses to another is taken for handled.',
    file: advance,
    find: 'if (!(await ports.ledger.save(next, index))) continue;',
    replace: 'if (!(await ports.ledger.save(next, index))) return;',
  },
  {
    name: 'hearing-failure-reported-done',
    says: 'A message that failed is reported to the queue as handled.',
    file: records,
    find: '      batchItemFailures.push({ itemIdentifier: record.messageId });\n',
    replace: '',
  },
  {
    name: 'hearing-failure-fails-batch',
    says: 'A message that cannot be handled takes those behind it along.',
    file: records,
    find: '      batchItemFailures.push({ itemIdentifier: record.messageId });\n',
    replace:
      '      return { batchItemFailures: batch.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };\n',
  },
  {
    name: 'hearing-last-arrival-wins',
    says: 'Of a field the value that arrived last counts, not the one that was written last.',
    file: 'lambda/domain/fold-event.ts',
    find: 'if (known !== undefined && !isNewer({ value, changedAt: news.at }, known)) continue;',
    replace: 'if (known !== undefined && known.value === value) continue;',
  },
  {
    name: 'hearing-old-news-dropped',
    says: 'News of something that happened before what is known already is thrown away.',
    file: facts,
    find: '  item = observe(item, news.kind',
    replace: `  if (item.observations.some(({ at }) => at > news.at)) return wantSinks(before, item, policy, now);
  item = observe(item, news.kind`,
  },
  {
    name: 'hearing-deletion-ignored',
    says: 'The deletion of a case is no news.',
    file: facts,
    find: "if (news.kind === 'deleted') {",
    replace: "if (news.kind === 'deleted' && news.templateId === undefined) {",
  },
  {
    name: 'hearing-deleted-case-learnt-again',
    says: 'What is told late of a deleted case is kept again.',
    file: facts,
    find: 'const shadow = item.deleted === true ? item.shadow : foldShadow(',
    replace: 'const shadow = foldShadow(',
  },
  {
    name: 'hearing-pauses-ignored',
    says: 'A clock goes on while the customer has the word.',
    file: 'lambda/domain/clock/cycle.ts',
    find: '} else if (pauseBegins(row, fieldOf)) {',
    replace: '} else if (pauseBegins(row, fieldOf) && cycle.pauses.length > 9) {',
  },
  {
    name: 'hearing-levels-before-stops',
    says: 'Levels fire before what the same message tells is heard.',
    file: 'lambda/domain/step.ts',
    find: '  const folded = foldInput(item, input, running, now);\n',
    replace: `  const fired = item === undefined ? item : runClocks(item, item, running, now);
  const folded = foldInput(fired, input, running, now);
`,
  },
];
