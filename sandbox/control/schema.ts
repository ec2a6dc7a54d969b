import * as z from 'zod';
import { piece } from './newest.ts';
import { caseExplanation, caseUnexplained } from './explanation-shape.ts';
import { count, position, type Route } from './route.ts';
import { outsideRoutes } from './routes-outside.ts';
import { hoodRoutes } from './routes-under-the-hood.ts';
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
  stepResult,
  question,
} from './shapes.ts';

export type { CaseExplanation } from './explanation-shape.ts';
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

export type { Route } from './route.ts';

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
    does: 'The public timeline, oldest first; with `last`, only so many of the newest.',
    query: z.strictObject({
      after: position.optional(),
      last: count.optional(),
      caseId: z.string().optional(),
      contactId: z.string().optional(),
    }),
    answer: z.strictObject({ events: z.array(timelineEvent) }),
  },
  timelineStream: {
    method: 'GET',
    path: '/timeline/stream',
    does: 'The public timeline as server-sent events (event: `timeline`), from the start, after `Last-Event-ID` or after `?after=`; the clock comes as event `time` ({ now, speed, jumping, run, sequence }).',
    query: z.strictObject({ after: position.optional() }),
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
  caseExplanation: {
    method: 'GET',
    path: '/cases/{caseId}/explanation',
    does: 'Why the clocks of a case are as they are now: policies that match or not and by which condition, time piece by piece, levels with their effects, what comes next. Asks the deployed function that explains cases, so it is refused (501) when what is deployed has none; with `unknown`, the ledger does not know the case or its policy.',
    answer: z.union([caseExplanation, caseUnexplained]),
  },
  updateCase: {
    method: 'POST',
    path: '/cases/{caseId}/fields',
    does: 'Sets fields of a case as a user of the instance would, through the Cases API. The owner (`assigned_user`) is given by user name, id or ARN.',
    body: z.strictObject({ user: z.string(), fields: z.record(z.string(), z.string()) }),
    answer: z.strictObject({}),
  },
  contacts: {
    method: 'GET',
    path: '/contacts',
    does: 'Contacts by which customers came, latest first; with `last` only so many, with `offset` after passing over so many.',
    query: z.strictObject(piece),
    answer: z.strictObject({
      contacts: z.array(contactSummary),
      /** How many there are in all. */
      total: z.number(),
    }),
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
    does: 'Says something as the customer, 1 to 16,384 bytes, while the chat lasts. It stands in the transcript; flows of this version read the answers of the pre-chat form only.',
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
  ...outsideRoutes,
  time: {
    method: 'GET',
    path: '/time',
    does: 'Where the virtual clock stands, and what is due next.',
    answer: timeState,
  },
  jump: {
    method: 'POST',
    path: '/time/jump',
    does: 'Moves the clock: `to` an instant, `by` milliseconds, to the `next` moment (the first of `due`; where it stands when nothing is due), or to the next `deadline` of a case and on until what it set off is done (two minutes at most); `aftermath` goes on like that from an instant. At most 400 days at once; refused while another jump is under way or a story plays. Answers when everything due on the way has run, or when the clock was paused.',
    body: z.union([
      z.strictObject({ to: instant, aftermath: z.literal(true).optional() }),
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
    does: 'Stops the clock where it is, after the timer in hand; also ends a jump, and a story that plays.',
    answer: timeState,
  },
  ...hoodRoutes,
  scenarios: {
    method: 'GET',
    path: '/scenarios',
    does: 'Stories that can be played where the sandbox stands now: with what is deployed, and from this moment on.',
    answer: z.strictObject({ scenarios: z.array(z.strictObject({ name: z.string(), title: words, start: instant })) }),
  },
  runScenario: {
    method: 'POST',
    path: '/scenarios/{name}/run',
    does: 'Plays a story from where the clock stands; answers with the result of each step. Like a jump: `pause` ends it, and the steps that it has not reached are `not-reached`; refused while the clock jumps or another story plays.',
    answer: z.strictObject({
      scenario: z.string(),
      passed: z.boolean(),
      /** Whether a pause ended it before its last step. */
      ended: z.boolean(),
      steps: z.array(stepResult),
    }),
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
