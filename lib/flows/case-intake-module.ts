import { attribute, contactAttributes } from './contact-attributes.ts';
import { moduleDocument, type FlowDocument, type FlowStep } from './flow-document.ts';

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

function profileSteps(ask: readonly string[]): Record<string, FlowStep> {
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

function caseSteps(props: CaseIntakeModuleProps): Record<string, FlowStep> {
  const answers = Object.fromEntries(
    props.ask.flatMap((name) => {
      const fieldId = props.fieldIds[name];
      return fieldId === undefined ? [] : [[fieldId, attribute(name)]];
    }),
  );
  return {
    'create-case': {
      type: 'CreateCase',
      parameters: {
        LinkContactToCase: 'true',
        CaseTemplateId: props.templateId,
        CaseRequestFields: {
          customer_id: '$.Customer.ProfileARN',
          title: props.ask.includes('name') ? `${props.title} ${attribute('name')}` : props.title,
          status: 'open',
          ...answers,
        },
      },
      next: 'keep-case-id',
      // ContactNotLinked: the case was created all the same.
      errors: { ContactNotLinked: 'keep-case-id', NoMatchingError: 'return-failed' },
    },
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
 * case id. Throws when nothing asked can make a profile, because every case needs one.
 */
export function caseIntakeModule(props: CaseIntakeModuleProps): FlowDocument {
  if (!props.ask.includes('email') && !props.ask.includes('name')) {
    throw new Error(
      `an intake must ask for name or email, because every case needs a customer profile; it asks for ${props.ask.join(', ')}`,
    );
  }
  return moduleDocument({ ...profileSteps(props.ask), ...caseSteps(props) });
}
