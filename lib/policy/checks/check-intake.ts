import { entriesOf, itemsOf } from '../draft.ts';
import { listText } from '../finding.ts';
import { suggestion } from '../nearest-name.ts';
import { atKey, atValue, namedOneOf, repeatedEntries, type Check } from './check-input.ts';

/** What a chat asks beside fields of the template: the customer's profile is found or made by them. */
const profileAnswers = ['name', 'email'] as const;

/** Each intake: its template, its queue, and that its answers suffice to make the case. */
export const checkIntake: Check = ({ draft, templates, lock, resolveCommand }) =>
  entriesOf(draft.intake).flatMap(([name, intake]) => {
    const path = ['intake', name];
    const template = intake.template === undefined ? undefined : draft.templates?.[intake.template];
    const asked = new Set(itemsOf(intake.ask).map(([, answer]) => answer));
    const allowed =
      template?.fields === undefined
        ? undefined
        : new Set<string>([...profileAnswers, ...itemsOf(template.fields).map(([, field]) => field)]);
    const required = itemsOf(template?.required).flatMap(([, field]) => (allowed?.has(field) === true ? [field] : []));
    return [
      ...namedOneOf([...path, 'template'], 'template', intake.template, templates, 'under "templates"'),
      ...(intake.queue === undefined || lock === undefined || Object.hasOwn(lock.queues, intake.queue)
        ? []
        : [
            atValue(
              [...path, 'queue'],
              `queue ${JSON.stringify(intake.queue)} is not in the lock file; there: ${listText(Object.keys(lock.queues))}${suggestion(intake.queue, Object.keys(lock.queues))}; if it exists in the instance, run: ${resolveCommand}`,
            ),
          ]),
      ...itemsOf(intake.ask).flatMap(([index, answer]) =>
        allowed === undefined || allowed.has(answer)
          ? []
          : [
              atValue(
                [...path, 'ask', index],
                `found ${JSON.stringify(answer)}; allowed: ${profileAnswers.join(', ')} and fields of the template: ${listText(allowed)}${suggestion(answer, allowed)}`,
              ),
            ],
      ),
      ...repeatedEntries([...path, 'ask'], intake.ask),
      ...(intake.ask === undefined || intake.ask.includes(undefined) || asked.has('email')
        ? []
        : [atKey([...path, 'ask'], 'email is not asked; a customer is found by it, so it must be')]),
      ...(intake.ask === undefined || intake.ask.includes(undefined)
        ? []
        : required
            .filter((field) => !asked.has(field))
            .map((field) =>
              atKey(
                [...path, 'ask'],
                `${JSON.stringify(field)} is required by the template and not asked; ask it, or take it out of "required"`,
              ),
            )),
    ];
  });
