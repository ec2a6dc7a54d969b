import * as z from 'zod';
import { piece } from './newest.ts';
import { count, position, type Route } from './route.ts';
import { instant, loose } from './shapes.ts';

const caseId = z.string().optional();
/** How many there are in all, of the case that was asked for. */
const total = z.number();

/** What reached people and systems outside. Part of the frozen API: see schema.ts. */
export const outsideRoutes = {
  mails: {
    method: 'GET',
    path: '/outside/mails',
    does: 'Mails that were sent, oldest first; with `caseId` those about one case, with `last` the newest so many, with `offset` those before the newest so many, with `sequence` that one.',
    query: z.strictObject({ ...piece, caseId, sequence: position.optional() }),
    answer: z.strictObject({
      total,
      mails: z.array(
        z.strictObject({
          /** Journal position, as its event in the timeline has it. */
          sequence: z.number(),
          at: instant,
          caseId: z.string().nullable(),
          from: z.string(),
          to: z.array(z.string()),
          subject: z.string(),
          body: z.string(),
        }),
      ),
    }),
  },
  slack: {
    method: 'GET',
    path: '/outside/slack',
    does: 'Slack channels with their messages, oldest first; with `caseId` those about one case, with `last` the newest so many over all channels; with `channel` only messages of that channel, with `until` none after that journal position.',
    query: z.strictObject({
      last: count.optional(),
      caseId,
      channel: z.string().optional(),
      until: position.optional(),
    }),
    answer: z.strictObject({
      channels: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          total,
          messages: z.array(
            z.strictObject({
              /** Journal position, as its event in the timeline has it. */
              sequence: z.number(),
              at: instant,
              ts: z.string(),
              caseId: z.string().nullable(),
              /** As it was sent: Slack's mrkdwn. */
              text: z.string(),
              /** Block Kit blocks as they were sent; none when the message is text only. */
              blocks: z.array(loose),
            }),
          ),
        }),
      ),
    }),
  },
  slackNames: {
    method: 'GET',
    path: '/outside/slack/names',
    does: 'What ids of users and channels are called in Slack, and the workspace.',
    answer: z.strictObject({
      workspace: z.string(),
      users: z.record(z.string(), z.string()),
      channels: z.record(z.string(), z.string()),
    }),
  },
  crm: {
    method: 'GET',
    path: '/outside/crm',
    does: 'Records of the CRM as they now are; with `caseId` that of one case, with `externalId` that one, with `last` the so many that were written last, with `offset` those before so many.',
    query: z.strictObject({ ...piece, caseId, externalId: z.string().optional() }),
    answer: z.strictObject({
      total,
      records: z.array(
        z.strictObject({
          object: z.string(),
          externalId: z.string(),
          caseId: z.string().nullable(),
          createdAt: instant,
          updatedAt: instant,
          fields: loose,
        }),
      ),
    }),
  },
} as const satisfies Readonly<Record<string, Route>>;
