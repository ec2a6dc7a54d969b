import { entriesOf, itemsOf } from '../draft.ts';
import { lockedName, repeatedEntries, type Check } from './check-input.ts';

/** Teams: each user is in the lock file, once a team. */
export const checkTeams: Check = (input) =>
  entriesOf(input.draft.teams).flatMap(([name, team]) => [
    ...itemsOf(team.users).flatMap(([index, user]) =>
      lockedName(['teams', name, 'users', index], 'user', user, input.lock?.users, input),
    ),
    ...repeatedEntries(['teams', name, 'users'], team.users),
  ]);
