import { beforeEach, describe, expect, test } from 'vitest';
import { connectWorld, withCases, withProfile, type ConnectWorld } from '../connect/connect-world.ts';
import { flowOf, type Step } from './flow-steps.ts';
import { failing, takeBranch } from './take-branch.ts';

let at: ConnectWorld;
beforeEach(() => {
  at = connectWorld();
});
const take = (...given: Parameters<typeof takeBranch> extends [unknown, ...infer Rest] ? Rest : never) =>
  takeBranch(at, ...given);

describe('Cases', () => {
  const createCase = (templateId: string, fields: Record<string, string>, link = 'true'): Step => ({
    type: 'CreateCase',
    parameters: { LinkContactToCase: link, CaseTemplateId: templateId, CaseRequestFields: fields },
    next: 'to next',
    errors: { ...(link === 'true' ? { ContactNotLinked: 'to unlinked' } : {}), ...failing },
  });
  const customer = (): string =>
    `arn:aws:profile:ap-northeast-1:111122223333:domains/first-desk-customers/profiles/${withProfile(at, { FirstName: '花' })}`;

  test('CreateCase makes a case, links the contact, and the flow has its id', async () => {
    const { templateId } = await withCases(at);
    const flow = flowOf({
      'the action': createCase(templateId, { customer_id: '$.Attributes.customer', title: '面談 $.Attributes.name' }),
      'to next': { type: 'MessageParticipant', parameters: { Text: '$.Case.case_id' }, next: 'end' },
      'to unlinked': { type: 'DisconnectParticipant' },
      'to error': { type: 'DisconnectParticipant' },
    });
    const contactId = at.startChat(at.flow(flow), { customer: customer(), name: '山本' });
    await at.run(20);
    const [created] = at.entries('case.created');
    expect(created).toBeDefined();
    expect(at.entries('contact.message')[0]).toMatchObject({
      caseId: created!.caseId,
      detail: { text: created!.caseId },
    });
    expect(at.entries('related-item.created')).toMatchObject([
      { caseId: created!.caseId, detail: { type: 'Contact', origin: 'flow' } },
    ]);
    expect(JSON.stringify(at.entries('related-item.created')[0]!.detail)).toContain(`/contact/${contactId}`);
  });
  test('a customer that is no profile makes no case', async () => {
    const { templateId } = await withCases(at);
    const { branch } = await take(createCase(templateId, { customer_id: 'somebody', title: 'x' }), [
      'unlinked',
      'error',
    ]);
    expect(branch).toBe('error');
    expect(at.entries('case.created')).toEqual([]);
  });
  test('a case that cannot be linked exists all the same', async () => {
    const { templateId } = await withCases(at);
    const { cases } = at.world;
    at.world.cases = {
      ...cases,
      call(operation, input) {
        if (operation === 'CreateRelatedItem') throw new Error('no');
        return cases.call(operation, input);
      },
    };
    const { branch } = await take(createCase(templateId, { customer_id: customer(), title: 'x' }), [
      'unlinked',
      'error',
    ]);
    expect(branch).toBe('unlinked');
    expect(at.entries('case.created')).toHaveLength(1);
  });
  test('without a domain every Cases action fails', async () => {
    expect((await take(createCase('t', { title: 'x' }, 'false'), ['error'])).branch).toBe('error');
  });

  const getCase = (fields: Record<string, string>, latest = 'false'): Step => ({
    type: 'GetCase',
    parameters: {
      LinkContactToCase: 'false',
      GetLastUpdatedCase: latest,
      CaseRequestFields: fields,
      CaseResponseFields: ['title', 'status'],
    },
    next: 'to found',
    errors: { MultipleFound: 'to many', NoneFound: 'to none', ...failing },
  });
  const found: Step = { type: 'MessageParticipant', parameters: { Text: '$.Case.title/$.Case.status' }, next: 'end' };
  test.each([
    ['one match by contained text', { title: 'loan' }, 'false', 'loan A/open'],
    ['several', { status: 'open' }, 'false', 'many'],
    ['the one that changed last', { status: 'open' }, 'true', 'card B/open'],
    ['none', { title: 'nothing' }, 'false', 'none'],
    ['all criteria must hold', { title: 'loan', status: 'closed' }, 'false', 'none'],
  ])('GetCase: %s', async (_why, fields, latest, expected) => {
    const { domainId, templateId } = await withCases(at);
    for (const title of ['loan A', 'card B']) {
      const value = (text: string) => ({ stringValue: text });
      at.cases('CreateCase', {
        domainId,
        templateId,
        fields: [
          { id: 'customer_id', value: value(customer()) },
          { id: 'title', value: value(title) },
        ],
      });
      await at.run(10);
    }
    const withFound = flowOf({
      'the action': getCase(fields, latest),
      'to found': found,
      'to many': { ...found, parameters: { Text: 'many' } },
      'to none': { ...found, parameters: { Text: 'none' } },
      'to error': { ...found, parameters: { Text: 'error' } },
    });
    at.startChat(at.flow(withFound));
    await at.run(20);
    expect(at.entries('contact.message')[0]!.detail['text']).toBe(expected);
  });

  test.each([
    ['a change', { CaseId: '$.Attributes.case', CaseRequestFields: { title: 'new' } }, 'next'],
    ['nothing to change', { CaseId: '$.Attributes.case', CaseRequestFields: {} }, 'error'],
    ['no case', { CaseId: '$.Attributes.nothing', CaseRequestFields: { title: 'new' } }, 'error'],
    ['a field that is not there', { CaseId: '$.Attributes.case', CaseRequestFields: { colour: 'red' } }, 'error'],
  ])('UpdateCase with %s', async (_why, parameters, branch) => {
    const { domainId, templateId } = await withCases(at);
    const { caseId } = at.cases('CreateCase', {
      domainId,
      templateId,
      fields: [
        { id: 'customer_id', value: { stringValue: customer() } },
        { id: 'title', value: { stringValue: 'old' } },
      ],
    }) as { caseId: string };
    const step: Step = {
      type: 'UpdateCase',
      parameters: { LinkContactToCase: 'false', ...parameters },
      next: 'to next',
      errors: failing,
    };
    expect((await take(step, ['error'], { case: caseId })).branch).toBe(branch);
    expect(at.entries('case.updated').length).toBe(branch === 'next' ? 1 : 0);
  });
});
