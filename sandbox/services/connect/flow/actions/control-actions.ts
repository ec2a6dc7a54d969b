import { done, failed, type ActionContext, type ActionResult, type Performer } from '../action-result.ts';
import { isObject } from '../../../../kernel/json-object.ts';
import { readReference, wholeReference } from '../references.ts';
import { createReader } from '../namespaces.ts';

const longestWaitSeconds = 604_800;
const flowAttributesMostBytes = 32 * 1024;

/** Actions that steer the flow itself. */
export const controlActions: Readonly<Record<string, Performer>> = {
  UpdateFlowLoggingBehavior: () => done(),

  Compare(context) {
    const reference = wholeReference(String(context.action.parameters['ComparisonValue']));
    const value = reference && readReference(reference, createReader(context.contact, context.frame, context.port));
    if (value === undefined) context.warn(`${reference?.text ?? 'ComparisonValue'} has no value`);
    return done(value);
  },

  Loop({ action, frame, parameter }) {
    const limit = Number(parameter('LoopCount'));
    if (!Number.isInteger(limit) || limit < 0 || limit > 100)
      return failed(`LoopCount is ${parameter('LoopCount')}; 0 to 100 is allowed`);
    const rounds = frame.rounds.get(action.identifier) ?? 0;
    frame.rounds.set(action.identifier, rounds < limit ? rounds + 1 : 0);
    return done(rounds < limit ? 'ContinueLooping' : 'DoneLooping');
  },

  Wait({ parameter }) {
    const seconds = Number(parameter('TimeLimitSeconds'));
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > longestWaitSeconds)
      return failed(`TimeLimitSeconds is ${parameter('TimeLimitSeconds')}; 1 to ${longestWaitSeconds} is allowed`);
    return { kind: 'wait', milliseconds: seconds * 1000, value: 'WaitCompleted' };
  },

  UpdateFlowAttributes({ action, frame, text }) {
    const given = action.parameters['FlowAttributes'];
    const attributes = { ...frame.locals.flowAttributes };
    for (const [key, entry] of Object.entries(isObject(given) ? given : {}))
      if (isObject(entry)) attributes[key] = text(String(entry['Value']));
    if (Buffer.byteLength(JSON.stringify(attributes)) > flowAttributesMostBytes)
      return failed('flow attributes are larger than 32 KB');
    frame.locals.flowAttributes = attributes;
    return done();
  },

  TransferToFlow({ port, parameter }) {
    const reference = parameter('ContactFlowId') ?? '';
    const flow = port.flow(reference);
    if (!flow) return failed(`flow "${reference}" does not exist`);
    if (!['CONTACT_FLOW', 'AGENT_TRANSFER', 'QUEUE_TRANSFER'].includes(flow.type))
      return failed(`flow "${flow.name}" is of type ${flow.type}, to which no contact can be transferred`);
    return { kind: 'transferred', flow };
  },

  InvokeFlowModule(context): ActionResult {
    const reference = context.parameter('FlowModuleId') ?? '';
    const module = context.port.module(reference);
    return module
      ? { kind: 'entered', module, input: resolveObject(context, 'Input') }
      : failed(`module "${reference}" does not exist`);
  },

  EndFlowModuleExecution(context): ActionResult {
    return {
      kind: 'returned',
      result: context.parameter('Result'),
      data: resolveObject(context, 'ResultData') ?? {},
    };
  },
};

function resolveObject(context: ActionContext, name: string): Record<string, unknown> | undefined {
  const given = context.action.parameters[name];
  if (!isObject(given)) return undefined;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, context.value(value)]));
}
