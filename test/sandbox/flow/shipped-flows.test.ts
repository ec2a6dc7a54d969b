import { beforeEach, describe, expect, test } from 'vitest';
import { caseIntakeModule, caseIntakeModuleSettings } from '../../../lib/flows/case-intake-module.ts';
import { flowTexts } from '../../../lib/flows/flow-texts.ts';
import { intakeChatFlow } from '../../../lib/flows/intake-chat-flow.ts';
import { ownerTaskFlow } from '../../../lib/flows/owner-task-flow.ts';
import { connectWorld, queueId, satoId, withCases, type ConnectWorld } from '../connect/connect-world.ts';
import { putOnDuty } from './take-branch.ts';

const texts = flowTexts.ja;
const answers = { name: '山本花', email: 'hana@example.com', preferred_slot_1: '10/6 10:00' };

let at: ConnectWorld;
beforeEach(() => {
  at = connectWorld();
});
const messages = (): unknown[] => at.entries('contact.message').map(({ detail }) => detail['text']);

/** Deploys the shipped flows. @param templateId a template that is not there makes the case fail */
async function deploy(templateId?: string): Promise<string> {
  const cases = await withCases(at);
  const { fieldId } = at.cases('CreateField', { domainId: cases.domainId, name: '第1希望', type: 'Text' }) as {
    fieldId: string;
  };
  const { arn, id } = at.module(
    caseIntakeModule({
      templateId: templateId ?? cases.templateId,
      title: 'オンライン面談予約',
      ask: Object.keys(answers),
      fieldIds: { preferred_slot_1: fieldId },
    }),
    caseIntakeModuleSettings,
  );
  const { Version } = at.provide('AWS::Connect::ContactFlowModuleVersion', {
    ContactFlowModuleId: arn,
    Description: 'hash',
  });
  at.provide('AWS::Connect::ContactFlowModuleAlias', {
    ContactFlowModuleId: arn,
    ContactFlowModuleVersion: Version,
    Name: 'live',
  });
  return at.flow(
    intakeChatFlow({
      queueId,
      moduleId: `${id}:live`,
      texts,
      answers: [{ name: 'preferred_slot_1', label: '第1希望' }],
    }),
  );
}

describe('the shipped intake flow', () => {
  test('at night: nobody is on duty, the request becomes a case and is confirmed', async () => {
    const flowId = await deploy();
    const contactId = at.startChat(flowId, answers);
    await at.run(30);
    expect(messages()[0]).toBe(texts.nobodyOnDuty);
    expect(messages()[1]).toContain('第1希望: 10/6 10:00');
    const [created] = at.entries('case.created');
    expect(JSON.stringify(created!.detail)).toContain('オンライン面談予約 山本花');
    expect(at.call('GetContactAttributes', { InitialContactId: contactId })['Attributes'].casewarden_case_id).toBe(
      created!.caseId,
    );
    expect(at.entries('contact.ended')).toMatchObject([{ contactId }]);
  });

  test('by day with an agent on duty: the case is opened and the contact waits', async () => {
    at = connectWorld('2026-10-05T02:00:00Z');
    putOnDuty(at, true);
    at.startChat(await deploy(), answers);
    await at.run(30);
    expect(messages()).toEqual([]);
    expect(at.entries('case.created')).toHaveLength(1);
    expect(at.entries('contact.queued')).toHaveLength(1);
  });

  test('when no case can be made the customer is told, never left in silence', async () => {
    at.startChat(await deploy('00000000-0000-4000-8000-000000000000'), answers);
    await at.run(30);
    expect(messages()).toEqual([texts.nobodyOnDuty, texts.failed]);
  });
});

describe('the shipped task flow', () => {
  const start = (attributes: Record<string, string>): string =>
    String(
      at.call('StartTaskContact', {
        Name: '期限超過',
        ContactFlowId: at.flow(ownerTaskFlow()),
        Attributes: attributes,
      })['ContactId'],
    );
  const inbox = (): { contactId: string; state: string }[] =>
    (at.service.snapshot()['users'] as { id: string; inbox: { contactId: string; state: string }[] }[]).find(
      ({ id }) => id === satoId,
    )!.inbox;

  test('the task stands in the inbox of the owner, who takes and completes it', async () => {
    const contactId = start({ casewarden_owner: satoId });
    await at.run(30);
    expect(inbox()).toMatchObject([{ contactId, state: 'queued', name: '期限超過' }]);
    at.service.desk.acceptTask(contactId, satoId);
    expect(inbox()).toMatchObject([{ contactId, state: 'with an agent' }]);
    at.service.desk.completeTask(contactId, satoId);
    expect(at.entries('contact.ended')).toMatchObject([{ contactId, detail: { reason: 'AGENT_COMPLETED' } }]);
  });

  test('a task for nobody ends', async () => {
    const contactId = start({});
    await at.run(30);
    expect(at.entries('contact.ended')).toMatchObject([{ contactId }]);
    expect(() => at.service.desk.acceptTask(contactId, satoId)).toThrow('does not wait for user "sato"');
  });
});
