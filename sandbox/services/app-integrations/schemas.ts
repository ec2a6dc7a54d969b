/*
 * Schemas of the AppIntegrations operations that the sandbox serves, in the static format of the AWS SDK's clients,
 * written by hand: the newest client on the npm registry predates that format. Source of the shapes:
 * https://docs.aws.amazon.com/appintegrations/latest/APIReference/API_CreateEventIntegration.html
 *
 * Structure: [3, namespace, name, traits, member names, member schemas, number of required members (first ones)].
 * Member schema: 0 string, 1 number, 128 | 0 map of strings, [schema, traits]; trait 1 is a label in the path.
 */

const namespace = 'com.amazonaws.appintegrations';
const text = 0;
const whole = 1;
const tags = 128 | text;
const label = [text, 1] as const;
const query = (schema: number, name: string) => [schema, { httpQuery: name }] as const;

const EventFilter$ = [3, namespace, 'EventFilter', 0, ['Source'], [text], 1] as const;

const described = ['Name', 'Description', 'EventIntegrationArn', 'EventBridgeBus', 'EventFilter', 'Tags'] as const;
const descriptions = [text, text, text, text, () => EventFilter$, tags] as const;

const EventIntegration$ = [3, namespace, 'EventIntegration', 0, described, descriptions] as const;
const EventIntegrationsList = [1, namespace, 'EventIntegrationsList', 0, () => EventIntegration$] as const;

const CreateEventIntegrationRequest$ = [
  3,
  namespace,
  'CreateEventIntegrationRequest',
  0,
  ['Name', 'EventFilter', 'EventBridgeBus', 'Description', 'ClientToken', 'Tags'],
  // Trait 4: the client fills in an idempotency token.
  [text, () => EventFilter$, text, text, [text, 4], tags],
  3,
] as const;
const CreateEventIntegrationResponse$ = [
  3,
  namespace,
  'CreateEventIntegrationResponse',
  0,
  ['EventIntegrationArn'],
  [text],
] as const;
const GetEventIntegrationRequest$ = [3, namespace, 'GetEventIntegrationRequest', 0, ['Name'], [label], 1] as const;
const GetEventIntegrationResponse$ = [3, namespace, 'GetEventIntegrationResponse', 0, described, descriptions] as const;
const DeleteEventIntegrationRequest$ = [
  3,
  namespace,
  'DeleteEventIntegrationRequest',
  0,
  ['Name'],
  [label],
  1,
] as const;
const DeleteEventIntegrationResponse$ = [3, namespace, 'DeleteEventIntegrationResponse', 0, [], []] as const;
const ListEventIntegrationsRequest$ = [
  3,
  namespace,
  'ListEventIntegrationsRequest',
  0,
  ['NextToken', 'MaxResults'],
  [query(text, 'nextToken'), query(whole, 'maxResults')],
] as const;
const ListEventIntegrationsResponse$ = [
  3,
  namespace,
  'ListEventIntegrationsResponse',
  0,
  ['EventIntegrations', 'NextToken'],
  [() => EventIntegrationsList, text],
] as const;

const operation = (name: string, method: string, uri: string, input: unknown, output: unknown) =>
  [9, namespace, name, { http: [method, uri, 200] }, () => input, () => output] as const;

const error = (name: string, status: number) =>
  [-3, namespace, name, { error: status < 500 ? 'client' : 'server', httpError: status }, ['Message'], [text]] as const;

/** The table that stands for the SDK module. */
export const appIntegrationsSchemas: Readonly<Record<string, unknown>> = {
  CreateEventIntegration$: operation(
    'CreateEventIntegration',
    'POST',
    '/eventIntegrations',
    CreateEventIntegrationRequest$,
    CreateEventIntegrationResponse$,
  ),
  GetEventIntegration$: operation(
    'GetEventIntegration',
    'GET',
    '/eventIntegrations/{Name}',
    GetEventIntegrationRequest$,
    GetEventIntegrationResponse$,
  ),
  ListEventIntegrations$: operation(
    'ListEventIntegrations',
    'GET',
    '/eventIntegrations',
    ListEventIntegrationsRequest$,
    ListEventIntegrationsResponse$,
  ),
  DeleteEventIntegration$: operation(
    'DeleteEventIntegration',
    'DELETE',
    '/eventIntegrations/{Name}',
    DeleteEventIntegrationRequest$,
    DeleteEventIntegrationResponse$,
  ),
  AccessDeniedException$: error('AccessDeniedException', 403),
  DuplicateResourceException$: error('DuplicateResourceException', 409),
  InternalServiceError$: error('InternalServiceError', 500),
  InvalidRequestException$: error('InvalidRequestException', 400),
  ResourceNotFoundException$: error('ResourceNotFoundException', 404),
  ResourceQuotaExceededException$: error('ResourceQuotaExceededException', 429),
  ThrottlingException$: error('ThrottlingException', 429),
};
