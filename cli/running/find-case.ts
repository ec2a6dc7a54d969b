import { UserError } from '../command.ts';
import type { Look } from './look.ts';

/** Fewer letters would fit by chance. */
const fewestLetters = 4;

/**
 * A case by its id, by the number that people use, or by the first letters of its id when only one begins so; else what was
 * given, as it is. @throws UserError when several begin so
 */
export async function findCaseId(look: Pick<Look, 'control'>, given: string): Promise<string> {
  const { cases } = await look.control.cases({});
  const known = cases.find(({ caseId, reference }) => caseId === given || reference === given);
  if (known !== undefined) return known.caseId;
  const alike = given.length < fewestLetters ? [] : cases.filter(({ caseId }) => caseId.startsWith(given));
  if (alike.length > 1)
    throw new UserError(`${alike.length} cases begin with ${JSON.stringify(given)}`, {
      next: `Give more letters: ${alike
        .slice(0, 5)
        .map(({ caseId }) => caseId)
        .join(', ')}.`,
    });
  return alike[0]?.caseId ?? given;
}
