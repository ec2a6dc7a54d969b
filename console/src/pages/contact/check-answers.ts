import type { Question } from '../../../../sandbox/control/schema.ts';

export type AnswerFault = 'missing' | 'email' | 'long';

/** StartChatContact takes names of 1 to 256 characters. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_ParticipantDetails.html */
const longestName = 256;
/** Something, an @, something with a dot: whether mail arrives only mail can tell. */
const addressForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What is wrong with the answers to a pre-chat form, by the name of the question; empty when nothing is. */
export function checkAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, string>>,
): Readonly<Record<string, AnswerFault>> {
  return Object.fromEntries(
    questions.flatMap((question): [string, AnswerFault][] => {
      const fault = faultOf(question, (answers[question.name] ?? '').trim());
      return fault === undefined ? [] : [[question.name, fault]];
    }),
  );
}

function faultOf({ name, kind, required }: Question, answer: string): AnswerFault | undefined {
  // Without a name no chat can start, whatever the case asks for.
  if (answer === '') return required || name === 'name' ? 'missing' : undefined;
  if (kind === 'email' && !addressForm.test(answer)) return 'email';
  return name === 'name' && answer.length > longestName ? 'long' : undefined;
}

/** The answers as they are sent: trimmed, and those that were left empty not at all. */
export const givenAnswers = (answers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(answers)
      .map(([name, answer]) => [name, answer.trim()] as const)
      .filter(([, answer]) => answer !== ''),
  );
