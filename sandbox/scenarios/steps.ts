import * as z from 'zod';
import { publicEventKind } from '../control/public-event.ts';
import { createCases, deleteCases, eventFaults, expectEach, updateCases } from './crowd-steps.ts';
import { actor, caseName, facts, fieldValues, moment, virtualDuration, words } from './step-parts.ts';

const chat = z.strictObject({
  chat: z.strictObject({
    /** Name of the contact flow; a prefix such as the deployment's is allowed before it. */
    flow: z.string(),
    customer: z.string(),
    /** Answers of the pre-chat form, by attribute name. */
    answers: z.record(z.string(), z.string()),
  }),
});

const createCase = z.strictObject({
  'create-case': z.strictObject({
    case: caseName,
    as: actor,
    /** Label of the template, without the ending that the deployment gives it. */
    template: z.string().min(1),
    customer: z.string().min(1),
    title: z.string().min(1),
    set: fieldValues.optional(),
  }),
});

const updateCase = z.strictObject({
  'update-case': z.strictObject({ case: caseName.optional(), as: actor, set: fieldValues }),
});

/** The admin makes a Contact Lens rule in the console that assigns an SLA to the cases of a template. */
const consoleRule = z.strictObject({
  'console-rule': z.strictObject({
    name: z.string().min(1),
    on: z.enum(['OnCaseCreate', 'OnCaseUpdate']),
    template: z.string().min(1),
    assign: z.strictObject({
      sla: z.string().min(1),
      minutes: z.number().int().positive(),
      field: z.string().min(1),
      value: z.string().min(1),
    }),
  }),
});

const window = z.string().regex(/^\d\d:\d\d-\d\d:\d\d$/, 'a window like 12:00-18:00');

/** The admin overrides hours of operation for one date in the console; no window: closed. */
const consoleHours = z.strictObject({
  'console-hours': z.strictObject({
    hours: z.string().min(1),
    name: z.string().min(1),
    date: z.iso.date(),
    open: z.array(window),
  }),
});

const wait = z.strictObject({ wait: virtualDuration });
/** Lets the clock run to an instant. */
const goTo = z.strictObject({ at: moment });

const expectation = z
  .strictObject({
    expect: publicEventKind,
    case: caseName.optional(),
    where: facts.optional(),
    /** Of virtual time, from when this step begins. */
    within: virtualDuration.optional(),
    /** The instant at which it must come, two minutes before or after at most. */
    at: moment.optional(),
    /** What is missing when it does not come, naming the component. */
    because: words,
  })
  .refine(({ within, at }) => (within === undefined) !== (at === undefined), 'either within or at');

const never = z
  .strictObject({
    'expect-never': publicEventKind,
    case: caseName.optional(),
    where: facts.optional(),
    during: virtualDuration.optional(),
    until: moment.optional(),
    because: words,
  })
  .refine(({ during, until }) => (during === undefined) !== (until === undefined), 'either during or until');

/** What agents see of a case's SLAs at this moment: these, and no others. */
const expectSlas = z.strictObject({
  'expect-slas': z.strictObject({ case: caseName.optional(), are: z.array(facts) }),
  because: words,
});

/** A rule of the console is as the admin left it. */
const expectRule = z.strictObject({ 'expect-rule-untouched': z.string().min(1), because: words });

export const step = z.union([
  chat,
  createCase,
  updateCase,
  consoleRule,
  consoleHours,
  wait,
  goTo,
  expectation,
  never,
  expectSlas,
  expectRule,
  createCases,
  updateCases,
  deleteCases,
  expectEach,
  eventFaults,
]);
export type ScenarioStep = z.infer<typeof step>;

export type StepOf<Key extends string> = Extract<ScenarioStep, Readonly<Record<Key, unknown>>>;
export type Expectation = z.infer<typeof expectation>;
export type ConsoleHours = z.infer<typeof consoleHours>['console-hours'];
export type ConsoleRule = z.infer<typeof consoleRule>['console-rule'];
