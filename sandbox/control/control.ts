import { loadScenario, scenarioNames, ScenarioFileError } from '../scenarios/scenario.ts';
import type { ScenarioResult } from '../scenarios/run-scenario.ts';
import { ControlError } from './control-error.ts';
import { ledgerItemsOf } from './ledger-items.ts';
import { casesDomainOf, userArnOf } from './lookups.ts';
import { crmOf, mailsOf, slackOf } from './outside-world.ts';
import type { ControlParts } from './parts.ts';
import { playScenario } from './play-scenario.ts';
import { presentCase, presentEvent, presentTask } from './present.ts';
import { passing } from './passing.ts';
import { createPeopleControl } from './people-control.ts';
import type { Control } from './schema.ts';
import { createTimeControl } from './time-control.ts';
import { flowsOf, functionsOf, journalOf, queuesOf, rulesOf, stacksOf } from './under-the-hood.ts';
import type { ViewedContact } from './contact-view.ts';

/** Everything a person can do with a running sandbox, as functions. @throws ControlError */
export function createControl(parts: ControlParts): Control {
  const { kernel, views, names } = parts;
  const { clock } = kernel;

  const contactSummary = (one: ViewedContact) => ({
    contactId: one.contactId,
    channel: one.channel,
    customer: one.customer,
    flow: one.flowId === null ? null : names.flow(one.flowId),
    caseId:
      views.timeline().find(({ kind, contactId }) => kind === 'case.created' && contactId === one.contactId)?.caseId ??
      null,
    startedAt: one.startedAt,
    endedAt: one.endedAt,
  });
  const events = (wanted: {
    caseId?: string | undefined;
    contactId?: string | undefined;
    after?: number | undefined;
  }) => ({
    events: views
      .timeline()
      .filter(
        ({ sequence, caseId, contactId }) =>
          sequence > (wanted.after ?? 0) &&
          (wanted.caseId === undefined || caseId === wanted.caseId) &&
          (wanted.contactId === undefined || contactId === wanted.contactId),
      )
      .map((event) => presentEvent(parts, event)),
  });

  return {
    health: async () => ({
      ok: true,
      api: 1,
      version: parts.version,
      now: iso(clock.now()),
      region: kernel.place.region,
      accountId: kernel.place.accountId,
      timeZone: names.timeZone,
      run: parts.run,
    }),
    timeline: async (wanted) => events(wanted),
    cases: async () => ({
      cases: views.cases
        .all()
        .map((one) => presentCase(parts, one))
        .sort((one, other) => other.updatedAt.localeCompare(one.updatedAt)),
      removed: [],
      sequence: kernel.journal.entries().length,
    }),
    async caseDetail({ caseId }) {
      const one = views.cases.get(caseId);
      if (!one) throw new ControlError('not-found', `there is no case ${caseId}`);
      return {
        ...presentCase(parts, one),
        templateId: one.templateId,
        fields: Object.entries(one.fields).map(([id, value]) => ({
          id,
          label: names.field(id),
          value,
          display: id === 'assigned_user' ? names.user(String(value ?? '')) : names.option(id, String(value ?? '')),
        })),
        slas: one.slas,
        relatedItems: one.relatedItems,
        tasks: views.contacts
          .tasks()
          .filter((task) => task.caseId === caseId)
          .map((task) => presentTask(parts, task)),
        timeline: events({ caseId }).events,
        ledger: await ledgerItemsOf(parts, caseId),
      };
    },
    async updateCase({ caseId, user, fields }) {
      const domainId = casesDomainOf(parts);
      await passing(() => parts.client.updateCase({ domainId, caseId, userArn: userArnOf(parts, user), fields }));
      return {};
    },
    contacts: async () => ({ contacts: views.contacts.customers().toReversed().map(contactSummary) }),
    async contactDetail({ contactId }) {
      const one = views.contacts.get(contactId);
      if (!one) throw new ControlError('not-found', `there is no contact ${contactId}`);
      return {
        ...contactSummary(one),
        state: one.state,
        waitsFor: null,
        agent: null,
        answers: { ...one.attributes },
        transcript: one.transcript,
        path: one.path,
      };
    },
    ...createPeopleControl(parts),
    flows: async () => flowsOf(parts),
    mails: async () => mailsOf(parts),
    slack: async () => slackOf(parts),
    crm: async () => crmOf(parts),
    ...createTimeControl(parts),
    queues: async () => queuesOf(parts),
    functions: async () => functionsOf(parts),
    rules: async () => rulesOf(parts),
    stacks: async () => stacksOf(parts),
    journal: async (wanted) => journalOf(parts, wanted),
    scenarios: async () => ({
      scenarios: scenarioNames.map(loadScenario).map(({ name, title, start }) => ({ name, title, start })),
    }),
    async runScenario({ name }) {
      try {
        return copyOf(await playScenario(parts, loadScenario(name)));
      } catch (error) {
        if (error instanceof ScenarioFileError) throw new ControlError('not-found', error.message, { cause: error });
        throw error;
      }
    },
  };
}

const iso = (instant: number): string => new Date(instant).toISOString();

/** Steps as the schema has them: lists that may be changed. */
function copyOf(result: ScenarioResult): Awaited<ReturnType<Control['runScenario']>> {
  return {
    ...result,
    steps: result.steps.map(({ because, ...step }) => ({
      ...step,
      ...(because === undefined ? {} : { because: { ja: [...because.ja], en: [...because.en] } }),
    })),
  };
}
