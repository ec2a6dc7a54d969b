import { loadScenario, scenarioNames, ScenarioFileError } from '../scenarios/scenario.ts';
import type { ScenarioResult } from '../scenarios/run-scenario.ts';
import { fieldOfCases } from './case-fields.ts';
import { casesOf } from './case-list.ts';
import { ControlError } from './control-error.ts';
import type { WantedEvents } from './event-index.ts';
import { explainCase } from './explain-case.ts';
import { ledgerItemsOf } from './ledger-items.ts';
import { casesDomainOf, userArnOf } from './lookups.ts';
import { crmOf, mailsOf, slackNamesOf, slackOf } from './outside-world.ts';
import { newest } from './newest.ts';
import type { ControlParts } from './parts.ts';
import { playScenario } from './play-scenario.ts';
import { presentCase, presentContact, presentContactDetail, presentEvent, presentTask } from './present.ts';
import { passing } from './passing.ts';
import { presentRelatedItem } from './related-item.ts';
import { createPeopleControl } from './people-control.ts';
import type { Control } from './schema.ts';
import { isTellable } from './tellable.ts';
import { createTimeControl } from './time-control.ts';
import { createHoodControl } from './hood-control.ts';
import { flowsOf, journalOf } from './under-the-hood.ts';

/** Everything a person can do with a running sandbox, as functions. @throws ControlError */
export function createControl(parts: ControlParts): Control {
  const { kernel, views, names } = parts;
  const { clock } = kernel;

  const events = (wanted: WantedEvents) => views.timeline(wanted).map((event) => presentEvent(parts, event));

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
    timeline: async (wanted) => ({ events: events(wanted) }),
    cases: async ({ after }) => casesOf(parts, after),
    async caseDetail({ caseId }) {
      const one = views.cases.get(caseId);
      if (!one) throw new ControlError('not-found', `there is no case ${caseId}`);
      return {
        ...presentCase(parts, one),
        templateId: one.templateId,
        statusOptions: [...(fieldOfCases(parts, 'status')?.options ?? [])],
        fields: Object.entries(one.fields).map(([id, value]) => ({
          id,
          label: names.field(id),
          value,
          display: id === 'assigned_user' ? names.user(String(value ?? '')) : names.option(id, String(value ?? '')),
        })),
        slas: one.slas,
        relatedItems: one.relatedItems.map((item) => presentRelatedItem(parts, item)),
        tasks: views.contacts.tasksOfCase(caseId).map((task) => presentTask(parts, task)),
        timeline: events({ caseId }),
        ledger: await ledgerItemsOf(parts, caseId),
      };
    },
    caseExplanation: async ({ caseId }) => passing(() => explainCase(parts, caseId)),
    async updateCase({ caseId, user, fields }) {
      const domainId = casesDomainOf(parts);
      const userArn = userArnOf(parts, user);
      const owner = fields['assigned_user'];
      // People name an owner; the field holds an ARN.
      const written = owner === undefined ? fields : { ...fields, assigned_user: userArnOf(parts, owner) };
      await passing(() => parts.client.updateCase({ domainId, caseId, performedBy: { userArn }, fields: written }));
      return {};
    },
    async contacts(wanted) {
      const all = views.contacts.customers();
      return {
        contacts: newest(all, wanted)
          .map((one) => presentContact(parts, one))
          .toReversed(),
        total: all.length,
      };
    },
    async contactDetail({ contactId }) {
      const one = views.contacts.get(contactId);
      if (!one) throw new ControlError('not-found', `there is no contact ${contactId}`);
      return presentContactDetail(parts, one);
    },
    ...createPeopleControl(parts),
    flows: async () => flowsOf(parts),
    mails: async (wanted) => mailsOf(parts, wanted),
    slack: async (wanted) => slackOf(parts, wanted),
    slackNames: async () => slackNamesOf(parts),
    crm: async (wanted) => crmOf(parts, wanted),
    ...createTimeControl(parts),
    ...createHoodControl(parts),
    journal: async (wanted) => journalOf(parts, wanted),
    scenarios: async () => ({
      scenarios: scenarioNames
        .map(loadScenario)
        .filter((scenario) => isTellable(parts, scenario))
        .map(({ name, title, start }) => ({ name, title, start })),
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
