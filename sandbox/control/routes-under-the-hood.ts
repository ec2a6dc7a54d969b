import * as z from 'zod';
import { position, type Route } from './route.ts';
import { instant, journalEntry, loose, invocation, quotaUse, fault, queue, deployedRule } from './shapes.ts';

/** Queues, functions, rules, quotas, faults. Part of the frozen API: see schema.ts. */
export const hoodRoutes = {
  queues: {
    method: 'GET',
    path: '/hood/queues',
    does: 'Queues of the deployment as the queue service holds them, with what was dead-lettered.',
    answer: z.strictObject({ queues: z.array(queue), deadLettered: z.array(journalEntry) }),
  },
  redrive: {
    method: 'POST',
    path: '/hood/queues/{queue}/redrive',
    does: 'Moves what is in a dead-letter queue back to where it came from, through the SQS API. With `dryRun` only counts.',
    body: z.strictObject({ dryRun: z.boolean().optional() }),
    answer: z.strictObject({ moved: z.number(), dryRun: z.boolean() }),
  },
  givenUp: {
    method: 'POST',
    path: '/hood/given-up',
    does: 'Asks the deployed function that brings back what was given up, in its own words (`lambda/contract/redrive.ts`): dead letters of a queue, or effects that were parked; looks only, unless `act` is true. Refused (501) when what is deployed has no such function.',
    body: z.looseObject({ kind: z.enum(['queues', 'dead-letters', 'parked']) }),
    answer: z.looseObject({ kind: z.string() }),
  },
  replay: {
    method: 'POST',
    path: '/hood/replay',
    does: 'Asks the deployed function that explains cases to play again those to which something happened in a span, and where the ledger and its decisions part (`lambda/contract/replay.ts`). It changes nothing. Refused (501) when what is deployed has no such function.',
    body: z.looseObject({ from: instant, to: instant }),
    answer: z.looseObject({ kind: z.string() }),
  },
  erase: {
    method: 'POST',
    path: '/hood/erase',
    does: 'Asks the deployed function that forgets what is known of a case (`lambda/contract/erase.ts`); counts only, unless `act` is true. Refused (501) when what is deployed has no such function.',
    body: z.looseObject({ caseId: z.string(), act: z.boolean() }),
    answer: z.looseObject({ caseId: z.string() }),
  },
  quotas: {
    method: 'GET',
    path: '/hood/quotas',
    does: 'Calls of the AWS APIs that have tight quotas, second by second over the last virtual `minutes` (60), against the default quotas.',
    query: z.strictObject({ minutes: z.coerce.number().int().positive().max(1440).optional() }),
    answer: z.strictObject({ now: instant, quotas: z.array(quotaUse) }),
  },
  faults: {
    method: 'GET',
    path: '/hood/faults',
    does: 'What went wrong, newest first, each with the place to look.',
    answer: z.strictObject({ faults: z.array(fault) }),
  },
  functions: {
    method: 'GET',
    path: '/hood/functions',
    does: 'Functions with their last invocations, newest first, and what the function service knows of them.',
    answer: z.strictObject({
      functions: z.array(
        z.strictObject({
          name: z.string(),
          logicalId: z.string(),
          stack: z.string(),
          invocations: z.number(),
          failures: z.number(),
          /** Name of the queue from which it takes its messages, if it takes any. */
          queue: z.string().nullable(),
          last: z.array(journalEntry),
          /** Last runs with what they printed, newest first. */
          recent: z.array(invocation),
          state: loose,
        }),
      ),
    }),
  },
  rules: {
    method: 'GET',
    path: '/hood/rules',
    does: 'Event rules and Contact Lens rules of the deployment, and what they did.',
    answer: z.strictObject({
      rules: z.array(deployedRule),
      activity: z.array(journalEntry),
    }),
  },
  stacks: {
    method: 'GET',
    path: '/hood/stacks',
    does: 'Deployed stacks with their resources and outputs.',
    answer: z.strictObject({
      stacks: z.array(
        z.strictObject({
          name: z.string(),
          stackId: z.string(),
          resources: z.array(z.strictObject({ logicalId: z.string(), type: z.string(), physicalId: z.string() })),
          outputs: z.array(z.strictObject({ name: z.string(), value: z.string(), description: z.string().nullable() })),
        }),
      ),
    }),
  },
  journal: {
    method: 'GET',
    path: '/hood/journal',
    does: 'What every service has recorded, oldest first.',
    query: z.strictObject({ after: position.optional(), kind: z.string().optional() }),
    answer: z.strictObject({ entries: z.array(journalEntry) }),
  },
} as const satisfies Readonly<Record<string, Route>>;
