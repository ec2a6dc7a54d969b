import { describe, expect, test } from 'vitest';
import type { CaseTrigger } from '../../../sandbox/services/contact-lens/rule-function.ts';
import { readyDesk, type Answer, type OpenDesk } from '../cases/desk.ts';

interface Wish {
  readonly trigger?: CaseTrigger;
  readonly conditions?: readonly object[];
  readonly actions?: readonly Readonly<Record<string, unknown>>[];
}

const assignSla = (Name: string, TargetSlaMinutes = 30) => ({
  ActionType: 'ASSIGN_SLA',
  AssignSlaAction: {
    SlaAssignmentType: 'CASES',
    CaseSlaConfiguration: {
      Name,
      Type: 'CaseField',
      FieldId: 'status',
      TargetFieldValues: [{ StringValue: 'in_progress' }],
      TargetSlaMinutes,
    },
  },
});
const updateCase = (Id: string, StringValue: string) => ({
  ActionType: 'UPDATE_CASE',
  UpdateCaseAction: { Fields: [{ Id, Value: { StringValue } }] },
});
const condition = (Operator: string, ComparisonValue: string, operand: string, Negate = false) => ({
  Operator,
  Operands: [operand],
  ComparisonValue,
  Negate,
});
const onTemplate = (desk: OpenDesk) => condition('CONTAINS_ANY', '$.Case.TemplateId', desk.templateId);

function addRule(desk: OpenDesk, name: string, wish: Wish = {}): void {
  const { trigger = 'OnCaseCreate', conditions = [onTemplate(desk)], actions = [assignSla('Reply')] } = wish;
  const text = JSON.stringify({ Version: '2022-11-25', RuleFunction: { Operator: 'AND', Operands: conditions } });
  desk.rules.push({ trigger, ruleArn: `${desk.instanceArn}/rule/${name}`, name, function: text, actions });
}

/** The steps that bring case events to the rules, each of which can be left out or done wrongly. */
const steps: Record<string, (desk: OpenDesk) => void> = {
  casesDomain: (desk) =>
    void desk.associations.push({
      id: 'c',
      integrationType: 'CASES_DOMAIN',
      integrationArn: desk.domainArn,
      sourceType: undefined,
    }),
  eventConfiguration: (desk) => configure(desk, { fields: ['status', 'summary'], includeContent: true }),
  eventIntegration: (desk) => createIntegration(desk, 'aws.cases', 'default'),
  eventAssociation: (desk) => associate(desk),
};

const configure = (desk: OpenDesk, { fields = [] as string[], includeContent = true, enabled = true }): void =>
  void desk.inDomain('PutCaseEventConfiguration', {
    eventBridge: {
      enabled,
      includedData: { caseData: { fields: fields.map((id) => ({ id })) }, relatedItemData: { includeContent } },
    },
  });
const createIntegration = (desk: OpenDesk, Source: string, EventBridgeBus: string): void =>
  void desk.appIntegrations.api!.operations['CreateEventIntegration']!(
    { Name: 'case-events', EventFilter: { Source }, EventBridgeBus },
    undefined as never,
  );
const associate = (desk: OpenDesk): void =>
  void desk.associations.push({
    id: 'e',
    integrationType: 'EVENT',
    integrationArn: 'arn:aws:app-integrations:ap-northeast-1:111122223333:event-integration/case-events',
    sourceType: 'CASES',
  });

async function onboardedDesk(changes: Record<string, ((desk: OpenDesk) => void) | undefined> = {}): Promise<OpenDesk> {
  const desk = await readyDesk();
  for (const step of Object.values({ ...steps, ...changes })) step?.(desk);
  return desk;
}

test('create, rule attaches the SLA, nobody answers, it is overdue, the status comes late: not met', async () => {
  const desk = await onboardedDesk();
  addRule(desk, 'first-response');
  const start = desk.world.kernel.clock.now();
  const caseId = desk.newCase();
  await desk.pass(1.9);
  expect(desk.journal('related-item.created')).toEqual([]);
  await desk.pass(0.1);
  expect(desk.journal('related-item.created')).toMatchObject([
    { type: 'Sla', origin: 'rule', ruleName: 'first-response' },
  ]);
  expect(desk.journal('rule.fired')).toEqual([
    { rule: 'first-response', trigger: 'OnCaseCreate', actions: [{ type: 'ASSIGN_SLA', ok: true }] },
  ]);
  await desk.pass(30 * 60);
  desk.set(caseId, 'status', { stringValue: 'in_progress' });
  const targetTime = new Date(start + 2_000 + 30 * 60_000).toISOString();
  expect(desk.journal('sla.changed')).toMatchObject([
    { name: 'Reply', status: 'Overdue', targetTime },
    { name: 'Reply', status: 'NotMet', targetTime },
  ]);
  const sla = desk.events().find(({ eventType }) => eventType === 'RELATED_ITEM.CREATED')!;
  expect(sla).toMatchObject({
    relatedItem: {
      relatedItemType: 'Sla',
      caseId,
      sla: { slaConfiguration: { name: 'Reply', status: 'Active', targetTime } },
    },
    performedBy: { iamPrincipalArn: expect.stringContaining('AWSServiceRoleForAmazonConnect') },
  });
});

describe('a rule does not run, and the journal names the missing step, when', () => {
  const other = 'arn:aws:cases:ap-northeast-1:111122223333:domain/other';
  test.each<[string, Record<string, ((desk: OpenDesk) => void) | undefined>, RegExp]>([
    [
      'the domain is not associated with the instance',
      { casesDomain: undefined },
      /integration association of type CASES_DOMAIN is missing/,
    ],
    [
      'another domain is',
      {
        casesDomain: (desk) =>
          void desk.associations.push({
            id: 'c',
            integrationType: 'CASES_DOMAIN',
            integrationArn: other,
            sourceType: undefined,
          }),
      },
      /type CASES_DOMAIN is missing/,
    ],
    ['the domain sends no events', { eventConfiguration: undefined }, /eventBridge.enabled true is missing/],
    [
      'events were switched off',
      { eventConfiguration: (desk) => configure(desk, { fields: ['status'], enabled: false }) },
      /eventBridge.enabled true is missing/,
    ],
    [
      'events leave related items out',
      { eventConfiguration: (desk) => configure(desk, { fields: ['status'], includeContent: false }) },
      /includeContent must be true/,
    ],
    [
      'a field that the rule reads is not configured',
      { eventConfiguration: (desk) => configure(desk, { fields: ['summary'] }) },
      /leaves out fields that the rule reads: status must be/,
    ],
    [
      'no event integration is associated',
      { eventAssociation: undefined },
      /type EVENT with SourceType CASES is missing/,
    ],
    [
      'the association is for another source',
      {
        eventAssociation: (desk) => {
          associate(desk);
          desk.associations.push({ ...desk.associations.pop()!, sourceType: 'ZENDESK' });
        },
      },
      /type EVENT with SourceType CASES is missing/,
    ],
    ['the event integration is gone', { eventIntegration: undefined }, /event-integration\/case-events does not exist/],
    [
      'the event integration is for another source',
      { eventIntegration: (desk) => createIntegration(desk, 'aws.partner/zendesk.com/1', 'default') },
      /must have source aws.cases on bus default, got aws.partner/,
    ],
    [
      'the event integration is on another bus',
      { eventIntegration: (desk) => createIntegration(desk, 'aws.cases', 'own-bus') },
      /got aws.cases on own-bus/,
    ],
  ])('%s', async (_name, changes, reason) => {
    const desk = await onboardedDesk(changes);
    addRule(desk, 'first-response', {
      conditions: [onTemplate(desk), condition('EQUALS', '$.Case.Fields.status', 'open')],
    });
    desk.newCase();
    await desk.pass(60);
    expect(desk.journal('rule.not-run')).toEqual([
      { rule: 'first-response', trigger: 'OnCaseCreate', reason: expect.stringMatching(reason) },
    ]);
    expect(desk.journal('rule.fired')).toEqual([]);
  });
});

test('a rule is judged by the case after the change, and only by its own trigger', async () => {
  const desk = await onboardedDesk();
  addRule(desk, 'closed', {
    trigger: 'OnCaseUpdate',
    conditions: [condition('EQUALS', '$.Case.Fields.status', 'closed')],
    actions: [updateCase('summary', 'by rule')],
  });
  const caseId = desk.newCase([['status', { stringValue: 'closed' }]]);
  await desk.pass(10);
  expect(desk.journal('rule.fired')).toEqual([]);
  desk.set(caseId, 'status', { stringValue: 'open' });
  await desk.pass(10);
  expect(desk.journal('rule.fired')).toEqual([]);
  desk.set(caseId, 'status', { stringValue: 'closed' });
  // The rule decides on the event, not on what the case has become since.
  desk.set(caseId, 'status', { stringValue: 'open' });
  await desk.pass(2);
  expect(desk.journal('rule.fired')).toHaveLength(1);
  expect(desk.values(caseId, ['summary'])).toEqual({ summary: { stringValue: 'by rule' } });
});

test('a rule that triggers itself is cut after a while, with its reason', async () => {
  const desk = await onboardedDesk();
  addRule(desk, 'loop', { trigger: 'OnCaseUpdate', actions: [updateCase('summary', 'again')] });
  const caseId = desk.newCase();
  desk.set(caseId, 'summary', { stringValue: 'start' });
  await desk.pass(600);
  expect(desk.journal('rule.fired')).toHaveLength(10);
  expect(desk.journal('rule.not-run')).toMatchObject([
    { rule: 'loop', reason: expect.stringMatching(/cut a chain of 10/) },
  ]);
});

test('ASSIGN_SLA adds another item of the same name each time, until the quota refuses it', async () => {
  const desk = await onboardedDesk();
  addRule(desk, 'each-update', { trigger: 'OnCaseUpdate' });
  const caseId = desk.newCase();
  for (let round = 0; round < 11; round += 1) desk.set(caseId, 'summary', { stringValue: `${round}` });
  await desk.pass(2);
  const fired = desk.journal('rule.fired').map(({ actions }) => (actions as Answer[])[0]!);
  expect(fired.filter(({ ok }) => ok)).toHaveLength(10);
  expect(fired.at(-1)).toMatchObject({ ok: false, error: expect.stringMatching(/at most 10 SLAs/) });
});

test('a rule on a case that was deleted meanwhile does nothing but say so', async () => {
  const desk = await onboardedDesk();
  addRule(desk, 'first-response');
  desk.inDomain('DeleteCase', { caseId: desk.newCase() });
  await desk.pass(2);
  expect(desk.journal('rule.fired')).toMatchObject([
    { actions: [{ ok: false, error: expect.stringMatching(/does not exist/) }] },
  ]);
  expect(desk.journal('sandbox.fault')).toEqual([]);
});

describe('a rule on the breach of an SLA', () => {
  const onBreach = (desk: OpenDesk, actions: Wish['actions'] = []): void =>
    addRule(desk, 'breach', {
      trigger: 'OnSlaBreach',
      conditions: [condition('CONTAINS_ANY', '$.RelatedItem.SlaConfiguration.Name', 'Reply')],
      actions,
    });
  const task = (ContactFlowId: string) => ({
    ActionType: 'CREATE_TASK',
    TaskAction: { Name: 'Look', Description: 'It is late', ContactFlowId },
  });
  const to = { Recipient: { UserIds: ['u-1'] } };
  const mail = {
    ActionType: 'SEND_NOTIFICATION',
    SendNotificationAction: {
      DeliveryMethod: 'EMAIL',
      ContentType: 'PLAIN_TEXT',
      Subject: 'Late',
      Content: 'x',
      ...to,
    },
  };
  const notice = {
    ActionType: 'SEND_IN_APP_NOTIFICATION',
    SendInAppNotificationAction: { Content: { ja_JP: '期限超過' }, ...to },
  };

  test('starts a task, mails and notifies, once, for the SLA of that name', async () => {
    const desk = await onboardedDesk();
    onBreach(desk, [task('f-1'), mail, notice]);
    const caseId = desk.newCase();
    desk.attachSla(caseId, 'Reply', 1);
    desk.attachSla(caseId, 'Solve', 1);
    await desk.pass(300);
    expect(desk.journal('rule.fired')).toMatchObject([
      { rule: 'breach', actions: [{ ok: true }, { ok: true }, { ok: true }] },
    ]);
    expect(desk.journal('rule.task-started')).toMatchObject([
      { rule: 'breach', name: 'Look', contactId: 'contact of f-1' },
    ]);
    expect(desk.journal('rule.mail-sent')).toMatchObject([{ subject: 'Late', recipient: { UserIds: ['u-1'] } }]);
    expect(desk.journal('rule.notice-shown')).toMatchObject([{ content: { ja_JP: '期限超過' } }]);
  });

  test('says which of its actions failed', async () => {
    const desk = await onboardedDesk();
    onBreach(desk, [task('gone'), notice]);
    desk.attachSla(desk.newCase(), 'Reply', 1);
    await desk.pass(300);
    expect(desk.journal('rule.fired')).toMatchObject([
      { actions: [{ ok: false, error: expect.stringMatching(/flow gone/) }, { ok: true }] },
    ]);
  });

  test('sends 500 mails in 24 hours and no more', async () => {
    const desk = await onboardedDesk();
    onBreach(desk, [mail]);
    const breach = (): void => void desk.attachSla(desk.newCase(), 'Reply', 1);
    for (let count = 0; count < 501; count += 1) breach();
    await desk.pass(300);
    expect(desk.journal('rule.mail-sent')).toHaveLength(500);
    await desk.pass(24 * 3600);
    breach();
    await desk.pass(300);
    expect(desk.journal('rule.mail-sent')).toHaveLength(501);
  });
});
