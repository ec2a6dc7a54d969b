import type { World } from '../../kernel/world.ts';
import type { ProfilesStore } from './store.ts';

/** What the behaviour of Customer Profiles works with. */
export interface ProfilesContext {
  readonly world: World;
  readonly store: ProfilesStore;
  /** The one Connect instance; its ARN is the Uri of its integration with a domain. */
  readonly instanceArn: string;
}

// oxlint-disable-next-line typescript/no-explicit-any -- the shape of each input comes from the SDK's schemas
export type ProfileOperations = Readonly<Record<string, (input: any) => unknown>>;

/** How long a write stays invisible to SearchProfiles. AWS documents nothing; it is chosen longer than a step of a flow. */
export const searchLagMilliseconds = 2_000;
