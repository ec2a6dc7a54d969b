import * as z from 'zod';
import type { ProvidedResource, ResourceProvider, ResourceRequest } from '../../assembly/resource-provider.ts';
import { iamArnOf } from '../../kernel/arn.ts';
import type { World } from '../../kernel/world.ts';
import { physicalName } from '../shared/physical-name.ts';
import { readProperties, tags } from '../shared/read-properties.ts';
import type { IamStore } from './store.ts';

const longestRoleName = 64;
const longestPolicyName = 128;

const document = z.looseObject({ Statement: z.union([z.array(z.looseObject({})).min(1), z.looseObject({})]) });
const name = z.string().regex(/^[\w+=,.@-]{1,128}$/);
const path = z
  .string()
  .regex(/^\/(.*\/)?$/)
  .optional();
const permissionsBoundary = z.string().optional();

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
const roleProperties = z.strictObject({
  AssumeRolePolicyDocument: document,
  Description: z.string().max(1000).optional(),
  ManagedPolicyArns: z.array(z.string()).optional(),
  MaxSessionDuration: z.coerce.number().optional(),
  Path: path,
  PermissionsBoundary: permissionsBoundary,
  Policies: z.array(z.strictObject({ PolicyName: name, PolicyDocument: document })).optional(),
  RoleName: name.optional(),
  Tags: tags.optional(),
});

const policyProperties = z.strictObject({
  PolicyDocument: document,
  PolicyName: name,
  Roles: z.array(z.string()).min(1, 'only roles hold policies in this sandbox'),
});

const managedPolicyProperties = z.strictObject({
  Description: z.string().max(1000).optional(),
  ManagedPolicyName: name.optional(),
  Path: path,
  PolicyDocument: document,
  Roles: z.array(z.string()).optional(),
});

/** Providers of AWS::IAM::Role, AWS::IAM::Policy and AWS::IAM::ManagedPolicy. */
export function createIamResources(world: World, store: IamStore): Record<string, ResourceProvider> {
  const { identifiers, place } = world.kernel;
  const arnOf = (kind: string, where: string, named: string) => iamArnOf(place, `${kind}${where}${named}`);

  const checkRoles = (roles: readonly string[]): void => {
    const missing = roles.find((role) => !store.roles.has(role));
    if (missing !== undefined) throw new Error(`Roles: there is no role ${missing}`);
  };

  const putRole = (request: ResourceRequest, roleName: string, roleId: string): ProvidedResource => {
    const properties = readProperties(roleProperties, request);
    const arn = arnOf('role', properties.Path ?? '/', roleName);
    store.roles.set(roleName, {
      name: roleName,
      arn,
      roleId,
      trust: properties.AssumeRolePolicyDocument,
      inline: Object.fromEntries(
        (properties.Policies ?? []).map((policy) => [policy.PolicyName, policy.PolicyDocument]),
      ),
      managedPolicyArns: properties.ManagedPolicyArns ?? [],
      permissionsBoundary: properties.PermissionsBoundary,
    });
    return { physicalId: roleName, attributes: { Arn: arn, RoleId: roleId } };
  };

  const createRole = (request: ResourceRequest): ProvidedResource => {
    const { RoleName } = readProperties(roleProperties, request);
    const roleName = RoleName ?? physicalName(request, identifiers, longestRoleName);
    if (store.roles.has(roleName)) throw new Error(`a role named ${roleName} already exists`);
    return putRole(request, roleName, `AROA${identifiers.hex(17).toUpperCase()}`);
  };

  const putPolicy = (request: ResourceRequest, id: string): ProvidedResource => {
    const { PolicyName, PolicyDocument, Roles } = readProperties(policyProperties, request);
    checkRoles(Roles);
    store.policies.set(id, { id, name: PolicyName, document: PolicyDocument, roles: Roles });
    return { physicalId: id, attributes: { Id: id } };
  };

  const putManaged = (request: ResourceRequest, policyName: string): ProvidedResource => {
    const { Path = '/', PolicyDocument, Roles = [] } = readProperties(managedPolicyProperties, request);
    checkRoles(Roles);
    const arn = arnOf('policy', Path, policyName);
    store.managed.set(arn, { name: policyName, arn, document: PolicyDocument, roles: Roles });
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  };

  const createManaged = (request: ResourceRequest): ProvidedResource => {
    const { ManagedPolicyName } = readProperties(managedPolicyProperties, request);
    return putManaged(request, ManagedPolicyName ?? physicalName(request, identifiers, longestPolicyName));
  };

  const changed = (
    request: ResourceRequest,
    before: { properties: Readonly<Record<string, unknown>> },
    keys: string[],
  ) => keys.some((key) => before.properties[key] !== request.properties[key]);

  return {
    'AWS::IAM::Role': {
      create: createRole,
      update(request, before) {
        const role = store.roles.get(before.physicalId);
        if (!role || changed(request, before, ['RoleName', 'Path'])) return createRole(request);
        return putRole(request, role.name, role.roleId);
      },
      delete: (_request, roleName) => void store.roles.delete(roleName),
    },
    'AWS::IAM::Policy': {
      create: (request) => putPolicy(request, physicalName(request, identifiers, longestPolicyName)),
      update: (request, before) => putPolicy(request, before.physicalId),
      delete: (_request, id) => void store.policies.delete(id),
    },
    'AWS::IAM::ManagedPolicy': {
      create: createManaged,
      update(request, before) {
        const policy = store.managed.get(before.physicalId);
        if (!policy || changed(request, before, ['ManagedPolicyName', 'Path', 'Description']))
          return createManaged(request);
        return putManaged(request, policy.name);
      },
      delete: (_request, arn) => void store.managed.delete(arn),
    },
  };
}
