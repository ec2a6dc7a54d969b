import { expect, test } from 'vitest';
import { readyDesk, refusal, type Answer } from './desk.ts';

const role = { roleArn: 'arn:aws:iam::111122223333:role/lane' };

test('a new case is open, numbered, dated and belongs to its template', async () => {
  const desk = await readyDesk();
  const caseId = desk.newCase();
  const values = desk.values(caseId, [
    'case_id',
    'status',
    'reference_number',
    'created_datetime',
    'last_closed_datetime',
  ]);
  expect(values).toEqual({
    case_id: { stringValue: caseId },
    status: { stringValue: 'open' },
    reference_number: { stringValue: expect.stringMatching(/^\d{8}$/) },
    created_datetime: { stringValue: new Date(desk.world.kernel.clock.now()).toISOString() },
  });
  expect(desk.journal('case.created')).toMatchObject([{ templateId: desk.templateId, fields: { status: 'open' } }]);
});

test('the same client token makes one case, and another request with it is a conflict', async () => {
  const desk = await readyDesk();
  const first = desk.newCase([], { clientToken: 'once' });
  expect(desk.newCase([], { clientToken: 'once' })).toBe(first);
  expect(desk.journal('case.created')).toHaveLength(1);
  const other = refusal(() => desk.newCase([['summary', { stringValue: 'other' }]], { clientToken: 'once' }));
  expect(other).toMatchObject({ code: 'ConflictException' });
});

test('closing and reopening leave their moments', async () => {
  const desk = await readyDesk();
  const caseId = desk.newCase();
  const moment = (): string => new Date(desk.world.kernel.clock.now()).toISOString();
  await desk.pass(60);
  const closed = moment();
  desk.set(caseId, 'status', { stringValue: 'closed' });
  await desk.pass(60);
  const reopened = moment();
  desk.set(caseId, 'status', { stringValue: 'in_progress' });
  expect(desk.values(caseId, ['last_closed_datetime', 'last_reopened_datetime', 'last_updated_datetime'])).toEqual({
    last_closed_datetime: { stringValue: closed },
    last_reopened_datetime: { stringValue: reopened },
    last_updated_datetime: { stringValue: reopened },
  });
});

test('an update answers with nothing, and records who did it', async () => {
  const desk = await readyDesk();
  const caseId = desk.newCase();
  const userArn = `${desk.instanceArn}/agent/sato`;
  const answer = desk.inDomain(
    'UpdateCase',
    { caseId, fields: [{ id: 'summary', value: { stringValue: 'a' } }], performedBy: { userArn } },
    role,
  );
  expect(answer).toEqual({});
  expect(desk.values(caseId, ['last_updated_user'])).toEqual({ last_updated_user: { userArnValue: userArn } });
  desk.set(caseId, 'summary', { stringValue: 'b' }, { performedBy: { customEntity: 'casewarden' } });
  expect(desk.values(caseId, ['last_updated_user'])).toEqual({});
  expect(desk.journal('case.updated')).toEqual([
    {
      changed: { summary: { from: null, to: 'a' } },
      performedBy: { user: { userArn }, iamPrincipalArn: role.roleArn },
    },
    {
      changed: { summary: { from: 'a', to: 'b' } },
      performedBy: { user: { customEntity: 'casewarden' }, iamPrincipalArn: 'arn:aws:iam::111122223333:root' },
    },
  ]);
});

test.each([
  [{ customEntity: 'ends in space ' }, /performedBy.customEntity must match/],
  [{ customEntity: '日本' }, /must match/],
  [{ customEntity: 'a', userArn: 'b' }, /exactly one of userArn, customEntity/],
  [{}, /exactly one of/],
])('performedBy %j is refused', async (performedBy, message) => {
  const desk = await readyDesk();
  expect(refusal(() => desk.newCase([], { performedBy })).message).toMatch(message);
});

test('a case is read field by field, in pages, and gone when deleted', async () => {
  const desk = await readyDesk();
  const ids = Array.from({ length: 105 }, (_, number) =>
    String(desk.inDomain('CreateField', { name: `field ${number}`, type: 'Number' })['fieldId']),
  );
  const caseId = desk.newCase(ids.map((id) => [id, { doubleValue: 1 }] as const));
  const fields = ids.map((id) => ({ id }));
  const page = desk.inDomain('GetCase', { caseId, fields });
  expect(page['fields']).toHaveLength(100);
  const rest = desk.inDomain('GetCase', { caseId, fields, nextToken: page['nextToken'] });
  expect([rest['fields'].length, rest['nextToken']]).toEqual([5, undefined]);
  expect(refusal(() => desk.values(caseId, ['nowhere'])).message).toMatch(/nowhere does not exist/);
  expect(refusal(() => desk.values(caseId, [])).message).toMatch(/1 to 220 members, got 0/);
  desk.inDomain('DeleteCase', { caseId });
  expect(refusal(() => desk.values(caseId, ['status']))).toMatchObject({ code: 'ResourceNotFoundException' });
});

test('the audit history tells old and new values, newest first', async () => {
  const desk = await readyDesk();
  const caseId = desk.newCase([['summary', { stringValue: 'a' }]]);
  await desk.pass(10);
  desk.set(caseId, 'summary', { emptyValue: {} }, { performedBy: { customEntity: 'casewarden' } });
  desk.inDomain('CreateRelatedItem', {
    caseId,
    type: 'Comment',
    content: { comment: { body: 'x', contentType: 'Text/Plain' } },
  });
  const events = desk.inDomain('GetCaseAuditEvents', { caseId })['auditEvents'] as Answer[];
  expect(events.map(({ type, relatedItemType }) => [type, relatedItemType])).toEqual([
    ['RelatedItem.Created', 'Comment'],
    ['Case.Updated', undefined],
    ['Case.Created', undefined],
  ]);
  expect(events[1]).toMatchObject({
    fields: [{ eventFieldId: 'summary', oldValue: { stringValue: 'a' }, newValue: { emptyValue: {} } }],
    performedBy: { user: { customEntity: 'casewarden' } },
  });
});

test('tags of a template go to its cases, and any resource can be tagged', async () => {
  const desk = await readyDesk();
  desk.inDomain('UpdateTemplate', {
    templateId: desk.templateId,
    tagPropagationConfigurations: [{ resourceType: 'Cases', tagMap: { team: 'desk' } }],
  });
  const caseId = desk.newCase([], { tags: { source: 'chat' } });
  const arn = `${desk.domainArn}/case/${caseId}`;
  desk.call('TagResource', { arn, tags: { extra: '1' } });
  desk.call('UntagResource', { arn, tagKeys: ['source'] });
  expect(desk.call('ListTagsForResource', { arn })).toEqual({ tags: { team: 'desk', extra: '1' } });
  await desk.pass(5);
  const found = desk.inDomain('SearchCases', { filter: { tag: { equalTo: { key: 'team', value: 'desk' } } } });
  expect(found).toMatchObject({ totalCount: 1, cases: [{ caseId, tags: { extra: '1' } }] });
});
