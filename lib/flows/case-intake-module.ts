import { attribute, contactAttributes } from './contact-attributes.ts';
import { moduleDocument, type FlowDocument, type FlowStep } from './flow-document.ts';
import { loggingOff } from './logging-off.ts';

/** Branches that the module returns by. */
export const intakeResults = { created: 'created', failed: 'failed' } as const;

export interface CaseIntakeModuleProps {
  /** Tokens at synth. */
  readonly templateId: string;
  /** What the title of a case starts with. */
  readonly title: string;
  /** Answers that the contact brings as attributes, in the order of the policy file. */
  readonly ask: readonly string[];
  /** Name of an answer -> id of the field that takes it. `name` and `email` belong to the profile and have none. */
  readonly fieldIds: Readonly<Record<string, string>>;
  /** Name of an answer that the template requires -> what its field holds when the case does not take the answers. */
  readonly requiredValues: Readonly<Record<string, string>>;
  /** In place of a name that was not taken. */
  readonly nameNotConfirmed: string;
}

/** `Settings` of the module resource: what callers may rely on. */
export const caseIntakeModuleSettings = {
  input: { schema: { type: 'object', properties: {} } },
  resultData: { schema: { type: 'object', properties: { caseId: { type: 'string' } } } },
  transitions: {
    results: [
      { name: intakeResults.created, description: 'The case exists; ResultData has its id.' },
      { name: intakeResults.failed, description: 'There is no case.' },
    ],
  },
} as const;

function profileSteps({ ask, nameNotConfirmed }: CaseIntakeModuleProps): Record<string, FlowStep> {
  const hasName = ask.includes('name');
  const hasEmail = ask.includes('email');
  const createProfile: FlowStep = {
    type: 'CreateCustomerProfile',
    parameters: {
      ProfileRequestData: {
        // One answer holds the whole name; splitting it would guess.
        ...(hasName ? { FirstName: attribute('name') } : {}),
        ...(hasEmail ? { EmailAddress: attribute('email') } : {}),
      },
      ProfileResponseData: [],
    },
    next: 'link-profile',
    errors: { NoMatchingError: 'create-profile-without-answers' },
  };
  // Refused are values that are empty or have more than 255 characters. The answers stand in the contact's attributes.
  // Source: https://docs.aws.amazon.com/connect/latest/adminguide/customer-profiles-block.html
  const createWithoutAnswers: FlowStep = {
    type: 'CreateCustomerProfile',
    parameters: { ProfileRequestData: { FirstName: nameNotConfirmed }, ProfileResponseData: [] },
    next: 'link-profile',
    // There is no case without a profile; the flow that called tells the customer.
    errors: { NoMatchingError: 'return-failed' },
  };
  const findProfile: FlowStep = {
    type: 'GetCustomerProfile',
    parameters: {
      ProfileRequestData: { IdentifierName: '_email', IdentifierValue: attribute('email') },
      ProfileResponseData: [],
    },
    next: 'link-profile',
    // Several profiles with one address: which is the customer's cannot be told, so the contact gets one of its own.
    errors: {
      MultipleFoundError: 'create-profile',
      NoneFoundError: 'create-profile',
      NoMatchingError: 'create-profile',
    },
  };
  return {
    // Only an address identifies a person; a name alone finds somebody else.
    ...(hasEmail ? { 'find-profile': findProfile } : {}),
    'create-profile': createProfile,
    'create-profile-without-answers': createWithoutAnswers,
    'link-profile': {
      type: 'AssociateContactToCustomerProfile',
      parameters: {
        ProfileRequestData: { ProfileId: '$.Customer.ProfileId', ContactId: '$.ContactId' },
        ProfileResponseData: [],
      },
      next: 'create-case',
      // A contact without its profile is a blemish, a contact without a case is a loss.
      errors: { NoMatchingError: 'create-case' },
    },
  };
}

function createCase(templateId: string, fields: { readonly [fieldId: string]: string }, otherwise: string): FlowStep {
  return {
    type: 'CreateCase',
    parameters: {
      LinkContactToCase: 'true',
      CaseTemplateId: templateId,
      CaseRequestFields: { customer_id: '$.Customer.ProfileARN', status: 'open', ...fields },
    },
    next: 'keep-case-id',
    // ContactNotLinked: the case was created all the same.
    errors: { ContactNotLinked: 'keep-case-id', NoMatchingError: otherwise },
  };
}

function caseSteps(props: CaseIntakeModuleProps): Record<string, FlowStep> {
  const byFieldId = (names: readonly string[], value: (name: string) => string): Record<string, string> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const fieldId = props.fieldIds[name];
        return fieldId === undefined ? [] : [[fieldId, value(name)]];
      }),
    );
  const { requiredValues } = props;
  return {
    // An answer that was not given is written as an empty text: the language knows no field that is only sometimes there.
    'create-case': createCase(
      props.templateId,
      {
        title: props.ask.includes('name') ? `${props.title} ${attribute('name')}` : props.title,
        ...byFieldId(props.ask, attribute),
      },
      'create-case-without-answers',
    ),
    // Refused are texts of more than 4,100 characters and required fields without a value. Which it was cannot be told
    // here, so no answer is taken; all of them stand in the attributes of the contact, which is linked.
    // Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_FieldValueUnion.html
    'create-case-without-answers': createCase(
      props.templateId,
      {
        ...byFieldId(Object.keys(requiredValues), (name) => requiredValues[name]!),
        title: `${props.title} ${props.nameNotConfirmed}`,
      },
      'return-failed',
    ),
    'keep-case-id': {
      type: 'UpdateContactAttributes',
      parameters: { Attributes: { [contactAttributes.caseId]: '$.Case.case_id' }, TargetContact: 'Current' },
      next: 'return-created',
      errors: { NoMatchingError: 'return-created' },
    },
    'return-created': {
      type: 'EndFlowModuleExecution',
      parameters: { Result: intakeResults.created, ResultData: { caseId: '$.Case.case_id' } },
    },
    'return-failed': { type: 'EndFlowModuleExecution', parameters: { Result: intakeResults.failed } },
  };
}

/**
 * The module that turns a contact into a case: find or create the profile, create the case, link the contact, return the
 * case id. What the customer typed may fail to become a profile or a case, so each is tried a second time without it: a case
 * that lacks answers is found and completed, a contact without a case is lost. Throws when nothing asked can make a profile, because every case needs one.
 */
export function caseIntakeModule(props: CaseIntakeModuleProps): FlowDocument {
  if (!props.ask.includes('email') && !props.ask.includes('name')) {
    throw new Error(
      `an intake must ask for name or email, because every case needs a customer profile; it asks for ${props.ask.join(', ')}`,
    );
  }
  const start = props.ask.includes('email') ? 'find-profile' : 'create-profile';
  return moduleDocument({ 'log-off': loggingOff(start), ...profileSteps(props), ...caseSteps(props) });
}
