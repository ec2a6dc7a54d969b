import { instanceArnOf } from '../kernel/arn.ts';
import type { InstanceFile } from '../kernel/instance-file.ts';
import { ControlError } from './control-error.ts';
import type { ControlParts } from './parts.ts';
import { resourcesOf } from './under-the-hood.ts';

/** Id of a deployed contact flow by its name; a deployment prefix may be left out. @throws ControlError */
export function flowNamed(parts: ControlParts, name: string): string {
  const flows = resourcesOf(parts, 'AWS::Connect::ContactFlow');
  const nameOf = (flow: (typeof flows)[number]): string => String(flow.properties['Name']);
  const found = flows.find((flow) => nameOf(flow) === name) ?? flows.find((flow) => nameOf(flow).endsWith(name));
  if (found) return found.physicalId.slice(found.physicalId.lastIndexOf('/') + 1);
  const known = flows.map(nameOf).join(', ') || 'none';
  throw new ControlError('not-found', `there is no contact flow "${name}"; deployed: ${known}`);
}

/** A user of the instance by user name, id or ARN. @throws ControlError */
export function userNamed(parts: ControlParts, user: string): InstanceFile['users'][number] {
  const { users } = parts.instance;
  const found = users.find(({ id, name }) => name === user || id === user.slice(user.lastIndexOf('/') + 1));
  if (found) return found;
  throw new ControlError(
    'not-found',
    `there is no user "${user}"; there are: ${users.map(({ name }) => name).join(', ')}`,
  );
}

/** ARN of a user by user name, id or ARN. @throws ControlError */
export function userArnOf(parts: ControlParts, user: string): string {
  return `${instanceArnOf(parts.kernel.place, parts.instance)}/agent/${userNamed(parts, user).id}`;
}

/** @throws ControlError when nothing was deployed that associates a domain */
export function casesDomainOf(parts: ControlParts): string {
  const domainId = parts.casesDomain();
  if (domainId === undefined)
    throw new ControlError('invalid', 'the instance has no Cases domain yet: nothing was deployed that associates one');
  return domainId;
}
