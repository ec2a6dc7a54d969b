import { readFlow, type DeployedFlow, type FlowContent } from './flow-content.ts';

/** One action that ran, as `contactDetail` of the control API tells it. */
export interface PathStep {
  readonly at: string;
  readonly flow: string;
  readonly action: string;
  readonly type: string;
  readonly result: string;
}

/** A flow, or a module in one of its invocations: the same module invoked from two blocks is two frames. */
export interface Frame {
  readonly key: string;
  readonly name: string;
  readonly kind: 'flow' | 'module';
  readonly content: FlowContent;
  readonly invokedBy: { readonly frame: Frame; readonly identifier: string } | undefined;
}

export interface PlacedStep extends PathStep {
  /** From 1, in the order in which the actions ran. */
  readonly number: number;
  readonly frame: Frame;
}

export interface Walk {
  readonly frames: readonly Frame[];
  readonly steps: readonly PlacedStep[];
  /** Where the contact stands after the last step; undefined when no flow is known. */
  readonly top: Frame | undefined;
}

export const blockKey = (frame: Frame, identifier: string): string => `${frame.key}/${identifier}`;

const nothing: FlowContent = { start: '', actions: new Map() };

/**
 * Follows a contact's path into modules and out of them, and into flows that it was transferred to.
 * @param root name of the flow that the contact starts with
 */
export function walkPath(flows: readonly DeployedFlow[], root: string | null, path: readonly PathStep[]): Walk {
  const contents = new Map(flows.map(({ name, content }) => [name, readFlow(content)]));
  const frames = new Map<string, Frame>();
  const frame = (key: string, name: string, invokedBy?: Frame['invokedBy']): Frame => {
    const known = frames.get(key);
    if (known?.name === name) return known;
    const kind = invokedBy === undefined ? 'flow' : 'module';
    const made: Frame = { key, name, kind, content: contents.get(name) ?? nothing, invokedBy };
    frames.set(key, made);
    return made;
  };
  const flow = (name: string): Frame => frame(name, name);
  const module = (name: string, by: Frame, identifier: string): Frame =>
    frame(`${by.key} > ${identifier}`, name, { frame: by, identifier });

  const first = root ?? path[0]?.flow;
  let stack: Frame[] = first === undefined ? [] : [flow(first)];
  let entering: string | undefined;
  const steps = path.map((step, index): PlacedStep => {
    const top = stack.at(-1);
    if (entering !== undefined && top) stack.push(module(step.flow, top, entering));
    else if (top?.name !== step.flow) stack = [flow(step.flow)];
    const at = stack.at(-1)!;
    entering = step.type === 'InvokeFlowModule' && step.result === 'entered' ? step.action : undefined;
    if (step.type === 'EndFlowModuleExecution' && stack.length > 1) stack.pop();
    return { ...step, number: index + 1, frame: at };
  });
  const last = stack.at(-1);
  if (entering !== undefined && last) {
    const name = moduleName(flows, last.content.actions.get(entering)?.parameters['FlowModuleId']);
    if (name !== undefined) stack.push(module(name, last, entering));
  }
  return { frames: [...frames.values()], steps, top: stack.at(-1) };
}

/** `FlowModuleId` is an id or an ARN, with an alias or a version after it or not; a reference cannot be told. */
function moduleName(flows: readonly DeployedFlow[], reference: unknown): string | undefined {
  if (typeof reference !== 'string') return undefined;
  return flows.find(({ flowId }) => reference.split(/[/:]/).includes(flowId))?.name;
}
