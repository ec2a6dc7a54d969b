import { done, failed, reasonOf, type ActionContext, type ActionResult, type Performer } from '../action-result.ts';
import { isObject } from '../../../../kernel/json-object.ts';
import { profileField, toProfileInput } from '../profile-fields.ts';

/** Sources: https://docs.aws.amazon.com/connect/latest/adminguide/customer-profiles-block.html */
const longestRequestValue = 255;
const mostCustomerCharacters = 14_000;
/** Search keys behind the field names that flows of before 2024 use. */
const keyOfField: Readonly<Record<string, string>> = {
  PhoneNumber: '_phone',
  EmailAddress: '_email',
  AccountNumber: '_account',
  ProfileId: '_profileId',
};

/** Actions of the block "Customer profiles". */
export const profileActions: Readonly<Record<string, Performer>> = {
  GetCustomerProfile: (context) =>
    withDomain(context, (domain) => {
      const { criteria, operator } = searchCriteria(context);
      const [first, ...others] = criteria;
      if (!first) return failed('ProfileRequestData has no search criterion');
      const bad = criteria.find(({ value }) => value === '' || value.length > longestRequestValue);
      if (bad) return failed(`the value of ${bad.key} is empty or longer than ${longestRequestValue}`);
      const found = context.port.callProfiles('SearchProfiles', {
        DomainName: domain,
        KeyName: first.key,
        Values: [first.value],
        ...(others.length > 0
          ? {
              AdditionalSearchKeys: others.map(({ key, value }) => ({ KeyName: key, Values: [value] })),
              LogicalOperator: operator,
            }
          : {}),
      });
      const items = isObject(found) && Array.isArray(found['Items']) ? found['Items'].filter(isObject) : [];
      if (items.length === 0) return failed('no profile matches', 'NoneFoundError');
      if (items.length > 1) return failed(`${items.length} profiles match`, 'MultipleFoundError');
      return keepProfile(context, domain, items[0]!);
    }),

  CreateCustomerProfile: (context) =>
    withDomain(context, (domain) => {
      const request = requestFields(context);
      if (typeof request === 'string') return failed(request);
      const created = context.port.callProfiles('CreateProfile', { DomainName: domain, ...request });
      const profileId = isObject(created) ? created['ProfileId'] : undefined;
      return keepProfile(context, domain, { ...request, ProfileId: profileId });
    }),

  UpdateCustomerProfile: (context) =>
    withDomain(context, (domain) => {
      const profileId = context.frame.locals.customer['ProfileId'];
      if (!profileId) return failed('no profile was found or created earlier in this flow');
      const request = requestFields(context);
      if (typeof request === 'string') return failed(request);
      context.port.callProfiles('UpdateProfile', { DomainName: domain, ProfileId: profileId, ...request });
      return keepProfile(context, domain, { ...request, ProfileId: profileId });
    }),

  AssociateContactToCustomerProfile: (context) =>
    withDomain(context, (domain) => {
      const { ProfileId: profileId = '', ContactId: contactId = '' } = context.texts('ProfileRequestData');
      const contact = context.port.contact(contactId);
      if (!contact) return failed(`contact "${contactId}" does not exist`);
      // The block adds the contact's id to the profile's keys:
      // https://docs.aws.amazon.com/connect/latest/devguide/interactions-associatecontacttocustomerprofile.html
      context.port.callProfiles('AddProfileKey', {
        DomainName: domain,
        ProfileId: profileId,
        KeyName: '_ctrContactId',
        Values: [contactId],
      });
      contact.profileId = profileId;
      return done();
    }),
};

/** Runs with the instance's domain; none, and every refusal of the service, is the error branch. */
function withDomain(context: ActionContext, run: (domain: string) => ActionResult): ActionResult {
  const domain = context.port.profilesDomain();
  if (domain === undefined) return failed('Customer Profiles is not enabled for the instance');
  try {
    return run(domain);
  } catch (error) {
    return failed(reasonOf(error));
  }
}

function searchCriteria({ action, text }: ActionContext): {
  criteria: { key: string; value: string }[];
  operator: string;
} {
  const request = isObject(action.parameters['ProfileRequestData']) ? action.parameters['ProfileRequestData'] : {};
  const one = (entry: Readonly<Record<string, unknown>>): { key: string; value: string } => ({
    key: text(String(entry['IdentifierName'])),
    value: text(String(entry['IdentifierValue'])),
  });
  if (Array.isArray(request['SearchCriteria']))
    return {
      criteria: request['SearchCriteria'].filter(isObject).map(one),
      operator: request['LogicalOperator'] === 'AND' ? 'AND' : 'OR',
    };
  if ('IdentifierName' in request) return { criteria: [one(request)], operator: 'OR' };
  return {
    criteria: Object.entries(request).map(([key, value]) => ({
      key: keyOfField[key] ?? key,
      value: text(String(value)),
    })),
    operator: 'AND',
  };
}

function requestFields(context: ActionContext): Record<string, unknown> | string {
  const fields = context.texts('ProfileRequestData');
  const long = Object.entries(fields).find(([, value]) => value.length > longestRequestValue);
  if (long) return `the value of ${long[0]} is longer than ${longestRequestValue}`;
  return toProfileInput(fields);
}

/** Puts the profile's id, its ARN and the response fields into `$.Customer`. */
function keepProfile(context: ActionContext, domain: string, profile: Readonly<Record<string, unknown>>): ActionResult {
  const profileId = String(profile['ProfileId']);
  const wanted = context.action.parameters['ProfileResponseData'];
  const kept: Record<string, string> = {
    ...context.frame.locals.customer,
    ProfileId: profileId,
    ProfileARN: context.port.profileArn(domain, profileId),
  };
  for (const field of Array.isArray(wanted) ? wanted.map(String) : []) {
    const value = profileField(profile, field);
    if (value !== undefined) kept[field] = value;
  }
  if (Object.values(kept).join('').length > mostCustomerCharacters)
    return failed(`the flow would hold more than ${mostCustomerCharacters} characters of profile values`);
  context.frame.locals.customer = kept;
  return done();
}
