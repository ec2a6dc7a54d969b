import type { FieldValue } from '../../../lambda/contract/case-item.ts';

/** What people do to cases: customers by their contacts, agents in the workspace. Each is done at once and told by an event. */
export interface People {
  create(caseId: string, templateId: string, fields: Readonly<Record<string, FieldValue>>): void;
  /** Sets fields as an agent does; null clears. A case that is not there any more stays away. */
  edit(caseId: string, fields: Readonly<Record<string, FieldValue>>): void;
  /** An agent takes the case up: `status` becomes `in_progress`. */
  answer(caseId: string): void;
  close(caseId: string): void;
  /** `status` becomes `open` again. */
  reopen(caseId: string): void;
  delete(caseId: string): void;
  /** Cases that are there, in the order of their creation. */
  present(): readonly string[];
}
