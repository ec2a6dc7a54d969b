import type { CaseItem, FieldValue } from '../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../lambda/contract/compiled-policy.ts';
import type { InboxMessage } from '../../lambda/contract/inbox-message.ts';
import type { LaneName } from '../../lambda/contract/primitives.ts';
import { apiNames } from '../../lambda/contract/quota-profile.ts';
import { runAdvance } from '../../lambda/handlers/advance/run.ts';
import { runDispatchCaseItems } from '../../lambda/handlers/dispatch-case-items/run.ts';
import { runDispatchCaseUpdate } from '../../lambda/handlers/dispatch-case-update/run.ts';
import { runDispatchMail } from '../../lambda/handlers/dispatch-mail/run.ts';
import { runDispatchSlack } from '../../lambda/handlers/dispatch-slack/run.ts';
import { runDispatchTask } from '../../lambda/handlers/dispatch-task/run.ts';
import { runSinkSalesforce } from '../../lambda/handlers/sink-salesforce/run.ts';
import { runTick } from '../../lambda/handlers/tick/run.ts';
import { addSeconds } from '../../lambda/domain/instants.ts';
import { caseChange, deskPolicy, policyHash } from './desk-policy.ts';
import { createMemoryPorts, type MemoryPorts } from './in-memory-ports.ts';
import type { MemoryState } from './memory-state.ts';

export interface Desk {
  readonly state: MemoryState;
  /** Replace a port to make it fail; runs read it at each call. */
  ports: MemoryPorts;
  /** Messages that failed, each once per delivery. */
  readonly failed: string[];
  /** Lane runs and ticks that threw. */
  readonly threw: unknown[];
  /** Creates the case or changes its fields in Cases, and puts the event that tells of it into the inbox. */
  change(fields: Readonly<Record<string, FieldValue>>, type?: string): void;
  deliver: (message: InboxMessage) => Promise<void>;
  /** Delivers what has come, tick every minute, until `until`. */
  runUntil(until: string): Promise<void>;
  readonly item: () => CaseItem;
}

/** A desk over in-memory ports whose time moves only by `runUntil` and by pauses of lanes. */
export function createDesk(
  options: { readonly policy?: CompiledPolicy; readonly deliveries?: number; readonly ratePerSecond?: number } = {},
): Desk {
  const { state, ports } = createMemoryPorts(options.policy ?? deskPolicy);
  const deliveries = options.deliveries ?? 1;
  const { ratePerSecond } = options;
  if (ratePerSecond !== undefined)
    for (const api of apiNames) state.rates.set(api, { perSecond: ratePerSecond, burst: 1 });
  const lane = {
    timeoutSeconds: 60,
    caseUrlTemplate: 'https://first-desk.my.connect.aws/cases/agent-app/case-detail/{caseId}',
  };
  let nextTick = addSeconds(state.now, 60);
  let announcementsSeen = 0;
  const desk: Desk = {
    state,
    ports,
    failed: [],
    threw: [],
    change: (fields, type) => {
      const caseId = 'case-1';
      const known = state.cases.get(caseId);
      state.cases.set(caseId, { ...known, ...fields });
      const eventType = type ?? (known === undefined ? 'CASE.CREATED' : 'CASE.UPDATED');
      state.inbox.push({ message: caseChange(eventType, state.now, fields), at: state.now });
    },
    deliver: async (message) => {
      const batch = { Records: [{ messageId: 'message', body: JSON.stringify(message) }] };
      const answer = await runAdvance(
        { ...desk.ports, ledger: desk.ports.caseLedger },
        { policyHash, lookAheadSeconds: 120 },
        batch,
      );
      desk.failed.push(...answer.batchItemFailures.map((failure) => failure.itemIdentifier));
    },
    runUntil: async (until) => {
      for (;;) {
        await deliverAll();
        const next = [nextTick, ...state.inbox.map((entry) => entry.at)].sort()[0] ?? until;
        if (next > until) break;
        if (next > state.now) state.now = next;
        if (nextTick <= state.now) {
          await guarded(() => runTick(desk.ports, { lookAheadSeconds: 120 }));
          while (nextTick <= state.now) nextTick = addSeconds(nextTick, 60);
        }
      }
      if (until > state.now) state.now = until;
    },
    item: () => {
      const stored = state.items.get('case-1');
      if (stored === undefined) throw new Error('case-1 is not in the ledger');
      return JSON.parse(stored.json) as CaseItem;
    },
  };
  return desk;

  async function deliverAll(): Promise<void> {
    for (;;) {
      const place = state.inbox.findIndex((entry) => entry.at <= state.now);
      const [entry] = place === -1 ? [] : state.inbox.splice(place, 1);
      const hinted = state.hints.shift();
      const announcement = state.announced[announcementsSeen];
      if (entry === undefined && hinted === undefined && announcement === undefined) return;
      for (let delivery = 0; delivery < deliveries; delivery += 1) {
        if (entry !== undefined) await desk.deliver(entry.message);
        if (hinted !== undefined) await guarded(() => drain(hinted));
        if (announcement?.detailType === 'Sink Ready') {
          const body = JSON.stringify({ 'detail-type': announcement.detailType, detail: announcement });
          await runSinkSalesforce(
            { ...desk.ports, ledger: desk.ports.sinkLedger },
            { Records: [{ messageId: 's', body }] },
          );
        }
      }
      if (announcement !== undefined) announcementsSeen += 1;
    }
  }

  async function drain(name: LaneName): Promise<void> {
    const lanePorts = { ...desk.ports, ledger: desk.ports.effectLedger };
    switch (name) {
      case 'case-update':
        return await runDispatchCaseUpdate(lanePorts, lane);
      case 'case-items':
        return await runDispatchCaseItems(lanePorts, lane);
      case 'mail':
        return await runDispatchMail(lanePorts, lane);
      case 'task':
        return await runDispatchTask(lanePorts, lane);
      case 'slack':
        return await runDispatchSlack(lanePorts, lane);
      default:
        return name satisfies never;
    }
  }

  /** A run that throws is what a crashed function looks like; the desk goes on. */
  async function guarded(run: () => Promise<void>): Promise<void> {
    try {
      await run();
    } catch (error) {
      desk.threw.push(error);
    }
  }
}
