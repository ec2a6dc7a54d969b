import { beforeEach, describe, expect, test } from 'vitest';
import { openDesk, refusal, type Answer, type Desk } from '../cases/desk.ts';

const DomainName = 'first-desk-customers';
let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});

const call = (operation: string, input: object = {}): Answer => desk.callProfiles(operation, { DomainName, ...input });
const create = (fields: object): string => String(call('CreateProfile', fields)['ProfileId']);
const search = (KeyName: string, Values: string[], more: object = {}): string[] =>
  (call('SearchProfiles', { KeyName, Values, ...more })['Items'] as Answer[]).map(({ ProfileId }) => ProfileId);

describe('profiles', () => {
  test('a profile gets an id of 32 hex digits; the journal keeps ids only', () => {
    const id = create({ LastName: '山田', EmailAddress: 'yamada@example.com' });
    expect(id).toMatch(/^[a-f0-9]{32}$/);
    expect(desk.journal('profile.created')).toEqual([{ domain: DomainName, profileId: id }]);
  });

  test('an update keeps what it leaves out and erases what is empty', () => {
    const ProfileId = create({ FirstName: 'a', LastName: 'b', Attributes: { x: '1', y: '2' } });
    call('UpdateProfile', { ProfileId, FirstName: '', Attributes: { x: '', z: '3' } });
    const { Profiles, Errors } = call('BatchGetProfile', { ProfileIds: [ProfileId, 'nobody'] });
    expect(Profiles).toEqual([{ ProfileId, LastName: 'b', Attributes: { y: '2', z: '3' } }]);
    expect(Errors).toMatchObject([{ ProfileId: 'nobody', Code: 'ResourceNotFoundException' }]);
  });

  test.each([
    [{ FirstName: 'x'.repeat(256) }, /FirstName must have 1 to 255 characters, got 256/],
    [{ FirstName: '' }, /1 to 255/],
    [{ AdditionalInformation: 'x'.repeat(1_001) }, /1 to 1000/],
    [{ Attributes: { key: 'x'.repeat(256) } }, /Attributes.key/],
    [{ Gender: 'X' }, /one of MALE, FEMALE/],
    [{ EmailAddress: 1 }, /EmailAddress must be a string/],
  ])('%j is refused', (fields, message) => {
    expect(refusal(() => create(fields))).toMatchObject({
      code: 'BadRequestException',
      message: expect.stringMatching(message),
    });
  });

  test('a profile of more than 250 KB is refused', () => {
    const Attributes = Object.fromEntries(
      Array.from({ length: 1_100 }, (_, index) => [`key${index}`, 'x'.repeat(255)]),
    );
    expect(refusal(() => create({ Attributes })).message).toMatch(/at most 256000 bytes/);
  });
});

describe('searches', () => {
  test('find what was written two seconds ago, not sooner', async () => {
    const id = create({ EmailAddress: 'a@example.com' });
    expect(search('_email', ['a@example.com'])).toEqual([]);
    await desk.pass(2);
    expect(search('_email', ['a@example.com'])).toEqual([id]);
    call('DeleteProfile', { ProfileId: id });
    expect(search('_email', ['a@example.com'])).toEqual([id]);
    await desk.pass(2);
    expect(search('_email', ['a@example.com'])).toEqual([]);
  });

  test('know the predefined keys and those that were added', async () => {
    const a = create({
      FirstName: 'Hana',
      LastName: 'Sato',
      BusinessEmailAddress: 'hana@example.com',
      MobilePhoneNumber: '+81312345678',
    });
    const b = create({ AccountNumber: '7', LastName: 'Sato' });
    call('AddProfileKey', { ProfileId: b, KeyName: '_ctrContactId', Values: ['c-1'] });
    await desk.pass(2);
    expect(search('_profileId', [a])).toEqual([a]);
    expect(search('_email', ['hana@example.com'])).toEqual([a]);
    expect(search('_email', ['HANA@example.com'])).toEqual([]);
    expect(search('_phone', ['+81 3-1234-5678'])).toEqual([a]);
    expect(search('_phone', ['03-1234-5678'])).toEqual([]);
    expect(search('_account', ['7'])).toEqual([b]);
    expect(search('_fullName', ['Hana Sato'])).toEqual([a]);
    expect(search('_ctrContactId', ['c-1', 'c-2'])).toEqual([b]);
    expect(search('ownKey', ['x'])).toEqual([]);
  });

  test('join keys with OR, or AND when asked, and say by which key a profile was found', async () => {
    const both = create({ EmailAddress: 'a@example.com', PhoneNumber: '+1' });
    const one = create({ EmailAddress: 'a@example.com', PhoneNumber: '+2' });
    await desk.pass(2);
    const more = { AdditionalSearchKeys: [{ KeyName: '_phone', Values: ['+1'] }] };
    expect(search('_email', ['a@example.com'], more)).toEqual([both, one]);
    expect(search('_email', ['a@example.com'], { ...more, LogicalOperator: 'AND' })).toEqual([both]);
    const { Items } = call('SearchProfiles', { KeyName: '_email', Values: ['a@example.com'], ...more });
    expect(Items[1]['FoundByItems']).toEqual([{ KeyName: '_email', Values: ['a@example.com'] }]);
    const page = call('SearchProfiles', { KeyName: '_email', Values: ['a@example.com'], MaxResults: 1 });
    expect(page['NextToken']).toEqual(expect.any(String));
  });
});

describe('domains and integrations', () => {
  test('the domain of the instance is there from the start and found by the instance', () => {
    expect(desk.profiles.access.domainOfInstance(desk.instanceArn)).toBe(DomainName);
    const { Items } = desk.callProfiles('ListAccountIntegrations', { Uri: desk.instanceArn });
    expect(Items).toMatchObject([{ DomainName, Uri: desk.instanceArn, ObjectTypeName: 'CTR' }]);
    expect(call('GetDomain')).toMatchObject({ DomainName, DefaultExpirationDays: 366 });
  });

  test('a new domain takes the instance only when the other has let it go', () => {
    desk.callProfiles('CreateDomain', { DomainName: 'other', DefaultExpirationDays: 400 });
    expect(
      refusal(() => desk.callProfiles('CreateDomain', { DomainName: 'other', DefaultExpirationDays: 400 })).message,
    ).toMatch(/exists already/);
    const integration = { DomainName: 'other', Uri: desk.instanceArn, ObjectTypeName: 'CTR' };
    expect(refusal(() => desk.callProfiles('PutIntegration', integration)).message).toMatch(
      /domain first-desk-customers already/,
    );
    call('DeleteIntegration', { Uri: desk.instanceArn });
    expect(refusal(() => call('GetIntegration', { Uri: desk.instanceArn }))).toMatchObject({ statusCode: 404 });
    desk.callProfiles('PutIntegration', integration);
    expect(desk.profiles.access.domainOfInstance(desk.instanceArn)).toBe('other');
    expect((desk.callProfiles('ListDomains', {})['Items'] as Answer[]).map((each) => each['DomainName'])).toEqual([
      DomainName,
      'other',
    ]);
    desk.callProfiles('DeleteDomain', { DomainName: 'other' });
    expect(desk.profiles.access.domainOfInstance(desk.instanceArn)).toBeUndefined();
  });

  test.each([
    [{ DomainName: 'x', DefaultExpirationDays: 1_099 }, /1 to 1098/],
    [{ DomainName: 'with space', DefaultExpirationDays: 1 }, /must match/],
    [{ DomainName: 'x', DefaultExpirationDays: 1, Matching: { Enabled: true } }, /Matching is not supported/],
  ])('CreateDomain %j is refused', (input, message) => {
    expect(refusal(() => desk.callProfiles('CreateDomain', input)).message).toMatch(message);
  });
});
