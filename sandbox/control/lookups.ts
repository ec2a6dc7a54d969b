import { instanceArnOf } from '../kernel/arn.ts';
import type { InstanceFile } from '../kernel/instance-file.ts';
import { ControlError } from './control-error.ts';
import type { ControlParts } from './parts.ts';
import { resourcesOf } from './deployed-resources.ts';

/** Id of a deployed contact flow by its name or id; a deployment prefix of the name may be left out. @throws ControlError */
export function flowNamed(parts: Pick<ControlParts, 'stacks'>, given: string): string {
  const flows = resourcesOf(parts, 'AWS::Connect::ContactFlow').map(({ physicalId, properties }) => ({
    id: physicalId.slice(physicalId.lastIndexOf('/') + 1),
    name: String(properties['Name']),
  }));
  const exact = flows.find(({ id, name }) => id === given || name === given);
  const ending = given === '' ? [] : flows.filter(({ name }) => name.endsWith(given));
  const [found, another] = exact ? [exact] : ending;
  if (found && !another) return found.id;
  if (found)
    throw new ControlError(
      'invalid',
      `"${given}" is the end of several names: ${ending.map(({ name }) => name).join(', ')}; give one of them in full`,
    );
  const known = flows.map(({ name }) => name).join(', ') || 'none';
  throw new ControlError('not-found', `there is no contact flow "${given}"; deployed: ${known}`);
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
