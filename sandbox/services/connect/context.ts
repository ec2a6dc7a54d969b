import type { InstanceFile } from '../../kernel/instance-file.ts';
import type { World } from '../../kernel/world.ts';
import { AwsError } from '../../kernel/service.ts';
import { createInputChecks } from '../shared/input-checks.ts';
import { pageOf } from '../shared/pages.ts';
import type { ContactCentre } from './contact-centre.ts';
import type { FlowCatalogue } from './flow-catalogue.ts';
import { notFound } from './flow-catalogue.ts';
import type { ConnectStore } from './store.ts';

/** What operations and resource providers work with. */
export interface ConnectContext {
  readonly world: World;
  readonly file: InstanceFile;
  readonly store: ConnectStore;
  readonly catalogue: FlowCatalogue;
  readonly centre: ContactCentre;
}

export const refuse = (message: string): AwsError => new AwsError('InvalidParameterException', message);
export const check = createInputChecks(refuse);

/** Refuses a parameter that Amazon Connect takes and the sandbox would not honour. */
export function refuseUnsupported(
  input: Readonly<Record<string, unknown>>,
  operation: string,
  names: readonly string[],
): void {
  for (const name of names)
    if (input[name] !== undefined) throw refuse(`The sandbox does not support ${name} of ${operation}`);
}

/** @throws AwsError ResourceNotFoundException when the instance is not the sandbox's. */
export function requireInstance({ store }: ConnectContext, instanceId: unknown): void {
  if (instanceId !== store.instanceId) throw notFound('instance', String(instanceId));
}

/** One page of a list, with the API's `NextToken` and `MaxResults`. @param most largest page, @default 1000 */
export function listPage<T>(
  all: readonly T[],
  input: { readonly NextToken?: string | undefined; readonly MaxResults?: number | undefined },
  most = 1000,
  usual = 100,
): { items: T[]; NextToken: string | undefined } {
  const size = check.integer(input.MaxResults, 'MaxResults', { min: 1, max: most, fallback: Math.min(usual, most) });
  const page = pageOf(all, input.NextToken, size, refuse);
  return { items: [...page.items], NextToken: page.nextToken };
}

/** @throws AwsError ResourceNotFoundException */
export function byId<T extends { readonly id: string }>(entries: readonly T[], id: unknown, what: string): T {
  const found = entries.find((entry) => entry.id === id);
  if (!found) throw notFound(what, String(id));
  return found;
}
