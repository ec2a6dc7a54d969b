import * as z from 'zod/mini';
import { text } from './primitives.ts';

/**
 * One `FieldValueUnion` as it stands in an event: `{ stringValue }`, `{ doubleValue }`, `{ booleanValue }`,
 * `{ userArnValue }` or `{ emptyValue }`. Loose, because AWS may add members.
 */
const eventFieldValue = z.looseObject({
  stringValue: z.optional(z.string()),
  doubleValue: z.optional(z.number()),
  booleanValue: z.optional(z.boolean()),
  userArnValue: z.optional(z.string()),
});

/**
 * `Amazon Connect Cases Change` on the default bus, source `aws.cases`. Best effort, no sequence number;
 * `approximateChangeTime` is the ordering hint. `fields` holds only non-null configured fields, so a field named in
 * `changedFieldIds` but absent there was cleared.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/case-event-streams-sample.html
 */
export const caseEvent = z.looseObject({
  id: text,
  source: z.literal('aws.cases'),
  'detail-type': z.literal('Amazon Connect Cases Change'),
  time: text,
  resources: z.array(z.string()),
  detail: z.looseObject({
    eventType: text,
    approximateChangeTime: text,
    changedFieldIds: z.optional(z.array(z.string())),
    performedBy: z.optional(
      z.looseObject({
        user: z.optional(z.looseObject({ userArn: z.optional(z.string()), customEntity: z.optional(z.string()) })),
        iamPrincipalArn: z.optional(z.string()),
      }),
    ),
    case: z.optional(
      z.looseObject({
        caseId: text,
        templateId: z.optional(text),
        createdDateTime: z.optional(text),
        fields: z.optional(z.record(z.string(), z.looseObject({ value: eventFieldValue }))),
      }),
    ),
    relatedItem: z.optional(
      z.looseObject({ relatedItemType: z.optional(z.string()), relatedItemId: z.optional(z.string()), caseId: text }),
    ),
  }),
});
export type CaseEvent = z.infer<typeof caseEvent>;
