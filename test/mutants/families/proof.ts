import type { Mutant } from '../mutant.ts';

/** What keeps an effect from happening twice, or from happening to nobody. */
export const proofMutants: readonly Mutant[] = [
  {
    name: 'proof-lost-answer-repeated',
    says: 'A mail or a post whose answer was lost is sent again.',
    file: 'lambda/domain/claims.ts',
    find: "error instanceof OutcomeUnknownError && effect.proof === 'probe'",
    replace: "error instanceof OutcomeUnknownError && effect.proof === 'natural' && effect.attempt > 9",
  },
  {
    name: 'proof-token-per-attempt',
    says: 'A task that is tried again gets another ClientToken.',
    file: 'lambda/handlers/dispatch-task/run.ts',
    find: 'token: `${item.caseId}:${effect.key}`',
    replace: "token: `${item.caseId}:${effect.key}${effect.attempt > 1 ? `:${effect.attempt}` : ''}`",
  },
  {
    name: 'proof-sla-without-look',
    says: 'A native SLA is attached without a look at those that the case has.',
    file: 'lambda/handlers/dispatch-case-items/keep-sla.ts',
    find: 'const shown = await ports.slas.list(item.caseId);',
    replace: 'const shown: never[] = [];',
  },
  {
    name: 'proof-sla-own-write-forgotten',
    says: 'What was attached a moment ago, and no search shows yet, is taken for absent.',
    file: 'lambda/domain/native-sla.ts',
    find: 'const searchLagSeconds = 600;',
    replace: 'const searchLagSeconds = 0;',
  },
  {
    name: 'proof-reread-ignored',
    says: 'What the fresh read says of the case decides nothing unless the case is gone.',
    file: 'lambda/handlers/shared/visit-case.ts',
    find: 'const verdict = judgeByFreshCase(',
    replace: 'const verdict = read.fresh !== undefined ? undefined : judgeByFreshCase(',
  },
  {
    name: 'proof-contradicted-read',
    says: 'A lane decides by its read of a case although news has contradicted it since.',
    file: 'lambda/handlers/shared/visit-case.ts',
    find: ' && !isContradicted(item, read, read.fieldIds)',
    replace: '',
  },
  {
    name: 'proof-read-good-for-an-hour',
    says: 'A read of a case decides for an hour, for every run of the process.',
    file: 'lambda/domain/shared-read.ts',
    find: 'export const readGoodSeconds = 30;',
    replace: 'export const readGoodSeconds = 3600;',
    also: [
      {
        file: 'lambda/handlers/shared/visit-case.ts',
        find: '  const { read } = visit;\n  if (read !== undefined && isGood(ports, read) && !isContradicted(item, read, read.fieldIds)) return read;\n',
        replace: `  const place = \`\${item.caseId} \${item.createdAt}\`;
  const known = reads.get(place);
  if (known !== undefined && isGood(ports, known) && known.askedAt < ports.clock.now()) return known;
`,
      },
      {
        file: 'lambda/handlers/shared/visit-case.ts',
        find: '  visit.read = { policy, fieldIds, fresh, askedAt };\n',
        replace: '  visit.read = { policy, fieldIds, fresh, askedAt };\n  reads.set(place, visit.read);\n',
      },
      {
        file: 'lambda/handlers/shared/visit-case.ts',
        find: '/** Lost conditional writes in one visit',
        replace: 'const reads = new Map<string, FreshRead>();\n/** Lost conditional writes in one visit',
      },
    ],
  },
];
