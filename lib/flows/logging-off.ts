import type { FlowStep } from './flow-document.ts';

/**
 * The first step of every flow and module. Flow logs hold the parameters of each action, and those of ours hold what
 * customers answered: names, addresses, wishes. They do not belong into a log group that others read and that may keep
 * them for ever; what became of a contact is told by its record and its case.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/about-contact-flow-logs.html
 */
export const loggingOff = (next: string): FlowStep => ({
  type: 'UpdateFlowLoggingBehavior',
  parameters: { FlowLoggingBehavior: 'Disabled' },
  next,
});
