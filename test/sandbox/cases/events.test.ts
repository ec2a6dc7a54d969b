import { expect, test } from 'vitest';
import { readyDesk, type OpenDesk } from './desk.ts';

const role = { roleArn: 'arn:aws:iam::111122223333:role/lane' };

const configure = (desk: OpenDesk, ids: readonly string[], includeContent = true): void =>
  void desk.inDomain('PutCaseEventConfiguration', {
    eventBridge: {
      enabled: true,
      includedData: { caseData: { fields: ids.map((id) => ({ id })) }, relatedItemData: { includeContent } },
    },
  });

test('nothing is announced until the event configuration is enabled', async () => {
  const desk = await readyDesk();
  desk.newCase();
  expect(desk.events()).toEqual([]);
});

test('a created case is announced on the default bus with the configured fields only', async () => {
  const desk = await readyDesk();
  configure(desk, ['status', 'summary', 'customer_id']);
  const caseId = desk.newCase([['assigned_user', { stringValue: 'x' }]], {
    performedBy: { customEntity: 'casewarden' },
  });
  const now = new Date(desk.world.kernel.clock.now()).toISOString();
  expect(desk.world.recorded.events).toEqual([
    {
      busName: 'default',
      event: {
        source: 'aws.cases',
        detailType: 'Amazon Connect Cases Change',
        resources: [desk.domainArn, `${desk.domainArn}/case/${caseId}`],
        traceHeader: undefined,
        detail: {
          version: '0',
          eventType: 'CASE.CREATED',
          approximateChangeTime: now,
          performedBy: { user: { customEntity: 'casewarden' }, iamPrincipalArn: 'arn:aws:iam::111122223333:root' },
          case: {
            caseId,
            templateId: desk.templateId,
            createdDateTime: now,
            fields: {
              status: { value: { stringValue: 'open' } },
              customer_id: { value: { stringValue: desk.customerId } },
            },
          },
        },
      },
    },
  ]);
});

test('an update names the configured fields that changed; a cleared one is named but absent', async () => {
  const desk = await readyDesk();
  configure(desk, ['status', 'summary', 'last_updated_datetime']);
  const caseId = desk.newCase([['summary', { stringValue: 'a' }]]);
  await desk.pass(1);
  const fields = [
    { id: 'summary', value: { emptyValue: {} } },
    { id: 'status', value: { stringValue: 'open' } },
    { id: 'assigned_user', value: { stringValue: 'x' } },
  ];
  desk.inDomain('UpdateCase', { caseId, fields }, role);
  const event = desk.events().at(-1)!;
  expect(event).toMatchObject({ eventType: 'CASE.UPDATED', performedBy: { iamPrincipalArn: role.roleArn } });
  expect(event['performedBy']).not.toHaveProperty('user');
  expect(event['changedFieldIds'].sort()).toEqual(['last_updated_datetime', 'summary']);
  expect(Object.keys(event['case'].fields).sort()).toEqual(['last_updated_datetime', 'status']);
});

test('a deleted case is announced without its fields', async () => {
  const desk = await readyDesk();
  configure(desk, ['status']);
  const caseId = desk.newCase();
  desk.inDomain('DeleteCase', { caseId });
  expect(desk.events().at(-1)).toMatchObject({ eventType: 'CASE.DELETED', case: { caseId } });
  expect(desk.events().at(-1)!['case']).not.toHaveProperty('fields');
});

test.each([true, false])(
  'a related item is announced, its content only when configured (%s)',
  async (includeContent) => {
    const desk = await readyDesk();
    configure(desk, [], includeContent);
    const caseId = desk.newCase();
    const { relatedItemId, relatedItemArn } = desk.inDomain('CreateRelatedItem', {
      caseId,
      type: 'Comment',
      content: { comment: { body: 'private', contentType: 'Text/Plain' } },
    });
    const { event } = desk.world.recorded.events.at(-1)!;
    expect(event.resources).toEqual([desk.domainArn, relatedItemArn]);
    expect(event.detail).toMatchObject({
      eventType: 'RELATED_ITEM.CREATED',
      changedAttributes: ['comment.body', 'comment.contentType'],
      relatedItem: { relatedItemType: 'Comment', relatedItemId, caseId },
    });
    expect(JSON.stringify(event.detail).includes('private')).toBe(includeContent);
  },
);

test.each([
  [false, ['CASE.CREATED', 'RELATED_ITEM.CREATED']],
  [true, ['CASE.CREATED', 'RELATED_ITEM.CREATED', 'RELATED_ITEM.UPDATED']],
])('the breach of an SLA is undocumented as an event (switch %s)', async (emitUndocumentedEvents, expected) => {
  const desk = await readyDesk({ emitUndocumentedEvents });
  configure(desk, ['status']);
  desk.attachSla(desk.newCase(), 'Reply', 1);
  await desk.pass(60);
  expect(desk.events().map(({ eventType }) => eventType)).toEqual(expected);
});
