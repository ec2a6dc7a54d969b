import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { compilePolicy } from '../../../lib/policy/compile-policy.ts';
import { addSlaRules } from '../../../lib/constructs/sla-rule/add-sla-rules.ts';
import { planNativeSla, type NativeSlaPlan } from '../../../lambda/domain/native-sla.ts';
import { ruleActionsOfResource } from '../../../sandbox/services/contact-lens/rule-actions.ts';
import type { CaseTrigger } from '../../../sandbox/services/contact-lens/rule-function.ts';
import { clockDesk, loadClocks, row } from '../../lib/policy/clock-desk.ts';
import { deployment } from '../../lib/support/first-desk.ts';
import { schemaProblems } from '../../lib/support/schema-problems.ts';
import { testStack } from '../../lib/support/test-stack.ts';
import { readyDesk, type Answer, type OpenDesk } from '../cases/desk.ts';

const start = { region: 'urgent' };

/** A desk with the rules of a policy that starts when the region is urgent, as the stack would deploy them. */
async function deployedDesk(keys: Readonly<Record<string, string>> = {}): Promise<OpenDesk & { own: string }> {
  const desk = await readyDesk();
  const own = String(desk.inDomain('CreateField', { name: 'own', type: 'Text' })['fieldId']);
  onboard(desk, own);
  const policies = `\n${row('answer', { start: `{ region: ${start.region} }`, ...keys })}`;
  const fieldIds = {
    priority: desk.fields['SingleSelect']!,
    region: desk.fields['Text']!,
    hidden: desk.fields['Url']!,
    casewarden_answer: own,
  };
  const compiledPolicy = compilePolicy(await loadClocks(clockDesk({ policies })), {
    casesDomainId: desk.domainId,
    fieldIds,
    templateIds: { request: desk.templateId, claim: 'other' },
  });
  const stack = testStack();
  addSlaRules(stack, { deployment, compiledPolicy, customFieldIds: new Set(Object.values(fieldIds)) });
  const template = Template.fromStack(stack);
  expect(schemaProblems(template.toJSON() as Parameters<typeof schemaProblems>[0])).toEqual([]);
  for (const { Properties: properties } of Object.values(template.findResources('AWS::Connect::Rule')) as {
    Properties: {
      Name: string;
      Function: string;
      Actions: Record<string, unknown>;
      TriggerEventSource: { EventSourceName: CaseTrigger };
    };
  }[]) {
    desk.rules.push({
      trigger: properties.TriggerEventSource.EventSourceName,
      ruleArn: `${desk.instanceArn}/rule/${properties.Name}`,
      name: properties.Name,
      function: properties.Function,
      actions: ruleActionsOfResource(properties.Actions),
    });
  }
  return { ...desk, own };
}

/** Lets case events reach the rules. */
function onboard(desk: OpenDesk, own: string): void {
  const fields = ['status', 'summary', desk.fields['Text'], desk.fields['SingleSelect'], own].map((id) => ({ id }));
  desk.inDomain('PutCaseEventConfiguration', {
    eventBridge: {
      enabled: true,
      includedData: { caseData: { fields }, relatedItemData: { includeContent: true } },
    },
  });
  desk.appIntegrations.api!.operations['CreateEventIntegration']!(
    { Name: 'case-events', EventFilter: { Source: 'aws.cases' }, EventBridgeBus: 'default' },
    undefined as never,
  );
  const integrationArn = 'arn:aws:app-integrations:ap-northeast-1:111122223333:event-integration/case-events';
  desk.associations.push(
    { id: 'c', integrationType: 'CASES_DOMAIN', integrationArn: desk.domainArn, sourceType: undefined },
    { id: 'e', integrationType: 'EVENT', integrationArn, sourceType: 'CASES' },
  );
}

const slasOf = (desk: OpenDesk) => desk.journal('related-item.created').filter(({ type }) => type === 'Sla');
const marker = (desk: OpenDesk & { own: string }, caseId: string): unknown =>
  desk.values(caseId, [desk.own])[desk.own]?.stringValue;

const instantIn = (desk: OpenDesk, seconds: number): string =>
  new Date(desk.world.kernel.clock.now() + seconds * 1000).toISOString();

/** What the mirror's lane does a minute after the clock's start. */
function planFor(desk: OpenDesk, caseId: string, targetTime: string): NativeSlaPlan {
  const found = desk.inDomain('SearchRelatedItems', { caseId })['relatedItems'] as Answer[];
  const now = instantIn(desk, 0);
  const slas = found.map(({ relatedItemId, content }) => {
    const { name, status, targetTime: runsOut } = content.sla.slaConfiguration;
    return { relatedItemId, name, status, targetTime: new Date(runsOut).toISOString(), attachedAt: now };
  });
  const wish = { kind: 'native-sla', slaName: 'answer', fieldId: 'status', value: 'closed', targetTime } as const;
  return planNativeSla(slas, wish, { now, ownNames: new Set(['answer']), knownIds: [] });
}

test('a case gets its SLA once, at the update at which its clock starts', async () => {
  const desk = await deployedDesk();
  expect(desk.rules.map(({ trigger, name }) => `${trigger} ${name}`)).toEqual([
    'OnCaseCreate casewarden.dev.answer.on-case-create',
    'OnCaseUpdate casewarden.dev.answer.on-case-update',
  ]);
  const caseId = desk.newCase();
  desk.set(caseId, 'summary', { stringValue: 'at once' });
  await desk.pass(60);
  expect([slasOf(desk).length, marker(desk, caseId)]).toEqual([0, 'waiting']);

  const deadline = instantIn(desk, 4 * 3600);
  desk.set(caseId, desk.fields['Text']!, { stringValue: start.region });
  await desk.pass(60);
  expect([slasOf(desk).length, marker(desk, caseId)]).toEqual([1, 'assigned']);

  for (const value of ['calm', start.region, 'calm', start.region]) {
    desk.set(caseId, desk.fields['Text']!, { stringValue: value });
    desk.set(caseId, 'summary', { stringValue: value });
    await desk.pass(60);
  }
  expect(slasOf(desk)).toHaveLength(1);
  expect(desk.journal('rule.fired').map(({ rule }) => rule)).toEqual([
    'casewarden.dev.answer.on-case-create',
    'casewarden.dev.answer.on-case-update',
  ]);
  expect(desk.journal('rule.not-run')).toEqual([]);

  expect(planFor(desk, caseId, deadline)).toEqual({ remove: [], kept: expect.any(String) });
});

test('updates that come before the rule has run attach several, of which the mirror leaves one', async () => {
  const desk = await deployedDesk();
  const caseId = desk.newCase();
  await desk.pass(60);
  const deadline = instantIn(desk, 4 * 3600);
  desk.set(caseId, desk.fields['Text']!, { stringValue: start.region });
  desk.set(caseId, 'summary', { stringValue: 'at once' });
  await desk.pass(60);
  expect(slasOf(desk)).toHaveLength(2);
  expect(planFor(desk, caseId, deadline)).toEqual({ remove: [expect.any(String)], kept: expect.any(String) });
});

test('a case that is as its clock wants it from the beginning gets its SLA by the change of the first rule', async () => {
  const desk = await deployedDesk();
  const caseId = desk.newCase([[desk.fields['Text']!, { stringValue: start.region }]]);
  await desk.pass(60);
  desk.set(caseId, 'summary', { stringValue: 'later' });
  await desk.pass(60);
  expect([slasOf(desk).length, marker(desk, caseId)]).toEqual([1, 'assigned']);
});

test('a rule that the mirror has made quiet attaches nothing', async () => {
  const desk = await deployedDesk();
  const caseId = desk.newCase();
  await desk.pass(60);
  desk.set(caseId, desk.own, { stringValue: 'assigned' });
  desk.set(caseId, desk.fields['Text']!, { stringValue: start.region });
  await desk.pass(60);
  expect(slasOf(desk)).toEqual([]);
});

test('a case that is not of the policy is not even marked', async () => {
  const desk = await deployedDesk({ for: `{ template: request, status: working }` });
  const caseId = desk.newCase([[desk.fields['Text']!, { stringValue: start.region }]]);
  await desk.pass(60);
  desk.set(caseId, 'summary', { stringValue: 'later' });
  await desk.pass(60);
  expect([slasOf(desk).length, marker(desk, caseId)]).toEqual([0, undefined]);
});
