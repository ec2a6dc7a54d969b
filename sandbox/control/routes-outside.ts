import * as z from 'zod';
import type { Route } from './route.ts';
import { instant, loose } from './shapes.ts';

/** Of what went outside: that of one case, and the last so many of it. */
const wanted = z.strictObject({
  caseId: z.string().optional(),
  last: z.coerce.number().int().positive().optional(),
});

/** What reached people and systems outside. Part of the frozen API: see schema.ts. */
export const outsideRoutes = {
  mails: {
    method: 'GET',
    path: '/outside/mails',
    does: 'Mails that were sent, oldest first; with `caseId` those about one case, with `last` the newest so many.',
    query: wanted,
    answer: z.strictObject({
      mails: z.array(
        z.strictObject({
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
    does: 'Slack channels with their messages, oldest first; with `caseId` those about one case, with `last` the newest so many over all channels.',
    query: wanted,
    answer: z.strictObject({
      channels: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          messages: z.array(
            z.strictObject({
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
    does: 'Records of the CRM as they now are; with `caseId` that of one case, with `last` the so many that were written last.',
    query: wanted,
    answer: z.strictObject({
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
