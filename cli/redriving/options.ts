import { userInfo } from 'node:os';
import { laneNames, type LaneName } from '../../lambda/contract/primitives.ts';
import type { RedriveFilter } from '../../lambda/contract/redrive.ts';
import { suggestion } from '../../lib/policy/nearest-name.ts';
import { UsageError, type CommandIo } from '../command.ts';
import { instantOption } from '../instant-option.ts';

/** What the command line says, checked. */
export interface Wanted {
  readonly queue: string | undefined;
  readonly filter: RedriveFilter;
  readonly limit: number;
  readonly act: boolean;
  readonly evenIfDoubled: boolean;
  readonly by: string;
}

interface Given {
  readonly [name: string]: string | boolean | undefined | (string | boolean)[];
}

/** @throws UsageError */
export function wantedOf(values: Given, io: Pick<CommandIo, 'env'>): Wanted {
  const text = (name: string): string | undefined => {
    const value = values[name];
    if (value === '') throw new UsageError(`--${name} needs a value`);
    return typeof value === 'string' ? value : undefined;
  };
  const queue = text('queue');
  const policy = text('policy');
  const lane = laneOf(text('lane'));
  const ofEffects = Object.entries({ policy, lane, 'even-if-doubled': values['even-if-doubled'] })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `--${name}`);
  if (queue !== undefined && ofEffects.length > 0)
    throw new UsageError(
      `--queue asks for dead letters, ${ofEffects.join(', ')} for parked effects: a dead letter has neither; give the one or the other`,
    );
  const since = instantOption('since', text('since'));
  const until = instantOption('until', text('until'));
  if (since !== undefined && until !== undefined && since >= until)
    throw new UsageError(`--since must be before --until, got ${since} and ${until}`);
  const given = { caseId: text('case'), policy, lane, reason: text('reason'), since, until };
  return {
    queue,
    filter: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    limit: limitOf(text('limit')),
    act: values['yes'] === true,
    evenIfDoubled: values['even-if-doubled'] === true,
    by: text('by') ?? userName(io),
  };
}

function laneOf(given: string | undefined): LaneName | undefined {
  const lane = laneNames.find((name) => name === given);
  if (given === undefined || lane !== undefined) return lane;
  throw new UsageError(
    `--lane takes one of ${laneNames.join(', ')}, got ${JSON.stringify(given)}${suggestion(given, laneNames)}`,
  );
}

function limitOf(given: string | undefined): number {
  if (given === undefined) return Infinity;
  const limit = /^\d{1,9}$/.test(given) ? Number(given) : 0;
  if (limit >= 1) return limit;
  throw new UsageError(`--limit takes a whole number from 1 on, got ${JSON.stringify(given)}`);
}

function userName({ env }: Pick<CommandIo, 'env'>): string {
  try {
    return userInfo().username;
  } catch (error) {
    // A user without an entry in the list of users, as in some containers.
    if (!(error instanceof Error)) throw error;
    return env['USER'] ?? 'unknown';
  }
}
