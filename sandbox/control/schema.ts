import * as z from 'zod';
import {
  instant,
  words,
  timelineEvent,
  caseSummary,
  task,
  caseDetail,
  contactSummary,
  contactDetail,
  timeState,
  journalEntry,
  stepResult,
  loose,
  question,
  invocation,
  quotaUse,
  fault,
  queue,
  deployedRule,
} from './shapes.ts';

export type { CaseSummary, DueMoment, Fault, Question, Task, TimelineEvent, TimeState } from './shapes.ts';

/*
 * The control API, version 1: everything a person does with a running sandbox. Frozen, because the web console is built
 * on it: fields and routes may be added, never changed or removed. Instants are ISO-8601 UTC on the virtual clock.
 */

/** Path before every route below. */
export const controlBase = '/_casewarden/v1';

/** Every failure has this body; the HTTP status says of what kind. */
export const controlError = z.strictObject({
  error: z.strictObject({
    /** `not-found`, `invalid`, `forbidden`, `not-supported`, `failed`. */
    code: z.enum(['not-found', 'invalid', 'forbidden', 'not-supported', 'failed']),
    message: z.string(),
  }),
});
export type ControlErrorCode = z.infer<typeof controlError>['error']['code'];

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Below `controlBase`; `{name}` is a part of the path. */
  readonly path: string;
  readonly does: string;
  /** Query parameters; all optional, all text. */
  readonly query?: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** True when the answer is a stream of server-sent events, each with `answer` as its data. */
  readonly stream?: true;
}

const position = z.coerce.number().int().nonnegative();

/** The routes by name; `Control` has a function of each name. */
export const routes = {
  health: {
    method: 'GET',
    path: '/health',
    does: 'Says that the sandbox is up, and which version of the API it speaks.',
    answer: z.strictObject({
      ok: z.literal(true),
      api: z.literal(1),
      version: z.string(),
      now: instant,
      region: z.string(),
      accountId: z.string(),
      timeZone: z.string(),
      /** Another one after a restart: what was read before belongs to another run. */
      run: z.string(),
    }),
  },
  timeline: {
    method: 'GET',
    path: '/timeline',
    does: 'The public timeline, oldest first.',
    query: z.strictObject({
      after: position.optional(),
      caseId: z.string().optional(),
      contactId: z.string().optional(),
    }),
    answer: z.strictObject({ events: z.array(timelineEvent) }),
  },
  timelineStream: {
    method: 'GET',
    path: '/timeline/stream',
    does: 'The public timeline as server-sent events (event: `timeline`), from the start, after `Last-Event-ID` or after `?after=`; the clock comes as event `time` ({ now, speed, jumping, run, sequence }).',
    answer: timelineEvent,
    stream: true,
  },
  cases: {
    method: 'GET',
    path: '/cases',
    does: 'All cases, latest update first; with `after`, a journal position, those that changed since then.',
    query: z.strictObject({ after: position.optional() }),
    answer: z.strictObject({
      cases: z.array(caseSummary),
      /** Ids of cases that were deleted after the position that was asked for. */
      removed: z.array(z.string()),
      /** Journal position up to which this answer is true: the next `after`. */
      sequence: z.number(),
    }),
  },
  caseDetail: {
    method: 'GET',
    path: '/cases/{caseId}',
    does: 'One case: fields with labels, SLAs, related items, tasks, timeline, ledger items.',
    answer: caseDetail,
  },
  updateCase: {
    method: 'POST',
    path: '/cases/{caseId}/fields',
    does: 'Sets fields of a case as a user of the instance would, through the Cases API.',
    body: z.strictObject({ user: z.string(), fields: z.record(z.string(), z.string()) }),
    answer: z.strictObject({}),
  },
  contacts: {
    method: 'GET',
    path: '/contacts',
    does: 'Contacts by which customers came, latest first.',
    answer: z.strictObject({ contacts: z.array(contactSummary) }),
  },
  contactDetail: {
    method: 'GET',
    path: '/contacts/{contactId}',
    does: 'One contact: answers, transcript, and the path it took through the flows.',
    answer: contactDetail,
  },
  startContact: {
    method: 'POST',
    path: '/contacts',
    does: 'Opens a chat as a customer, through the Connect API. `flow` is a name; a deployment prefix may be left out.',
    body: z.strictObject({ flow: z.string(), customer: z.string(), answers: z.record(z.string(), z.string()) }),
    answer: z.strictObject({ contactId: z.string() }),
  },
  sendMessage: {
    method: 'POST',
    path: '/contacts/{contactId}/messages',
    does: 'Says something as the customer, while the chat lasts. It stands in the transcript; flows of this version read the answers of the pre-chat form only.',
    body: z.strictObject({ text: z.string() }),
    answer: z.strictObject({}),
  },
  endContact: {
    method: 'POST',
    path: '/contacts/{contactId}/end',
    does: 'Closes the chat as the customer; with `user`, the agent who has the chat or task ends it.',
    body: z.strictObject({ user: z.string().optional() }),
    answer: z.strictObject({}),
  },
  questions: {
    method: 'GET',
    path: '/flows/{flowId}/questions',
    does: 'What a pre-chat form has to ask before this flow starts, read from the deployed flow and its modules.',
    answer: z.strictObject({ questions: z.array(question) }),
  },
  flows: {
    method: 'GET',
    path: '/flows',
    does: 'Deployed contact flows and modules with their content.',
    answer: z.strictObject({
      flows: z.array(z.strictObject({ flowId: z.string(), name: z.string(), type: z.string(), content: z.unknown() })),
    }),
  },
  users: {
    method: 'GET',
    path: '/users',
    does: 'Users of the instance, whether they are on duty, and their tasks.',
    answer: z.strictObject({
      users: z.array(
        z.strictObject({
          id: z.string(),
          userName: z.string(),
          name: z.string(),
          email: z.string(),
          onDuty: z.boolean(),
          tasks: z.array(task),
        }),
      ),
    }),
  },
  setDuty: {
    method: 'POST',
    path: '/users/{user}/duty',
    does: 'Puts an agent on duty or off duty, by name or id, through the Connect API.',
    body: z.strictObject({ onDuty: z.boolean() }),
    answer: z.strictObject({}),
  },
  acceptTask: {
    method: 'POST',
    path: '/tasks/{taskContactId}/accept',
    does: 'Accepts a task, or a chat that waits in a queue, as the user at whom it rings.',
    body: z.strictObject({ user: z.string() }),
    answer: z.strictObject({}),
  },
  mails: {
    method: 'GET',
    path: '/outside/mails',
    does: 'Mails that were sent, oldest first.',
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
    does: 'Slack channels with their messages, oldest first.',
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
    does: 'Records of the CRM as they now are.',
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
  time: {
    method: 'GET',
    path: '/time',
    does: 'Where the virtual clock stands, and what is due next.',
    answer: timeState,
  },
  jump: {
    method: 'POST',
    path: '/time/jump',
    does: 'Moves the clock: `to` an instant, `by` milliseconds, to the `next` due moment, or to the next `deadline` of a case and on until what it set off is done (two minutes at most). Answers when everything due on the way has run, or when the clock was paused.',
    body: z.union([
      z.strictObject({ to: instant }),
      z.strictObject({ by: z.number().int().positive() }),
      z.strictObject({ next: z.literal(true) }),
      z.strictObject({ deadline: z.literal(true) }),
    ]),
    answer: timeState,
  },
  play: {
    method: 'POST',
    path: '/time/play',
    does: 'Lets the clock follow the wall clock at this factor.',
    body: z.strictObject({ speed: z.number().positive().max(100_000) }),
    answer: timeState,
  },
  pause: {
    method: 'POST',
    path: '/time/pause',
    does: 'Stops the clock where it is; also ends a jump.',
    answer: timeState,
  },
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
  scenarios: {
    method: 'GET',
    path: '/scenarios',
    does: 'Stories that can be played.',
    answer: z.strictObject({ scenarios: z.array(z.strictObject({ name: z.string(), title: words, start: instant })) }),
  },
  runScenario: {
    method: 'POST',
    path: '/scenarios/{name}/run',
    does: 'Plays a story from where the clock stands; answers with the result of each step.',
    answer: z.strictObject({ scenario: z.string(), passed: z.boolean(), steps: z.array(stepResult) }),
  },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof routes;
type Parameters<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { readonly [Key in Name]: string } & Parameters<Rest>
  : unknown;
type Input<Name extends RouteName> = Parameters<(typeof routes)[Name]['path']> &
  ((typeof routes)[Name] extends { body: infer Body extends z.ZodType } ? z.output<Body> : unknown) &
  ((typeof routes)[Name] extends { query: infer Query extends z.ZodType } ? z.output<Query> : unknown);

/** The control API as functions: the same names, inputs (path, query and body together) and answers. */
export type Control = {
  readonly [Name in Exclude<RouteName, 'timelineStream'>]: (
    input: Input<Name>,
  ) => Promise<z.output<(typeof routes)[Name]['answer']>>;
};
