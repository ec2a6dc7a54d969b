/** One action in short; what is left out is not in the document. */
export interface Step {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly next?: string;
  /** Error type -> next action. */
  readonly errors?: Readonly<Record<string, string>>;
  /** `Equals True` -> next action. */
  readonly when?: Readonly<Record<string, string>>;
}

const action = (identifier: string, step: Step) => ({
  Identifier: identifier,
  Type: step.type,
  Parameters: step.parameters ?? {},
  Transitions: {
    ...(step.next === undefined ? {} : { NextAction: step.next }),
    ...(step.errors === undefined
      ? {}
      : { Errors: Object.entries(step.errors).map(([ErrorType, NextAction]) => ({ ErrorType, NextAction })) }),
    ...(step.when === undefined
      ? {}
      : {
          Conditions: Object.entries(step.when).map(([condition, NextAction]) => {
            const space = condition.indexOf(' ');
            return {
              NextAction,
              Condition: { Operator: condition.slice(0, space), Operands: [condition.slice(space + 1)] },
            };
          }),
        }),
  },
});

/** A flow document of these actions; the first is the start. `end` is added when something leads there. */
export function flowOf(steps: Readonly<Record<string, Step>>) {
  const all: Record<string, Step> = { ...steps };
  if (!('end' in all)) all['end'] = { type: 'DisconnectParticipant' };
  return {
    Version: '2019-10-30',
    StartAction: Object.keys(steps)[0],
    Metadata: {},
    Actions: Object.entries(all).map(([identifier, step]) => action(identifier, step)),
  };
}

/** A module document; `end` of a module returns. */
export function moduleOf(steps: Readonly<Record<string, Step>>) {
  return {
    ...flowOf({ ...steps, ...('end' in steps ? {} : { end: { type: 'EndFlowModuleExecution' } }) }),
    Settings: { InputParameters: [], OutputParameters: [], Transitions: [] },
  };
}

/** A flow that runs one action and leads its branches to messages named after them, so that the branch shows. */
export function branchesOf(step: Step, branches: readonly string[], before: Readonly<Record<string, Step>> = {}) {
  const message = (text: string): Step => ({ type: 'MessageParticipant', parameters: { Text: text }, next: 'end' });
  const named = Object.fromEntries(branches.map((branch) => [`to ${branch}`, message(branch)]));
  return flowOf({ ...before, 'the action': step, 'to next': message('next'), ...named });
}
