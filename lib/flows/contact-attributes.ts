/** Contact attributes that flows and functions of Casewarden share; pre-chat answers stand under their own names. */
export const contactAttributes = {
  /** Case that the intake module made. */
  caseId: 'casewarden_case_id',
  /** Connect user id of the person for whom a task is. */
  owner: 'casewarden_owner',
} as const;

/** Reference to a contact attribute in a flow. */
export const attribute = (name: string): string => `$.Attributes.${name}`;
