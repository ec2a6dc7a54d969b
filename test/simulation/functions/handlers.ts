import { laneNames, type LaneName } from '../../../lambda/contract/primitives.ts';
import { lookAheadSeconds } from '../../../lambda/contract/look-ahead.ts';
import { runAdvance } from '../../../lambda/handlers/advance/run.ts';
import { advanceSpec } from '../../../lambda/handlers/advance/spec.ts';
import { runDispatchCaseItems } from '../../../lambda/handlers/dispatch-case-items/run.ts';
import { dispatchCaseItemsSpec } from '../../../lambda/handlers/dispatch-case-items/spec.ts';
import { runDispatchCaseUpdate } from '../../../lambda/handlers/dispatch-case-update/run.ts';
import { dispatchCaseUpdateSpec } from '../../../lambda/handlers/dispatch-case-update/spec.ts';
import { runDispatchMail } from '../../../lambda/handlers/dispatch-mail/run.ts';
import { dispatchMailSpec } from '../../../lambda/handlers/dispatch-mail/spec.ts';
import { runDispatchSlack } from '../../../lambda/handlers/dispatch-slack/run.ts';
import { dispatchSlackSpec } from '../../../lambda/handlers/dispatch-slack/spec.ts';
import { runDispatchTask } from '../../../lambda/handlers/dispatch-task/run.ts';
import { dispatchTaskSpec } from '../../../lambda/handlers/dispatch-task/spec.ts';
import { runSinkSalesforce } from '../../../lambda/handlers/sink-salesforce/run.ts';
import { sinkSalesforceSpec } from '../../../lambda/handlers/sink-salesforce/spec.ts';
import { runSweepCases } from '../../../lambda/handlers/sweep-cases/run.ts';
import { sweepCasesSpec } from '../../../lambda/handlers/sweep-cases/spec.ts';
import { runTick } from '../../../lambda/handlers/tick/run.ts';
import { tickSpec } from '../../../lambda/handlers/tick/spec.ts';
import type { Message, QueueSettings } from '../plumbing/queue.ts';
import type { SimulatedPorts, SweepingPorts } from './ports.ts';

/** A function behind a queue: the settings of its stack, and the shipped `run.ts` with its ports. */
export interface QueueFunction {
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly queue: QueueSettings;
  /** @returns the numbers of the messages that failed */
  run(ports: SimulatedPorts, messages: readonly Message[]): Promise<ReadonlySet<number>>;
}

/** lib/constructs/queue-with-dead-letters: six times the function's time-out. */
const visibilityOf = (timeoutSeconds: number): number => 6 * timeoutSeconds;
const caseUrlTemplate = 'https://example.com/cases/{caseId}';
const none: ReadonlySet<number> = new Set();

function batchOf(messages: readonly Message[]) {
  return { Records: messages.map(({ number, body }) => ({ messageId: String(number), body })) };
}

const failedIn = (answer: { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] }) =>
  new Set(answer.batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)));

/** As lib/constructs/inbox sets it. @param policyHash the newest policy */
export function inboxFunction(policyHash: () => string): QueueFunction {
  return {
    name: advanceSpec.name,
    timeoutSeconds: advanceSpec.timeoutSeconds,
    queue: {
      name: 'inbox',
      visibilitySeconds: visibilityOf(advanceSpec.timeoutSeconds),
      maxReceiveCount: 5,
      batchSize: 10,
      maxConcurrency: 10,
    },
    run: async (ports, messages) =>
      failedIn(
        await runAdvance(
          { ...ports, ledger: ports.caseLedger },
          { policyHash: policyHash(), lookAheadSeconds },
          batchOf(messages),
        ),
      ),
  };
}

/** As lib/constructs/lane sets them. */
export function laneFunctions(): readonly QueueFunction[] {
  return laneNames.map((lane) => {
    const { spec, run } = lanes[lane];
    return {
      name: spec.name,
      timeoutSeconds: spec.timeoutSeconds,
      queue: {
        name: lane,
        visibilitySeconds: visibilityOf(spec.timeoutSeconds),
        maxReceiveCount: 3,
        batchSize: 10,
        maxConcurrency: 2,
      },
      run: async (ports) => {
        await run({ ...ports, ledger: ports.effectLedger }, spec.timeoutSeconds);
        return none;
      },
    };
  });
}

type LanePorts = SimulatedPorts & { readonly ledger: SimulatedPorts['effectLedger'] };
type Lane = {
  readonly spec: { readonly name: string; readonly timeoutSeconds: number };
  readonly run: (ports: LanePorts, timeoutSeconds: number) => Promise<void>;
};

const lanes: Readonly<Record<LaneName, Lane>> = {
  'case-update': {
    spec: dispatchCaseUpdateSpec,
    run: async (ports, timeoutSeconds) => await runDispatchCaseUpdate(ports, { timeoutSeconds }),
  },
  'case-items': {
    spec: dispatchCaseItemsSpec,
    run: async (ports, timeoutSeconds) => await runDispatchCaseItems(ports, { timeoutSeconds }),
  },
  mail: {
    spec: dispatchMailSpec,
    run: async (ports, timeoutSeconds) => await runDispatchMail(ports, { timeoutSeconds, caseUrlTemplate }),
  },
  task: {
    spec: dispatchTaskSpec,
    run: async (ports, timeoutSeconds) => await runDispatchTask(ports, { timeoutSeconds, caseUrlTemplate }),
  },
  slack: {
    spec: dispatchSlackSpec,
    run: async (ports, timeoutSeconds) => await runDispatchSlack(ports, { timeoutSeconds, caseUrlTemplate }),
  },
};

/** As lib/constructs/salesforce-sink sets it. */
export const sinkFunction: QueueFunction = {
  name: sinkSalesforceSpec.name,
  timeoutSeconds: sinkSalesforceSpec.timeoutSeconds,
  queue: {
    name: 'sink',
    visibilitySeconds: visibilityOf(sinkSalesforceSpec.timeoutSeconds),
    maxReceiveCount: 5,
    batchSize: 10,
    maxConcurrency: 2,
  },
  run: async (ports, messages) =>
    failedIn(await runSinkSalesforce({ ...ports, ledger: ports.sinkLedger }, batchOf(messages))),
};

/** As lib/constructs/tick sets it: once a minute. */
export const tickFunction = {
  name: tickSpec.name,
  timeoutSeconds: tickSpec.timeoutSeconds,
  run: async (ports: SimulatedPorts): Promise<void> => await runTick(ports, { lookAheadSeconds }),
};

/** As lib/constructs/sweep-cases sets it: every five minutes, with the part of default quotas that lib/constructs/sweep-cases/sweep-rate gives. */
export const sweepCasesFunction = {
  name: sweepCasesSpec.name,
  timeoutSeconds: sweepCasesSpec.timeoutSeconds,
  /** @param policyHash the newest policy */
  run: async (ports: SweepingPorts, policyHash: string): Promise<void> =>
    await runSweepCases(ports, { policyHash, ratePerSecond: 0.42, timeoutSeconds: sweepCasesSpec.timeoutSeconds }),
};
