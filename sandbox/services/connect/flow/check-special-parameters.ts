import { checkValues } from './module-contract.ts';
import type { FlowHome, FlowLookups } from './check-flow.ts';
import { invalid } from './check-parameters.ts';
import { isObject } from '../../../kernel/json-object.ts';
import type { FlowAction } from './flow-document.ts';
import { wholeReference } from './references.ts';

type Check = (action: FlowAction, at: string, home: FlowHome, lookups: FlowLookups) => string[];

/** Problems that one type has of its own, beyond the table of rules. */
export function checkSpecialParameters(action: FlowAction, home: FlowHome, lookups: FlowLookups): string[] {
  const check = Object.hasOwn(checks, action.type) ? checks[action.type] : undefined;
  return check ? check(action, `Actions[${action.index}]`, home, lookups) : [];
}

const checks: Readonly<Record<string, Check>> = {
  InvokeFlowModule(action, at, _home, lookups) {
    const id = action.parameters['FlowModuleId'];
    const contract = typeof id === 'string' && !wholeReference(id) ? lookups.module(id) : undefined;
    if (!contract) return []; // missing modules are reported with the parameter; a dynamic one is known only at run time
    const input = isObject(action.parameters['Input']) ? action.parameters['Input'] : {};
    return [
      ...checkValues(input, contract.input, `${at}.Parameters.Input`),
      ...action.conditions
        .filter(({ operand }) => !contract.results.includes(operand))
        .map(({ operand }) => invalid(`${at}.Transitions.Conditions`, `the module declares no branch "${operand}"`)),
    ];
  },
  EndFlowModuleExecution(action, at, home) {
    if (home.kind !== 'module') return [];
    const { Result: result, ResultData: data } = action.parameters;
    return [
      ...(typeof result === 'string' && !home.contract.results.includes(result)
        ? [invalid(`${at}.Parameters.Result`, `the module's Settings declare no branch "${result}"`)]
        : []),
      ...(isObject(data) ? checkValues(data, home.contract.resultData, `${at}.Parameters.ResultData`) : []),
    ];
  },
  CheckMetricData(action, at) {
    const metric = String(action.parameters['MetricType']);
    const problems: string[] = [];
    if ('QueueId' in action.parameters && 'AgentId' in action.parameters)
      problems.push('Only one of these properties may be defined. Properties: [QueueId, AgentId]');
    if (!metric.startsWith('NumberOfAgents')) return problems;
    return action.conditions.some(({ operator, operand }) => operator !== 'NumberGreaterThan' || operand !== '0')
      ? [...problems, invalid(`${at}.Transitions.Conditions`, `${metric} allows only NumberGreaterThan "0"`)]
      : problems;
  },
  Wait(action, at) {
    const limit = action.parameters['TimeLimitSeconds'];
    const tooLong = typeof limit === 'string' && !wholeReference(limit) && Number(limit) > 604_800;
    return tooLong ? [invalid(`${at}.Parameters.TimeLimitSeconds`, 'at most 604800')] : [];
  },
  UpdateContactAttributes(action, at) {
    const attributes = action.parameters['Attributes'];
    const odd = isObject(attributes) ? Object.keys(attributes).filter((key) => /[$.]/.test(key)) : [];
    return odd.map((key) => invalid(`${at}.Parameters.Attributes`, `key "${key}" must not hold $ or .`));
  },
  UpdateFlowAttributes(action, at) {
    const attributes = action.parameters['FlowAttributes'];
    if (!isObject(attributes)) return [];
    return Object.entries(attributes)
      .filter(([, entry]) => !isObject(entry) || typeof entry['Value'] !== 'string')
      .map(([key]) => invalid(`${at}.Parameters.FlowAttributes.${key}`, 'must be {"Value": "…"}'));
  },
  GetCustomerProfile(action, at) {
    const request = action.parameters['ProfileRequestData'];
    if (!isObject(request) || !('SearchCriteria' in request)) return [];
    const criteria = request['SearchCriteria'];
    return Array.isArray(criteria) && criteria.length >= 1 && criteria.length <= 5
      ? []
      : [invalid(`${at}.Parameters.ProfileRequestData.SearchCriteria`, 'must be a list of 1 to 5')];
  },
  AssociateContactToCustomerProfile(action, at) {
    const request = action.parameters['ProfileRequestData'];
    return ['ProfileId', 'ContactId']
      .filter((name) => isObject(request) && !(name in request))
      .map((name) => `Action is missing required property. Path: ${at}.Parameters.ProfileRequestData.${name}`);
  },
};
