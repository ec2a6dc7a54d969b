import type { Journey } from '../kernel/clock.ts';
import type { Performer, Stage } from '../scenarios/stage.ts';
import type { ConsoleRule } from '../scenarios/steps.ts';
import { fieldIdOf, templateIdOf } from './case-schema-names.ts';
import { ControlError } from './control-error.ts';
import { casesDomainOf, flowNamed, userArnOf } from './lookups.ts';
import type { ControlParts, Performer as WirePerformer } from './parts.ts';
import type { PublicEvent } from './public-event.ts';

/** The sandbox as a story sees it, from this moment on. Whatever people and programs do goes over the wire. */
export async function scenarioStageOf(parts: ControlParts, journey: Journey): Promise<Stage> {
  const { kernel, views, client, instance } = parts;
  await kernel.activity.settled();
  views.settle();
  const from = { journal: kernel.journal.entries().length, timeline: views.timeline().length };
  const told: PublicEvent[] = [];

  const by = (performer: Performer): WirePerformer =>
    'user' in performer ? { userArn: userArnOf(parts, performer.user) } : { customEntity: performer.integration };
  const withIds = (fields: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [fieldIdOf(parts, name), value]));

  return {
    now: () => kernel.clock.now(),
    runUntil: (until, condition) => journey.runUntil(until, condition),
    journal: () => kernel.journal.entries().slice(from.journal),
    timeline() {
      // Asked after every timer: only what was added is copied.
      const all = views.timeline();
      for (let index = from.timeline + told.length; index < all.length; index += 1) told.push(all[index]!);
      return told;
    },
    startChat: ({ flow, customer, answers }) =>
      client.startChat({ flowId: flowNamed(parts, flow), customer, answers, token: kernel.identifiers.uuid() }),
    async createCase({ template, customer, title, by: performer, fields }) {
      const domainId = casesDomainOf(parts);
      const templateId = templateIdOf(parts, template);
      const customerId = await client.createProfile({ domainName: instance.profiles.domain, name: customer });
      return client.createCase({
        domainId,
        templateId,
        performedBy: by(performer),
        token: kernel.identifiers.uuid(),
        fields: { customer_id: customerId, title, ...withIds(fields) },
      });
    },
    updateCase: ({ caseId, by: performer, fields }) =>
      client.updateCase({
        domainId: casesDomainOf(parts),
        caseId,
        performedBy: by(performer),
        fields: withIds(fields),
      }),
    deleteCase: (caseId) => client.deleteCase({ domainId: casesDomainOf(parts), caseId }),
    setEventFaults: (faults) => parts.setEventFaults(faults),
    createRule: (rule) => client.createRule(requestOf(parts, rule)),
    overrideHours: ({ hours, ...override }) =>
      client.overrideHours({ hoursOfOperationId: hoursIdOf(parts, hours), ...override }),
    describeRule: (name) => client.describeRule(name),
    slasOf: (caseId) => client.slasOf({ domainId: casesDomainOf(parts), caseId }),
  };
}

/** @throws ControlError */
function hoursIdOf({ instance }: ControlParts, given: string): string {
  const found = instance.hoursOfOperation.find(({ id, name }) => id === given || name === given);
  if (found) return found.id;
  const known = instance.hoursOfOperation.map(({ name }) => name).join(', ');
  throw new ControlError('not-found', `the instance has no hours of operation "${given}"; there are: ${known}`);
}

/** What the console would send for the rule. */
function requestOf(
  parts: ControlParts,
  { name, on, template, assign }: ConsoleRule,
): Parameters<ControlParts['client']['createRule']>[0] {
  return {
    name,
    trigger: on,
    templateId: templateIdOf(parts, template),
    sla: { name: assign.sla, minutes: assign.minutes, fieldId: fieldIdOf(parts, assign.field), value: assign.value },
    token: parts.kernel.identifiers.uuid(),
  };
}
