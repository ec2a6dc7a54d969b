import type { Contact } from '../contact.ts';
import { actionRules } from './action-rules.ts';
import type { ActionContext, ActionResult, Performer } from './action-result.ts';
import { chooseTransition, type Ending } from './choose-transition.ts';
import { isObject } from '../../../kernel/json-object.ts';
import type { FlowAction } from './flow-document.ts';
import type { FlowPort, RunnableFlow } from './flow-port.ts';
import { createFrame, type Frame } from './frame.ts';
import { createReader } from './namespaces.ts';
import { performers } from './performers.ts';
import { findReferences, readReference, renderText, scalarText, wholeReference } from './references.ts';

/** Guard against flows that run in circles. Amazon Connect has a limit of its own, which is not documented. */
const mostExecutedActions = 1000;
/** Source: https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-modules.html */
const deepestModules = 5;
/** Virtual time that an action takes; those that call another service or speak take longer. */
const actionMilliseconds = 40;
const slowActionMilliseconds = 250;
const slowActions = /^(MessageParticipant|InvokeLambdaFunction|(Get|Create|Update)Case|\w*CustomerProfile)$/;

/**
 * Runs a flow on a contact, one action per timer of the virtual clock, until the contact is queued or ends. An action
 * that the interpreter cannot carry out is never guessed at: it is recorded as `flow.stuck` and the contact ends.
 */
export function runFlow(contact: Contact, flow: RunnableFlow, port: FlowPort): void {
  let flowType = flow.type;
  let frames: Frame[] = [createFrame('flow', flow.name, flow.document)];
  let executed = 0;

  const top = (): Frame => frames.at(-1)!;
  const stuck = (action: string, reason: string): void => {
    port.record('flow.stuck', contact, { flow: top().name, identifier: action, reason });
    port.end(contact, `FLOW_STUCK: ${reason}`);
  };

  const goTo = (identifier: string | undefined): void => {
    if (identifier === undefined) return port.end(contact, 'FLOW_ENDED');
    const action = top().document.actions.get(identifier);
    if (!action) return stuck(identifier, `no action "${identifier}" in this flow`);
    const delay = slowActions.test(action.type) ? slowActionMilliseconds : actionMilliseconds;
    return port.after(delay, `flow ${top().name}: ${action.type}`, () => execute(action));
  };

  const execute = (action: FlowAction): void => {
    if (contact.disconnectedAt !== undefined) return undefined; // somebody stopped the contact meanwhile
    executed += 1;
    if (executed > mostExecutedActions)
      return stuck(action.identifier, `more than ${mostExecutedActions} actions were executed`);
    const perform = Object.hasOwn(performers, action.type) ? performers[action.type] : undefined;
    if (!perform) return stuck(action.identifier, `the sandbox does not model the action type ${action.type}`);
    const context = createContext(action, contact, top(), flowType, port);
    return settle(context, attempt(perform, context));
  };

  const settle = (context: ActionContextWithWarnings, result: ActionResult): void => {
    if (contact.disconnectedAt !== undefined && result.kind !== 'disconnected') return undefined;
    const { action } = context;
    const note = (text: string, more: Readonly<Record<string, unknown>> = {}): void =>
      port.record('flow.action', contact, {
        flow: context.frame.name,
        identifier: action.identifier,
        type: action.type,
        result: text,
        ...more,
        ...(context.warnings.length > 0 ? { warnings: context.warnings } : {}),
      });
    const follow = (at: FlowAction, ending: Ending): { next: string | undefined; branch: string } =>
      chooseTransition(at, ending, (operand) => renderText(operand, createReader(contact, top(), port)).text);

    switch (result.kind) {
      case 'done': {
        const { next, branch } = follow(action, { kind: 'succeeded', value: result.value });
        note(scalarText(result.value) ?? 'done', { branch });
        return goTo(next);
      }
      case 'failed': {
        const { next, branch } = follow(action, result);
        note(result.errorType, { branch, reason: result.reason });
        return goTo(next);
      }
      case 'wait':
        return port.after(result.milliseconds, `flow ${context.frame.name}: ${action.type} ends`, () =>
          settle(context, { kind: 'done', value: result.value }),
        );
      case 'pending':
        return result.start((settled) => settle(context, settled));
      case 'entered':
        if (frames.filter((frame) => frame.kind === 'module').length >= deepestModules)
          return settle(context, {
            kind: 'failed',
            errorType: 'NoMatchingError',
            reason: `modules are nested more than ${deepestModules} deep`,
          });
        note('entered', { module: result.module.name });
        frames.push(createFrame('module', result.module.name, result.module.document, action, result.input ?? {}));
        return goTo(result.module.document.startAction);
      case 'returned': {
        const finished = frames.pop();
        const caller = finished?.invokedBy;
        note(result.result ?? 'returned', { returnsTo: caller?.identifier });
        if (!caller) return port.end(contact, 'FLOW_ENDED');
        Object.assign(top().locals.modules, { Result: result.result, ResultData: result.data });
        return goTo(follow(caller, { kind: 'succeeded', value: result.result }).next);
      }
      case 'transferred':
        note('transferred', { to: result.flow.name });
        flowType = result.flow.type;
        frames = [createFrame('flow', result.flow.name, result.flow.document)];
        return goTo(result.flow.document.startAction);
      case 'queued':
        return note('queued');
      case 'disconnected':
        note('disconnected');
        return port.end(contact, 'FLOW_DISCONNECTED');
      default:
        return result satisfies never;
    }
  };

  goTo(flow.document.startAction);
}

/** In a module, an action that the calling flow's type does not allow takes its error branch. */
function attempt(perform: Performer, context: ActionContext): ActionResult {
  const allowed = actionRules[context.action.type]?.flowTypes ?? 'all';
  if (allowed !== 'all' && !allowed.includes(context.flowType))
    return {
      kind: 'failed',
      errorType: 'NoMatchingError',
      reason: `${context.action.type} does not work in flows of type ${context.flowType}`,
    };
  return perform(context);
}

type ActionContextWithWarnings = ActionContext & { readonly warnings: readonly string[] };

function createContext(
  action: FlowAction,
  contact: Contact,
  frame: Frame,
  flowType: ActionContext['flowType'],
  port: FlowPort,
): ActionContextWithWarnings {
  const warnings: string[] = [];
  const read = createReader(contact, frame, port);
  const text = (template: string): string => {
    const rendered = renderText(template, read);
    warnings.push(...rendered.unresolved.map((reference) => `${reference} has no value`));
    return rendered.text;
  };
  return {
    action,
    contact,
    frame,
    flowType,
    port,
    warnings,
    text,
    warn: (message) => void warnings.push(message),
    parameter(name) {
      const value = action.parameters[name];
      return typeof value === 'string' ? text(value) : undefined;
    },
    texts(name) {
      const value = action.parameters[name];
      if (!isObject(value)) return {};
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key, typeof entry === 'string' ? text(entry) : '']),
      );
    },
    value(template) {
      if (typeof template !== 'string' || findReferences(template).length === 0) return template;
      const reference = wholeReference(template);
      const value = reference && readReference(reference, read);
      return value === undefined ? text(template) : value;
    },
  };
}
