import { describe, expect, test } from 'vitest';
import { openDesk, readyDesk, refusal, type Answer } from './desk.ts';

describe('domains', () => {
  test('a new domain is CreationInProgress for a moment, and refuses work until it is active', async () => {
    const desk = openDesk();
    const { domainId, domainStatus, domainArn } = desk.call('CreateDomain', { name: 'desk' });
    expect(domainStatus).toBe('CreationInProgress');
    expect(domainArn).toBe(`arn:aws:cases:ap-northeast-1:111122223333:domain/${domainId}`);
    expect(refusal(() => desk.call('ListFields', { domainId }))).toMatchObject({ code: 'ConflictException' });
    await desk.pass(3);
    expect(desk.call('GetDomain', { domainId })).toMatchObject({ name: 'desk', domainStatus: 'Active' });
  });

  test('names are unique, five are allowed, and deleting frees both', () => {
    const desk = openDesk();
    const first = desk.call('CreateDomain', { name: 'desk-0' })['domainId'];
    expect(refusal(() => desk.call('CreateDomain', { name: 'desk-0' }))).toMatchObject({ code: 'ConflictException' });
    for (const number of [1, 2, 3, 4]) desk.call('CreateDomain', { name: `desk-${number}` });
    const full = refusal(() => desk.call('CreateDomain', { name: 'desk-5' }));
    expect(full).toMatchObject({ code: 'ServiceQuotaExceededException', statusCode: 402 });
    desk.call('DeleteDomain', { domainId: first });
    desk.call('CreateDomain', { name: 'desk-0' });
    expect(refusal(() => desk.call('GetDomain', { domainId: first }))).toMatchObject({
      code: 'ResourceNotFoundException',
      fields: { resourceId: first, resourceType: 'Domain' },
    });
  });

  test('lists come in pages', () => {
    const desk = openDesk();
    for (const number of [1, 2, 3]) desk.call('CreateDomain', { name: `desk-${number}` });
    const page = desk.call('ListDomains', { maxResults: 2 });
    expect(page['domains'].map(({ name }: Answer) => name)).toEqual(['desk-1', 'desk-2']);
    const rest = desk.call('ListDomains', { maxResults: 2, nextToken: page['nextToken'] });
    expect(rest).toMatchObject({ domains: [{ name: 'desk-3' }], nextToken: undefined });
    expect(refusal(() => desk.call('ListDomains', { nextToken: 'x' })).message).toMatch(/nextToken/);
    expect(refusal(() => desk.call('ListDomains', { maxResults: 11 })).message).toMatch(/1 to 10, got 11/);
  });

  test('the domain of an instance is the one that Connect associates', async () => {
    const desk = await readyDesk();
    expect(desk.cases.access.domainOfInstance(desk.instanceArn)).toBeUndefined();
    desk.associations.push({
      id: 'a',
      integrationType: 'CASES_DOMAIN',
      integrationArn: desk.domainArn,
      sourceType: undefined,
    });
    expect(desk.cases.access.domainOfInstance(desk.instanceArn)).toBe(desk.domainId);
  });
});

describe('fields and options', () => {
  test('every domain has the system fields', async () => {
    const desk = await readyDesk();
    const fields = desk.inDomain('ListFields')['fields'] as Answer[];
    const types = Object.fromEntries(fields.map(({ fieldId, type }) => [fieldId, type]));
    expect(types).toMatchObject({
      status: 'SingleSelect',
      customer_id: 'Text',
      assigned_user: 'Text',
      last_updated_user: 'User',
    });
    expect(desk.inDomain('ListFieldOptions', { fieldId: 'status' })['options']).toEqual([
      { name: 'Open', value: 'open', active: true },
      { name: 'Closed', value: 'closed', active: true },
      { name: 'In progress', value: 'in_progress', active: true },
    ]);
  });

  test('names are unique, types fixed, deletion soft', async () => {
    const desk = await readyDesk();
    expect(refusal(() => desk.inDomain('CreateField', { name: 'a Text', type: 'Text' }))).toMatchObject({
      statusCode: 409,
    });
    const fieldId = desk.fields['Text']!;
    desk.inDomain('UpdateField', { fieldId, name: 'renamed', attributes: { text: { isMultiline: true } } });
    desk.inDomain('DeleteField', { fieldId });
    const got = desk.inDomain('BatchGetField', { fields: [{ id: fieldId }, { id: 'nowhere' }] });
    expect(got).toMatchObject({
      fields: [{ name: 'renamed', deleted: true, attributes: { text: { isMultiline: true } } }],
      errors: [{ id: 'nowhere', errorCode: 'ResourceNotFoundException' }],
    });
    const listed = desk.inDomain('ListFields')['fields'] as Answer[];
    expect(listed.some((field) => field['fieldId'] === fieldId)).toBe(false);
    expect(refusal(() => desk.inDomain('UpdateField', { fieldId, name: 'again' })).message).toMatch(/was deleted/);
    expect(refusal(() => desk.inDomain('DeleteField', { fieldId: 'title' })).message).toMatch(/system field/);
  });

  test('options that are wrong come back as errors in a success, the others are stored', async () => {
    const desk = await readyDesk();
    const { errors } = desk.inDomain('BatchPutFieldOptions', {
      fieldId: 'status',
      options: [
        { name: 'Waiting', value: 'waiting', active: true },
        { name: 'Bad', value: 'with space', active: true },
        { name: 'Offen', value: 'open', active: true },
        { name: 'Closed', value: 'closed', active: false },
        { name: '', value: 'nameless', active: true },
      ],
    });
    expect((errors as Answer[]).map(({ value }) => value)).toEqual(['with space', 'open', 'closed', 'nameless']);
    const { options } = desk.inDomain('ListFieldOptions', { fieldId: 'status', values: ['waiting'] });
    expect(options).toEqual([{ name: 'Waiting', value: 'waiting', active: true }]);
    expect(
      refusal(() => desk.inDomain('BatchPutFieldOptions', { fieldId: desk.fields['Text'], options: [] })).message,
    ).toMatch(/only SingleSelect/);
  });
});

describe('layouts and templates', () => {
  const layout = (...ids: string[]) => ({
    basic: { moreInfo: { sections: [{ fieldGroup: { name: 'All', fields: ids.map((id) => ({ id })) } }] } },
  });

  test('a layout holds existing fields but never title or status, and drops those that are deleted', async () => {
    const desk = await readyDesk();
    for (const id of ['title', 'status'])
      expect(refusal(() => desk.inDomain('CreateLayout', { name: 'x', content: layout(id) })).message).toMatch(
        /cannot be part/,
      );
    expect(refusal(() => desk.inDomain('CreateLayout', { name: 'x', content: layout('nowhere') }))).toMatchObject({
      statusCode: 404,
    });
    const text = desk.fields['Text']!;
    const { layoutId } = desk.inDomain('CreateLayout', { name: 'Main', content: layout('summary', text) });
    desk.inDomain('DeleteField', { fieldId: text });
    expect(desk.inDomain('GetLayout', { layoutId })['content'].basic.moreInfo.sections[0].fieldGroup.fields).toEqual([
      { id: 'summary' },
    ]);
    desk.inDomain('DeleteLayout', { layoutId });
    expect(desk.inDomain('ListLayouts')['layouts']).toEqual([]);
    expect(desk.inDomain('GetLayout', { layoutId })).toMatchObject({ name: 'Main', deleted: true });
    expect(refusal(() => desk.inDomain('UpdateLayout', { layoutId, name: 'y' })).message).toMatch(/was deleted/);
  });

  test('a template refers to what exists, and only an active one makes cases', async () => {
    const desk = await readyDesk();
    const { templateId } = desk;
    expect(refusal(() => desk.inDomain('CreateTemplate', { name: 'Consultation' }))).toMatchObject({ statusCode: 409 });
    for (const wrong of [
      { layoutConfiguration: { defaultLayout: 'nowhere' } },
      { requiredFields: [{ fieldId: 'nowhere' }] },
      { rules: [{ caseRuleId: 'nowhere' }] },
    ])
      expect(refusal(() => desk.inDomain('CreateTemplate', { name: 'Other', ...wrong }))).toMatchObject({
        statusCode: 404,
      });
    desk.inDomain('UpdateTemplate', { templateId, status: 'Inactive' });
    expect(refusal(() => desk.newCase()).message).toMatch(/is inactive/);
    expect(desk.inDomain('ListTemplates', { status: ['Active'] })['templates']).toEqual([]);
    desk.inDomain('UpdateTemplate', { templateId, status: 'Active' });
    desk.inDomain('DeleteTemplate', { templateId });
    expect(refusal(() => desk.newCase()).message).toMatch(/is deleted/);
    expect(desk.inDomain('GetTemplate', { templateId })).toMatchObject({ deleted: true });
  });
});

test('the event configuration is replaced as a whole and leaves deleted fields out', async () => {
  const desk = await readyDesk();
  const put = (eventBridge: object) => desk.inDomain('PutCaseEventConfiguration', { eventBridge });
  expect(desk.inDomain('GetCaseEventConfiguration')).toEqual({ eventBridge: { enabled: false, includedData: {} } });
  put({
    enabled: true,
    includedData: {
      caseData: { fields: [{ id: 'status' }, { id: desk.fields['Text'] }] },
      relatedItemData: { includeContent: true },
    },
  });
  desk.inDomain('DeleteField', { fieldId: desk.fields['Text'] });
  expect(desk.inDomain('GetCaseEventConfiguration')).toEqual({
    eventBridge: {
      enabled: true,
      includedData: { caseData: { fields: [{ id: 'status' }] }, relatedItemData: { includeContent: true } },
    },
  });
  put({ enabled: true });
  expect(desk.inDomain('GetCaseEventConfiguration')).toEqual({ eventBridge: { enabled: true, includedData: {} } });
  expect(
    refusal(() => put({ enabled: true, includedData: { caseData: { fields: [{ id: 'nowhere' }] } } })).message,
  ).toMatch(/nowhere does not exist/);
});
