import { isObject } from '../kernel/json-object.ts';
import type { FlowCatalogue } from '../services/connect/flow-catalogue.ts';
import type { FlowAction, FlowDocument } from '../services/connect/flow/flow-document.ts';
import { findReferences, wholeReference } from '../services/connect/flow/references.ts';

/** What a flow, its modules and the flows that it hands over to do with contact attributes. */
export interface FlowReading {
  /** Attributes that are read, in the order in which the flow comes to them. */
  readonly read: readonly string[];
  /** Attributes that an action of the flow sets. */
  readonly set: ReadonlySet<string>;
  /** For each text that is said to the customer, the attributes in it. */
  readonly said: readonly (readonly string[])[];
  /** Where an attribute goes as it is: fields of cases, first one wins. */
  readonly caseFields: ReadonlyMap<string, { readonly fieldId: string; readonly templateId: string }>;
  /** Attributes that become the mail address of a customer profile. */
  readonly addresses: ReadonlySet<string>;
}

/** Reads a published flow from its first action on, whichever branches it has. */
export function readFlow(start: FlowDocument, catalogue: Pick<FlowCatalogue, 'flow' | 'module'>): FlowReading {
  const read = new Set<string>();
  const set = new Set<string>();
  const said: string[][] = [];
  const caseFields = new Map<string, { fieldId: string; templateId: string }>();
  const addresses = new Set<string>();
  const seen = new Set<FlowDocument>();

  const note = (action: FlowAction): void => {
    const { type, parameters } = action;
    for (const text of textsOf([parameters, action.conditions.map(({ operand }) => operand)]))
      for (const name of attributesIn(text)) read.add(name);
    if (type === 'MessageParticipant') said.push([...new Set(textsOf(parameters).flatMap(attributesIn))]);
    if (type === 'UpdateContactAttributes' && parameters['TargetContact'] !== 'Related')
      for (const name of Object.keys(membersOf(parameters['Attributes']))) set.add(name);
    if (type === 'CreateCase')
      for (const [fieldId, value] of Object.entries(membersOf(parameters['CaseRequestFields']))) {
        const name = attributeThatIs(value);
        if (name !== undefined && !caseFields.has(name))
          caseFields.set(name, { fieldId, templateId: textOr(parameters['CaseTemplateId']) });
      }
    const address = attributeThatIs(membersOf(parameters['ProfileRequestData'])['EmailAddress']);
    if (address !== undefined) addresses.add(address);
  };

  const walk = (document: FlowDocument): void => {
    if (seen.has(document)) return;
    seen.add(document);
    for (const action of inOrder(document)) {
      note(action);
      const inner =
        action.type === 'InvokeFlowModule'
          ? catalogue.module(textOr(action.parameters['FlowModuleId']))
          : action.type === 'TransferToFlow'
            ? catalogue.flow(textOr(action.parameters['ContactFlowId']))
            : undefined;
      if (inner) walk(inner.document);
    }
  };

  walk(start);
  return { read: [...read], set, said, caseFields, addresses };
}

/** Actions as one comes to them, each branch followed to its end; actions to which nothing leads are left out. */
function inOrder({ startAction, actions }: FlowDocument): readonly FlowAction[] {
  const met = new Map<string, FlowAction>();
  const waiting = [startAction];
  for (let identifier = waiting.pop(); identifier !== undefined; identifier = waiting.pop()) {
    const action = actions.get(identifier);
    if (!action || met.has(identifier)) continue;
    met.set(identifier, action);
    const ways = [
      ...action.conditions.map(({ nextAction }) => nextAction),
      action.nextAction,
      ...action.errors.map(({ nextAction }) => nextAction),
    ];
    waiting.push(...ways.filter((way) => way !== undefined).toReversed());
  }
  return [...met.values()];
}

const textOr = (value: unknown): string => (typeof value === 'string' ? value : '');
const membersOf = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {});

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isObject(value) ? Object.values(value).flatMap(textsOf) : [];
}

/** Names of the contact attributes that a text refers to. */
const attributesIn = (text: string): string[] => findReferences(text).flatMap(({ path }) => attributeAt(path) ?? []);

/** The contact attribute that a value consists of. */
function attributeThatIs(value: unknown): string | undefined {
  const reference = typeof value === 'string' ? wholeReference(value) : undefined;
  return reference && attributeAt(reference.path);
}

const attributeAt = ([root, name, more]: readonly unknown[]): string | undefined =>
  root === 'Attributes' && typeof name === 'string' && more === undefined ? name : undefined;
