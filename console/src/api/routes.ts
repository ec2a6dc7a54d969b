import type { routes as controlRoutes, RouteName } from '../../../sandbox/control/schema.ts';

type Routes = typeof controlRoutes;

/** Path before every route of the control API. */
export const controlBase = '/_casewarden/v1';

/**
 * Method and path of each route that the page uses. The types are those of the control API, so that a slip does not
 * compile; its schemas stay out of the page.
 */
export const routes = {
  health: { method: 'GET', path: '/health' },
  timeline: { method: 'GET', path: '/timeline' },
  cases: { method: 'GET', path: '/cases' },
  caseDetail: { method: 'GET', path: '/cases/{caseId}' },
  caseExplanation: { method: 'GET', path: '/cases/{caseId}/explanation' },
  updateCase: { method: 'POST', path: '/cases/{caseId}/fields' },
  contacts: { method: 'GET', path: '/contacts' },
  contactDetail: { method: 'GET', path: '/contacts/{contactId}' },
  startContact: { method: 'POST', path: '/contacts' },
  sendMessage: { method: 'POST', path: '/contacts/{contactId}/messages' },
  endContact: { method: 'POST', path: '/contacts/{contactId}/end' },
  questions: { method: 'GET', path: '/flows/{flowId}/questions' },
  flows: { method: 'GET', path: '/flows' },
  users: { method: 'GET', path: '/users' },
  setDuty: { method: 'POST', path: '/users/{user}/duty' },
  acceptTask: { method: 'POST', path: '/tasks/{taskContactId}/accept' },
  mails: { method: 'GET', path: '/outside/mails' },
  slack: { method: 'GET', path: '/outside/slack' },
  slackNames: { method: 'GET', path: '/outside/slack/names' },
  crm: { method: 'GET', path: '/outside/crm' },
  time: { method: 'GET', path: '/time' },
  jump: { method: 'POST', path: '/time/jump' },
  play: { method: 'POST', path: '/time/play' },
  pause: { method: 'POST', path: '/time/pause' },
  queues: { method: 'GET', path: '/hood/queues' },
  redrive: { method: 'POST', path: '/hood/queues/{queue}/redrive' },
  givenUp: { method: 'POST', path: '/hood/given-up' },
  statement: { method: 'POST', path: '/hood/statement' },
  replay: { method: 'POST', path: '/hood/replay' },
  erase: { method: 'POST', path: '/hood/erase' },
  quotas: { method: 'GET', path: '/hood/quotas' },
  faults: { method: 'GET', path: '/hood/faults' },
  functions: { method: 'GET', path: '/hood/functions' },
  rules: { method: 'GET', path: '/hood/rules' },
  stacks: { method: 'GET', path: '/hood/stacks' },
  journal: { method: 'GET', path: '/hood/journal' },
  scenarios: { method: 'GET', path: '/scenarios' },
  runScenario: { method: 'POST', path: '/scenarios/{name}/run' },
} as const satisfies {
  readonly [Name in Exclude<RouteName, 'timelineStream'>]: {
    readonly method: Routes[Name]['method'];
    readonly path: Routes[Name]['path'];
  };
};
