import { describe, expect, test } from 'vitest';
import { readyDesk, refusal, type Answer, type OpenDesk } from './desk.ts';

const comment = (body: string) => ({ comment: { body, contentType: 'Text/Plain' } });
const add = (desk: OpenDesk, caseId: string, type: string, content: object) =>
  desk.inDomain('CreateRelatedItem', { caseId, type, content });

describe('related items', () => {
  test('comments and custom items can be changed, nothing else; files not be deleted here', async () => {
    const desk = await readyDesk();
    const caseId = desk.newCase();
    const { relatedItemId, relatedItemArn } = add(desk, caseId, 'Comment', comment('first'));
    expect(relatedItemArn).toBe(`${desk.domainArn}/case/${caseId}/related-item/${relatedItemId}`);
    const changed = desk.inDomain('UpdateRelatedItem', { caseId, relatedItemId, content: comment('second') });
    expect(changed).toMatchObject({ type: 'Comment', content: comment('second') });
    const sla = desk.attachSla(caseId, 'Reply', 5);
    expect(
      refusal(() => desk.inDomain('UpdateRelatedItem', { caseId, relatedItemId: sla, content: comment('x') })).message,
    ).toMatch(/is a Sla/);
    const file = add(desk, caseId, 'File', { file: { fileArn: 'arn:aws:connect:file' } });
    expect(
      refusal(() => desk.inDomain('DeleteRelatedItem', { caseId, relatedItemId: file['relatedItemId'] })).message,
    ).toMatch(/DeleteAttachedFile/);
    desk.inDomain('DeleteRelatedItem', { caseId, relatedItemId });
    expect(refusal(() => desk.inDomain('DeleteRelatedItem', { caseId, relatedItemId }))).toMatchObject({
      statusCode: 404,
    });
  });

  test.each<[string, string, (desk: OpenDesk) => object, string, RegExp]>([
    [
      'content of another type',
      'Comment',
      () => ({ contact: { contactArn: 'x' } }),
      'ValidationException',
      /exactly one of comment/,
    ],
    ['an empty comment', 'Comment', () => comment(''), 'ValidationException', /1 to 15000 characters/],
    [
      'an unknown contact',
      'Contact',
      () => ({ contact: { contactArn: 'arn:x' } }),
      'ResourceNotFoundException',
      /Contact arn:x/,
    ],
    [
      'a case that is not there',
      'ConnectCase',
      () => ({ connectCase: { caseId: 'x' } }),
      'ResourceNotFoundException',
      /Case x/,
    ],
    [
      'a system field',
      'Custom',
      () => ({ custom: { fields: [{ id: 'title', value: { stringValue: 'x' } }] } }),
      'ValidationException',
      /system field title/,
    ],
  ])('%s is refused', async (_name, type, content, code, message) => {
    const desk = await readyDesk();
    const error = refusal(() => add(desk, desk.newCase(), type, content(desk)));
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
  });

  test('a case holds ten SLAs, two hundred items, and five fields in a custom item', async () => {
    const desk = await readyDesk();
    const caseId = desk.newCase();
    for (let number = 0; number < 10; number += 1) desk.attachSla(caseId, 'same name', 60);
    const full = { code: 'ServiceQuotaExceededException', statusCode: 402 };
    expect(refusal(() => desk.attachSla(caseId, 'same name', 60))).toMatchObject(full);
    for (let number = 10; number < 200; number += 1) add(desk, caseId, 'Comment', comment('x'));
    expect(refusal(() => add(desk, caseId, 'Comment', comment('x'))).message).toMatch(/200 related items/);
    const fields = Array.from({ length: 6 }, (_, number) => ({
      id: desk.inDomain('CreateField', { name: `n${number}`, type: 'Number' })['fieldId'],
      value: { doubleValue: 1 },
    }));
    expect(refusal(() => add(desk, desk.newCase(), 'Custom', { custom: { fields } }))).toMatchObject(full);
  });
});

describe('an SLA', () => {
  const slaOf = async (desk: OpenDesk, caseId: string): Promise<Answer> => {
    await desk.pass(5);
    const { relatedItems } = desk.inDomain('SearchRelatedItems', { caseId, filters: [{ sla: {} }] });
    return relatedItems[0].content.sla.slaConfiguration as Answer;
  };
  const next = (desk: OpenDesk, caseId: string): unknown =>
    desk.values(caseId, ['next_sla_breach_datetime'])['next_sla_breach_datetime']?.stringValue;

  test('runs from the moment it is attached and is shown on the case', async () => {
    const desk = await readyDesk();
    const caseId = desk.newCase();
    const attached = desk.world.kernel.clock.now();
    desk.attachSla(caseId, 'Slow', 60);
    desk.attachSla(caseId, 'Fast', 30);
    expect(next(desk, caseId)).toBe(new Date(attached + 30 * 60_000).toISOString());
    await desk.pass(30 * 60);
    expect(next(desk, caseId)).toBe(new Date(attached + 60 * 60_000).toISOString());
    await desk.pass(30 * 60);
    expect(next(desk, caseId)).toBeUndefined();
  });

  test('is Met when the field gets its value in time', async () => {
    const desk = await readyDesk();
    const caseId = desk.newCase();
    desk.attachSla(caseId, 'Reply', 30);
    await desk.pass(29 * 60);
    const met = desk.world.kernel.clock.now();
    desk.set(caseId, 'status', { stringValue: 'in_progress' });
    expect(await slaOf(desk, caseId)).toMatchObject({ status: 'Met', completionTime: new Date(met) });
    expect(next(desk, caseId)).toBeUndefined();
    await desk.pass(3_600);
    expect(desk.journal('sla.changed').map(({ status }) => status)).toEqual(['Met']);
  });

  test('is Overdue at its target time, NotMet when the value comes after, and stays so', async () => {
    const desk = await readyDesk();
    const caseId = desk.newCase();
    const targetTime = new Date(desk.world.kernel.clock.now() + 30 * 60_000);
    desk.attachSla(caseId, 'Reply', 30);
    await desk.pass(30 * 60);
    expect(await slaOf(desk, caseId)).toMatchObject({ status: 'Overdue', targetTime, completionTime: undefined });
    desk.set(caseId, 'status', { stringValue: 'in_progress' });
    expect(await slaOf(desk, caseId)).toMatchObject({ status: 'NotMet', completionTime: expect.any(Date) });
    desk.set(caseId, 'status', { stringValue: 'open' });
    desk.set(caseId, 'status', { stringValue: 'in_progress' });
    expect(desk.journal('sla.changed')).toMatchObject([
      { name: 'Reply', status: 'Overdue', targetTime: targetTime.toISOString() },
      { name: 'Reply', status: 'NotMet', completionTime: expect.any(String) },
    ]);
  });

  test('whose target holds already waits for a change to that value, and may run out', async () => {
    const desk = await readyDesk();
    const [waiting, late] = [desk.newCase(), desk.newCase()];
    for (const caseId of [waiting, late]) desk.attachSla(caseId, 'Reply', 30, 'open');
    desk.set(waiting, 'status', { stringValue: 'open' });
    expect(await slaOf(desk, waiting)).toMatchObject({ status: 'Active' });
    for (const status of ['in_progress', 'open']) desk.set(waiting, 'status', { stringValue: status });
    await desk.pass(30 * 60);
    expect(await slaOf(desk, waiting)).toMatchObject({ status: 'Met' });
    expect(await slaOf(desk, late)).toMatchObject({ status: 'Overdue' });
  });

  test('whose target holds already is Met at once where the switch says so', async () => {
    const desk = await readyDesk({ slaWhoseTargetHolds: 'met' });
    const caseId = desk.newCase();
    desk.attachSla(caseId, 'Reply', 30, 'open');
    expect(await slaOf(desk, caseId)).toMatchObject({ status: 'Met' });
  });

  test('of a name that the case has already is another one: each runs and is removed by itself', async () => {
    const desk = await readyDesk();
    const caseId = desk.newCase();
    const first = desk.attachSla(caseId, 'Reply', 30);
    desk.attachSla(caseId, 'Reply', 60);
    const attached = desk.world.kernel.clock.now();
    desk.inDomain('DeleteRelatedItem', { caseId, relatedItemId: first });
    expect(next(desk, caseId)).toBe(new Date(attached + 60 * 60_000).toISOString());
    await desk.pass(30 * 60);
    expect(await slaOf(desk, caseId)).toMatchObject({ name: 'Reply', status: 'Active' });
    expect(desk.journal('related-item.deleted')).toMatchObject([
      {
        type: 'Sla',
        relatedItemId: first,
        content: { sla: { slaConfiguration: { name: 'Reply', status: 'Active' } } },
        performedBy: { iamPrincipalArn: expect.any(String) },
      },
    ]);
  });

  test('that was removed makes room for another one within the quota', async () => {
    const desk = await readyDesk();
    const caseId = desk.newCase();
    const ids = Array.from({ length: 10 }, () => desk.attachSla(caseId, 'Reply', 60));
    desk.inDomain('DeleteRelatedItem', { caseId, relatedItemId: ids[3] });
    desk.attachSla(caseId, 'Reply', 60);
    expect(refusal(() => desk.attachSla(caseId, 'Reply', 60))).toMatchObject({ statusCode: 402 });
  });

  test('that was removed with its case or alone never runs out', async () => {
    const desk = await readyDesk();
    const [first, second] = [desk.newCase(), desk.newCase()];
    const relatedItemId = desk.attachSla(first, 'Reply', 30);
    desk.attachSla(second, 'Reply', 30);
    desk.inDomain('DeleteRelatedItem', { caseId: first, relatedItemId });
    desk.inDomain('DeleteCase', { caseId: second });
    expect(next(desk, first)).toBeUndefined();
    await desk.pass(3_600);
    expect(desk.journal('sla.changed')).toEqual([]);
  });

  test.each([
    [{ name: 'ends in blank ' }, /name must match/],
    [{ targetSlaMinutes: 0 }, /from 1 to 1051200, got 0/],
    [{ targetSlaMinutes: 1_051_201 }, /from 1 to 1051200/],
    [{ type: 'Calendar' }, /one of CaseField/],
    [{ fieldId: undefined }, /together or not at all/],
    [{ targetFieldValues: [] }, /1 to 1 members, got 0/],
    [{ targetFieldValues: [{ stringValue: 'nowhere' }] }, /not an active option/],
    [{ fieldId: 'nowhere' }, /nowhere does not exist/],
  ])('with %j is refused', async (wrong, message) => {
    const desk = await readyDesk();
    const slaInputConfiguration = {
      name: 'Reply',
      type: 'CaseField',
      fieldId: 'status',
      targetFieldValues: [{ stringValue: 'closed' }],
      targetSlaMinutes: 30,
      ...wrong,
    };
    const error = refusal(() => add(desk, desk.newCase(), 'Sla', { sla: { slaInputConfiguration } }));
    expect(error.message).toMatch(message);
  });
});
