import { withoutStage } from './case-schema-names.ts';
import { ControlError } from './control-error.ts';
import { fieldOfCases, requiredFields, type CasesParts, type FieldOfCases } from './case-fields.ts';
import { readFlow, type FlowReading } from './flow-reading.ts';
import { flowNamed } from './lookups.ts';
import type { ControlParts } from './parts.ts';
import type { Question } from './schema.ts';

/** Attributes that the deployment sets for itself. */
const ownMark = 'casewarden_';
/** Keys that StartChatContact takes. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_StartChatContact.html */
const attributeKey = /^[A-Za-z0-9_-]+$/;
/** Answers that belong to the customer's profile and to no field. */
const profileAnswers: Readonly<Record<string, Question['label']>> = {
  name: { ja: 'お名前', en: 'Name' },
  email: { ja: 'メールアドレス', en: 'E-mail' },
};

/**
 * What a pre-chat form has to ask before a flow starts: contact attributes that the published flow reads and nothing in
 * it sets. In the order in which the flow repeats them to the customer, then as it comes to them.
 * @param flow id or name @throws ControlError when there is no such flow
 */
export function questionsOf(parts: CasesParts & Pick<ControlParts, 'desk' | 'stacks'>, flow: string): Question[] {
  const { catalogue } = parts.desk;
  const published = catalogue.flow(flow) ?? catalogue.flow(flowNamed(parts, flow));
  if (!published) throw new ControlError('not-found', `there is no contact flow "${flow}"; GET /flows lists them`);
  const reading = readFlow(published.document, catalogue);
  const repeated = reading.said.reduce((most, said) => (said.length > most.length ? said : most), []);
  return [...new Set([...repeated, ...reading.read])]
    .filter((name) => !reading.set.has(name) && !name.startsWith(ownMark) && attributeKey.test(name))
    .map((name) => question(parts, reading, name));
}

function question(parts: CasesParts, reading: FlowReading, name: string): Question {
  const goesTo = reading.caseFields.get(name);
  const field = goesTo && fieldOfCases(parts, goesTo.fieldId);
  return {
    name,
    label: field ? sameInBoth(withoutStage(field.label)) : (profileAnswers[name] ?? sameInBoth(name)),
    kind: kindOf(name, reading, field),
    required: goesTo !== undefined && requiredFields(parts, goesTo.templateId).has(goesTo.fieldId),
    options: field?.options.map(({ value, label }) => ({ value, label })) ?? [],
  };
}

function kindOf(name: string, reading: FlowReading, field: FieldOfCases | undefined): Question['kind'] {
  if (field?.type === 'SingleSelect') return 'single-select';
  return name === 'email' || reading.addresses.has(name) ? 'email' : 'text';
}

const sameInBoth = (words: string): Question['label'] => ({ ja: words, en: words });
