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
let slotFieldId: string;
let wishFieldId: string;
beforeEach(() => {
  at = connectWorld();
});
const messages = (): unknown[] => at.entries('contact.message').map(({ detail }) => detail['text']);

/** Deploys the shipped flows for a template that requires the slot. @param given a template that is not there makes the case fail */
async function deploy(given?: string): Promise<string> {
  const cases = await withCases(at);
  const field = (name: string): string =>
    String(at.cases('CreateField', { domainId: cases.domainId, name, type: 'Text' })['fieldId']);
  slotFieldId = field('第1希望');
  wishFieldId = field('ご要望');
  const { templateId } = at.cases('CreateTemplate', {
    domainId: cases.domainId,
    name: 'with a slot',
    requiredFields: [{ fieldId: 'title' }, { fieldId: slotFieldId }],
  }) as { templateId: string };
  const { arn, id } = at.module(
    caseIntakeModule({
      templateId: given ?? templateId,
      title: 'オンライン面談予約',
      ask: [...Object.keys(answers), 'wish'],
      fieldIds: { preferred_slot_1: slotFieldId, wish: wishFieldId },
      requiredValues: { preferred_slot_1: texts.seeRecord },
      nameNotConfirmed: texts.nameNotConfirmed,
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

  const createdFields = (): unknown => at.entries('case.created').map(({ detail }) => detail['fields']);
  const profileOfCase = (): unknown => {
    const [fields] = createdFields() as Record<string, string>[];
    const profileId = fields!['customer_id']!.split('/').at(-1);
    const { Items } = at.profiles('SearchProfiles', {
      DomainName: 'first-desk-customers',
      KeyName: '_profileId',
      Values: [profileId],
    }) as { Items: unknown[] };
    return Items[0];
  };

  test.each([
    ['a name that is longer than profiles take', { name: 'あ'.repeat(300) }],
    ['an empty name', { name: '' }],
    ['an e-mail address that is longer than profiles take', { email: `${'a'.repeat(300)}@example.com` }],
    ['no e-mail address', { email: '' }],
  ])('with %s, the case is made for a profile that says so, and keeps the answers', async (_what, odd) => {
    const given: Record<string, string> = { ...answers, wish: '窓側', ...odd };
    at.startChat(await deploy(), Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
    await at.run(30);
    expect(createdFields()).toMatchObject([{ [slotFieldId]: '10/6 10:00', [wishFieldId]: '窓側' }]);
    expect(profileOfCase()).toMatchObject({ FirstName: texts.nameNotConfirmed });
    expect(messages()[1]).toContain(texts.recorded);
  });

  test.each([
    ['an answer that is longer than a case takes', { preferred_slot_1: 'あ'.repeat(4_101) }],
    ['an optional answer that is longer than a case takes', { wish: 'あ'.repeat(4_101) }],
    ['no answer to a required question', { preferred_slot_1: '' }],
  ])('with %s, the case is made without the answers and says where they are', async (_what, odd) => {
    const given: Record<string, string> = { ...answers, wish: '窓側', ...odd };
    at.startChat(await deploy(), Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
    await at.run(30);
    expect(createdFields()).toMatchObject([
      { title: `オンライン面談予約 ${texts.nameNotConfirmed}`, [slotFieldId]: texts.seeRecord },
    ]);
    expect(createdFields()).not.toMatchObject([{ [wishFieldId]: expect.anything() as unknown }]);
    expect(profileOfCase()).toMatchObject({ FirstName: answers.name });
    expect(at.entries('related-item.created')).toHaveLength(1);
  });

  /** Customer Profiles refuses to create a profile this many times. */
  const failToCreateProfiles = (times: number): void => {
    const profiles = at.world.profiles;
    let left = times;
    at.world.profiles = {
      ...profiles,
      call(operation, ...rest) {
        if (operation !== 'CreateProfile' || left === 0) return profiles.call(operation, ...rest);
        left -= 1;
        throw new Error('throttled');
      },
    };
  };

  test('when the profile service fails once, the case is made all the same', async () => {
    const flowId = await deploy();
    failToCreateProfiles(1);
    at.startChat(flowId, answers);
    await at.run(30);
    expect(createdFields()).toMatchObject([{ [slotFieldId]: '10/6 10:00', title: 'オンライン面談予約 山本花' }]);
    expect(profileOfCase()).toMatchObject({ FirstName: texts.nameNotConfirmed });
  });

  test('when no profile can be made at all the customer is told, never left in silence', async () => {
    const flowId = await deploy();
    failToCreateProfiles(2);
    at.startChat(flowId, answers);
    await at.run(30);
    expect(createdFields()).toEqual([]);
    expect(messages()).toEqual([texts.nobodyOnDuty, texts.failed]);
  });

  test('with an optional question left open, the case keeps the other answers', async () => {
    at.startChat(await deploy(), answers);
    await at.run(30);
    expect(createdFields()).toMatchObject([{ [slotFieldId]: '10/6 10:00' }]);
  });

  test('when no case can be made the customer is told, never left in silence', async () => {
    at.startChat(await deploy('00000000-0000-4000-8000-000000000000'), answers);
    await at.run(30);
    expect(messages()).toEqual([texts.nobodyOnDuty, texts.failed]);
  });
});

describe('the shipped task flow', () => {
  const startOn = (flowId: string, attributes: Record<string, string>): string =>
    String(
      at.call('StartTaskContact', { Name: '期限超過', ContactFlowId: flowId, Attributes: attributes })['ContactId'],
    );
  const start = (attributes: Record<string, string>): string => startOn(at.flow(ownerTaskFlow()), attributes);
  const startMany = (count: number): string[] => {
    const flowId = at.flow(ownerTaskFlow());
    return Array.from({ length: count }, () => startOn(flowId, { casewarden_owner: satoId }));
  };
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

  const queued = (): string[] => inbox().flatMap(({ contactId, state }) => (state === 'queued' ? [contactId] : []));

  test('tasks beyond what an agent’s queue holds wait, and arrive when there is room', async () => {
    const started = startMany(12);
    await at.run(60);
    expect(queued()).toHaveLength(10);
    for (const contactId of queued().slice(0, 2)) {
      at.service.desk.acceptTask(contactId, satoId);
      at.service.desk.completeTask(contactId, satoId);
    }
    await at.run(3600);
    const completed = at.entries('contact.ended').map(({ contactId }) => contactId);
    expect(completed).toHaveLength(2);
    expect(queued().toSorted()).toEqual(started.filter((contactId) => !completed.includes(contactId)).toSorted());
  });

  test('a task that never finds room ends with its own 7 days, not before', async () => {
    startMany(11);
    await at.run(7 * 24 * 3600 - 60);
    expect([...at.entries('contact.ended'), ...at.entries('flow.stuck')]).toEqual([]);
    await at.run(120);
    expect(at.entries('contact.ended').map(({ detail }) => detail['reason'])).toEqual(Array(11).fill('EXPIRED'));
  });

  test('a task for nobody ends', async () => {
    const contactId = start({});
    await at.run(30);
    expect(at.entries('contact.ended')).toMatchObject([{ contactId }]);
    expect(() => at.service.desk.acceptTask(contactId, satoId)).toThrow('does not wait for user "sato"');
  });
});
