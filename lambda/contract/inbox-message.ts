import * as z from 'zod/mini';
import { caseEvent } from './case-event.ts';
import { instant, text } from './primitives.ts';

/** A moment of a case's ledger item has come, or an effect of it has ended. A hint: `advance` judges by the item. */
const dueMessage = z.strictObject({ kind: z.literal('due'), caseId: text, dueAt: instant });
const outcomeMessage = z.strictObject({ kind: z.literal('outcome'), caseId: text, effect: text });

/** Everything that may stand in the inbox queue: EventBridge's envelope as it is, or one of our own hints. */
export const inboxMessage = z.union([dueMessage, outcomeMessage, caseEvent]);
export type InboxMessage = z.infer<typeof inboxMessage>;

/** A hint in a lane's queue that the lane may have ready work. Carries nothing: the ledger knows. */
const laneHint = z.strictObject({ kind: z.literal('ready'), lane: text });
export type LaneHint = z.infer<typeof laneHint>;
