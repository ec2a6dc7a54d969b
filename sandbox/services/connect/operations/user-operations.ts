import type * as connect from '@aws-sdk/client-connect';
import type { Operation } from '../../../kernel/service.ts';
import { byId, check, listPage, refuse, requireInstance, type ConnectContext } from '../context.ts';
import { statusOf } from '../staffing.ts';
import type { User } from '../store.ts';

/** Operations on users and whether they are on duty. */
export function userOperations(context: ConnectContext): Readonly<Record<string, Operation>> {
  const { store, world } = context;
  const phoneConfig = { PhoneType: 'SOFT_PHONE' } as const;

  return {
    ListUsers(input: connect.ListUsersRequest): connect.ListUsersResponse {
      requireInstance(context, input.InstanceId);
      const { items, NextToken } = listPage(store.users, input);
      return { UserSummaryList: items.map(({ id, arn, name }) => ({ Id: id, Arn: arn, Username: name })), NextToken };
    },
    DescribeUser(input: connect.DescribeUserRequest): connect.DescribeUserResponse {
      requireInstance(context, input.InstanceId);
      const user = byId(store.users, input.UserId, 'user');
      return {
        User: {
          Id: user.id,
          Arn: user.arn,
          Username: user.name,
          IdentityInfo: { FirstName: user.firstName, LastName: user.lastName, Email: user.email },
          PhoneConfig: phoneConfig,
          SecurityProfileIds: [],
          RoutingProfileId: user.routingProfileId,
        },
      };
    },
    SearchUsers(input: connect.SearchUsersRequest): connect.SearchUsersResponse {
      requireInstance(context, input.InstanceId);
      if (input.SearchFilter !== undefined) throw refuse('The sandbox does not support SearchFilter of SearchUsers');
      const found = store.users.filter((user) => meets(user, input.SearchCriteria));
      const { items, NextToken } = listPage(found, input, 500);
      return {
        Users: items.map((user) => ({
          Id: user.id,
          Arn: user.arn,
          Username: user.name,
          IdentityInfo: { FirstName: user.firstName, LastName: user.lastName },
          PhoneConfig: phoneConfig,
          SecurityProfileIds: [],
          RoutingProfileId: user.routingProfileId,
        })),
        NextToken,
        ApproximateTotalCount: found.length,
      };
    },
    ListAgentStatuses(input: connect.ListAgentStatusRequest): connect.ListAgentStatusResponse {
      requireInstance(context, input.InstanceId);
      const { AgentStatusTypes: types } = input;
      const wanted = store.agentStatuses.filter(({ type }) => !types?.length || types.includes(type));
      const { items, NextToken } = listPage(wanted, input);
      return {
        AgentStatusSummaryList: items.map(({ id, arn, name, type }) => ({ Id: id, Arn: arn, Name: name, Type: type })),
        NextToken,
      };
    },
    PutUserStatus(input: connect.PutUserStatusRequest): connect.PutUserStatusResponse {
      requireInstance(context, input.InstanceId);
      const user = byId(store.users, input.UserId, 'user');
      user.statusId = byId(store.agentStatuses, input.AgentStatusId, 'agent status').id;
      user.statusSince = world.kernel.clock.now();
      return {};
    },
    GetCurrentUserData(input: connect.GetCurrentUserDataRequest): connect.GetCurrentUserDataResponse {
      requireInstance(context, input.InstanceId);
      const filters = input.Filters ?? {};
      const given = Object.entries(filters).filter(([, value]) => Array.isArray(value) && value.length > 0);
      if (given.length !== 1)
        throw refuse(
          'Exactly one of the filters Queues, RoutingProfiles, Agents must be given; the sandbox supports no other',
        );
      const [name, ids] = given[0]! as [string, readonly string[]];
      // An agent who is offline has no current data.
      const online = store.users.filter((user) => statusOf(store, user).type !== 'OFFLINE');
      const chosen = online.filter((user) => isChosen(user, name, ids));
      const { items, NextToken } = listPage(chosen, input, 100);
      return {
        UserDataList: items.map((user) => userData(user)),
        NextToken,
        ApproximateTotalCount: chosen.length,
      };
    },
  };

  function userData(user: User): connect.UserData {
    const status = statusOf(store, user);
    const contacts = [...store.contacts.values()].filter(
      ({ agent, disconnectedAt }) => agent?.userId === user.id && disconnectedAt === undefined,
    );
    return {
      User: { Id: user.id, Arn: user.arn },
      RoutingProfile: {
        Id: user.routingProfileId,
        Arn: `${store.instanceArn}/routing-profile/${user.routingProfileId}`,
      },
      Status: { StatusArn: status.arn, StatusName: status.name, StatusStartTimestamp: new Date(user.statusSince) },
      Contacts: contacts.map(({ contactId, channel, agent }) => ({
        ContactId: contactId,
        Channel: channel,
        InitiationMethod: 'API',
        AgentContactState: 'CONNECTED',
        ConnectedToAgentTimestamp: new Date(agent!.acceptedAt),
        StateStartTimestamp: new Date(agent!.acceptedAt),
      })),
    };
  }
}

function isChosen(user: User, filter: string, ids: readonly string[]): boolean {
  switch (filter) {
    case 'Agents':
      return ids.includes(user.id);
    case 'Queues':
      return user.queueIds.some((id) => ids.includes(id));
    case 'RoutingProfiles':
      return ids.includes(user.routingProfileId);
    default:
      throw refuse(`The sandbox does not support the filter ${filter} of GetCurrentUserData`);
  }
}

/** Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_UserSearchCriteria.html */
function meets(user: User, criteria: connect.UserSearchCriteria | undefined): boolean {
  if (!criteria) return true;
  if (criteria.ListCondition ?? criteria.HierarchyGroupCondition)
    throw refuse('The sandbox supports OrConditions, AndConditions and StringCondition of SearchUsers only');
  const { StringCondition: condition, AndConditions: and, OrConditions: or } = criteria;
  return (
    (!condition || meetsText(user, condition)) &&
    (and ?? []).every((inner) => meets(user, inner)) &&
    (!or?.length || or.some((inner) => meets(user, inner)))
  );
}

function meetsText(
  user: User,
  { FieldName: field, Value: value, ComparisonType: comparison }: connect.StringCondition,
): boolean {
  const name = check.oneOf(field, 'FieldName', ['Username', 'FirstName', 'LastName', 'RoutingProfileId', 'resourceId']);
  const actual = {
    Username: user.name,
    FirstName: user.firstName,
    LastName: user.lastName,
    RoutingProfileId: user.routingProfileId,
    resourceId: user.id,
  }[name];
  const wanted = check.text(value, 'Value');
  switch (check.oneOf(comparison, 'ComparisonType', ['STARTS_WITH', 'CONTAINS', 'EXACT'])) {
    case 'STARTS_WITH':
      return actual.toLowerCase().startsWith(wanted.toLowerCase());
    case 'CONTAINS':
      return actual.toLowerCase().includes(wanted.toLowerCase());
    case 'EXACT':
      return actual === wanted;
    default:
      return false;
  }
}
