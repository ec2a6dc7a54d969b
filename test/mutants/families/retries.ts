import type { Mutant } from '../mutant.ts';

const claims = 'lambda/domain/claims.ts';
const errors = 'lambda/domain/errors.ts';

/** What is tried again, when, and what is not. */
export const retryMutants: readonly Mutant[] = [
  {
    name: 'retry-at-once',
    says: 'An effect whose retry has to wait is ready all the same.',
    file: 'lambda/domain/effects.ts',
    find: ' && (effect.retryNotBefore ?? now) <= now;',
    replace: ';',
  },
  {
    name: 'retry-time-never-set',
    says: 'A failed effect is pending again without a time before which it must rest.',
    file: claims,
    find: "return { ...withoutClaim(effect), status: 'pending', retryNotBefore };",
    replace: "return { ...withoutClaim(effect), status: 'pending' };",
  },
  {
    name: 'retry-three-times-only',
    says: 'An effect is given up after three attempts.',
    file: claims,
    find: 'export const maximumAttempts = 39;',
    replace: 'export const maximumAttempts = 3;',
  },
  {
    name: 'retry-pause-too-long',
    says: 'Once the outside answers again, a retry waits for up to a quarter of an hour.',
    file: claims,
    find: 'const longestPauseSeconds = 480;',
    replace: 'const longestPauseSeconds = 900;',
  },
  {
    name: 'retry-throttle-parked',
    says: 'A call that was one too many parks its effect.',
    file: errors,
    find: "  readonly code = 'THROTTLED';\n  readonly retryable = true;",
    replace: "  readonly code = 'THROTTLED';\n  readonly retryable = false;",
  },
  {
    name: 'retry-quota-used-up',
    says: 'A quota that is used up (402) is tried again as if it were a throttle.',
    file: errors,
    find: "  readonly code = 'QUOTA_USED_UP';\n  readonly retryable = false;",
    replace: "  readonly code = 'QUOTA_USED_UP';\n  readonly retryable = true;",
  },
  {
    name: 'retry-refused',
    says: 'What the outside will never do is tried again and again.',
    file: errors,
    find: "  readonly code = 'REQUEST_REFUSED';\n  readonly retryable = false;",
    replace: "  readonly code = 'REQUEST_REFUSED';\n  readonly retryable = true;",
  },
];
