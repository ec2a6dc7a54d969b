import { checkFlow, type FlowHome, type FlowLookups } from '../../../sandbox/services/connect/flow/check-flow.ts';
import type { Step } from './flow-steps.ts';

/** Contract of the one module that exists. */
export const contract = {
  input: { phone: 'string', tries: 'number' },
  resultData: { caseId: 'string', count: 'integer' },
  results: ['created'],
};
/** One of everything exists. */
export const lookups: FlowLookups = {
  queue: (reference) => reference === 'q-1',
  user: (reference) => reference === 'u-1',
  hours: (reference) => reference === 'h-1',
  flow: (reference) => reference === 'f-1',
  module: (reference) => (reference === 'm-1:live' ? contract : undefined),
  function: (arn) => arn === 'arn:aws:lambda:ap-northeast-1:111122223333:function:known',
};
export const inbound: FlowHome = { kind: 'flow', type: 'CONTACT_FLOW' };
export const judge = (document: unknown, home: FlowHome = inbound) =>
  checkFlow(JSON.stringify(document), home, lookups);
export const say: Step = { type: 'MessageParticipant', parameters: { Text: 'hello' }, next: 'end' };
