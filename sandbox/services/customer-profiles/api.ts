import * as customerProfiles from '@aws-sdk/client-customer-profiles';
import type { AwsService } from '../../kernel/service.ts';
import { domainOperations } from './behaviour/domains.ts';
import { profileOperations } from './behaviour/profiles.ts';
import type { ProfileOperations, ProfilesContext } from './context.ts';

/** Everything that the sandbox does of the Customer Profiles API, whoever asks for it. */
export const profilesServiceOperations = (profiles: ProfilesContext): ProfileOperations => ({
  ...domainOperations(profiles),
  ...profileOperations(profiles),
});

export const createProfilesApi = (operations: ProfileOperations): AwsService => ({
  signingName: 'profile',
  title: 'Amazon Connect Customer Profiles',
  protocol: 'restJson1',
  schemas: customerProfiles,
  operations,
});
