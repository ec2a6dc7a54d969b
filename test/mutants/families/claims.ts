import type { Mutant } from '../mutant.ts';

const visitCase = 'lambda/handlers/shared/visit-case.ts';
const claims = 'lambda/domain/claims.ts';

/** The durable record that somebody is about to act, and of how it ended. */
export const claimMutants: readonly Mutant[] = [
  {
    name: 'claim-answer-ignored',
    says: 'An effect is performed although the write of its claim was refused.',
    file: visitCase,
    find: 'if (!(await ports.ledger.claim(item.caseId, item.version, claimed, indexAttributes(next, now), read))) break;',
    replace: 'await ports.ledger.claim(item.caseId, item.version, claimed, indexAttributes(next, now), read);',
  },
  {
    name: 'claim-outcome-before-call',
    says: 'The outcome is recorded before the call that it speaks of.',
    file: visitCase,
    find: '  const settled = isInTime\n',
    replace: `  let told: CaseItem | undefined = item;
  for (const effect of isInTime ? effects : []) {
    const done = endEffect(effect, { status: 'done', outcome: { at: ports.clock.now() } });
    told = await recordOutcome(ports, told, effect, done, undefined);
  }
  const settled = isInTime
`,
  },
  {
    name: 'claim-outcome-only-told',
    says: 'An outcome that loses the race for the item stands in the message to advance only.',
    file: 'lambda/handlers/shared/record-outcome.ts',
    find: '    item = await ports.ledger.load(item.caseId);\n  }\n  throw new LedgerContentionError(`effect',
    replace: '    return item;\n  }\n  throw new LedgerContentionError(`effect',
  },
  {
    name: 'claim-lease-ignored',
    says: 'A claim is taken for dead at the next look, whether or not its lease has ended.',
    file: claims,
    find: ' || effect.claim.leaseUntil > now) return effect;',
    replace: ') return effect;',
  },
  {
    name: 'claim-never-dies',
    says: 'A claim whose run died is left as it is for ever.',
    file: claims,
    find: 'effect.claim.leaseUntil > now) return effect;',
    replace: "effect.claim.leaseUntil > '0') return effect;",
  },
  {
    name: 'claim-dead-probe-repeated',
    says: 'A mail or a post whose run died is sent again without asking whether it went out.',
    file: claims,
    find: '    new OutcomeUnknownError(`the run',
    replace: '    new ServiceUnavailableError(`the run',
    also: [
      {
        file: claims,
        find: 'OutcomeUnknownError, ThrottledError }',
        replace: 'OutcomeUnknownError, ServiceUnavailableError, ThrottledError }',
      },
    ],
  },
  {
    name: 'claim-natural-not-repeated',
    says: 'A field whose writing got no answer is given up, although a read could tell.',
    file: claims,
    find: "error instanceof OutcomeUnknownError && effect.proof === 'probe'",
    replace: "error instanceof OutcomeUnknownError && effect.proof !== 'token'",
  },
];
