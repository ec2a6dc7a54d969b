import { CasewardenError } from '../errors.ts';

/** A calendar with which nothing can be computed: its zone is unknown, or it is never open. */
export class CalendarInvalidError extends CasewardenError {
  override readonly name = 'CalendarInvalidError';
  readonly code = 'CALENDAR_INVALID';
  readonly retryable = false;
}

/** A question to a calendar that has no answer: instants in a wrong order, or outside the years that it covers. */
export class CalendarQuestionError extends CasewardenError {
  override readonly name = 'CalendarQuestionError';
  readonly code = 'CALENDAR_QUESTION';
  readonly retryable = false;
}
