import type { FieldValue } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import { lastMomentOf } from '../checks/oracle.ts';
import { playedFrom } from '../checks/hours.ts';
import type { CaseHistory } from '../checks/evidence.ts';
import { diceOf, type Dice } from '../../domain/timelines/dice.ts';
import { fieldIds, policies, policiesNamed, tanaka, templateId, type NamedPolicy } from './policies.ts';
import { shapeOf, type Shape } from './shape.ts';
import type { Act, Story } from './story.ts';

const minute = 60_000;
const hour = 60 * minute;
/** For lanes, retries and searches once everything has come. */
const quietMilliseconds = 30 * minute;

type Later = readonly { readonly after: number; readonly fields?: Record<string, FieldValue> }[];
const status = (value: string): Record<string, FieldValue> => ({ status: value });

/** What becomes of a case: instants as minutes after its creation. */
const fates: Readonly<Record<string, (dice: Dice) => Later>> = {
  'never answered': () => [],
  'answered in time': (dice) => [{ after: dice.below(9), fields: status('in_progress') }],
  'closed in time': (dice) => [{ after: dice.below(9), fields: status('closed') }],
  'answered late': (dice) => [{ after: 20 + dice.below(60), fields: status('in_progress') }],
  // To the millisecond, or while the news of it is on its way.
  'answered as it falls due': (dice) => [
    {
      after: dice.pick([5, 10, 20, 40]) - (dice.chance(0.5) ? dice.below(400) / minute : 0),
      fields: status('in_progress'),
    },
  ],
  'closed late': (dice) => [{ after: 20 + dice.below(90), fields: status('closed') }],
  'waits for the customer': (dice) => {
    const from = 1 + dice.below(30);
    return [
      { after: from, fields: status('waiting_customer') },
      { after: from + 1 + dice.below(40), fields: status('in_progress') },
    ];
  },
  'waits for the customer for ever': (dice) => [{ after: 1 + dice.below(45), fields: status('waiting_customer') }],
  // So shortly before a level that it may come before the news of the pause.
  'waits as it falls due': (dice) => {
    const from = dice.pick([40, 60]) - dice.below(1500) / minute;
    return [
      { after: from, fields: status('waiting_customer') },
      { after: from + 20, fields: status('open') },
    ];
  },
  'closed and opened again': (dice) => {
    const closed = 1 + dice.below(50);
    const opened = closed + 1 + dice.below(30);
    return [
      { after: closed, fields: status('closed') },
      { after: opened, fields: status('open') },
      ...(dice.chance(0.5) ? [{ after: opened + 10 + dice.below(60), fields: status('closed') }] : []),
    ];
  },
  'raised to urgent': (dice) => {
    const raised = 1 + dice.below(25);
    const lowered = dice.chance(0.3)
      ? [{ after: raised + 1 + dice.below(20), fields: { [fieldIds.priority]: null } }]
      : [];
    return [{ after: raised, fields: { [fieldIds.priority]: 'urgent' } }, ...lowered];
  },
  'given to somebody': (dice) => [
    { after: 1 + dice.below(40), fields: { assigned_user: tanaka.userArn, title: 'given' } },
  ],
  // A level that comes within the look-ahead of `tick` is sent to the inbox with the event.
  'changed shortly before a level': (dice) => [
    { after: dice.pick([3, 4, 8, 9]), fields: { title: 'changed' } },
    ...(dice.chance(0.5) ? [{ after: 19, fields: { title: 'changed again' } }] : []),
  ],
  deleted: (dice) => [{ after: dice.below(60) }],
};

const fateNames = Object.keys(fates);

const briefPolicies = policiesNamed('brief', 'brief, without native SLAs');
const [brief] = policiesNamed('brief');

/** The story of that seed: one case or several with what customers and agents do to them. */
export function randomStory(seed: number): Story {
  const dice = diceOf(seed);
  const shape = shapeOf(seed);
  const { policy, hash } = policyFor(shape, dice);
  // A weekday, in or before the hours of the desk (UTC + 9); now and then so late that a night lies in between.
  const startOfDay = playedFrom + dice.below(4) * 24 * hour;
  const startsAt = startOfDay + (dice.chance(0.1) ? 8 * hour : dice.below(6) * hour) + dice.below(60) * minute;
  const acts: Act[] = [];
  for (let place = 1; place <= shape.cases; place += 1)
    acts.push(...actsOf(dice, shape, caseIdAt(shape, place), startsAt));
  acts.sort((one, other) => one.at - other.at);
  const apart: Act[] = [];
  for (const act of acts) apart.push({ ...act, at: Math.max(act.at, (apart.at(-1)?.at ?? 0) + 1) });
  const lastActAt = apart.at(-1)!.at;
  return {
    seed,
    size: shape.size,
    policy,
    policyHash: hash,
    startsAt,
    lastActAt,
    settlesAt: lastMomentOf(policy, historiesOf(apart), lastActAt) + quietMilliseconds,
    acts: apart,
  };
}

/** When the story settles if its cases are judged by another policy. */
export function settlesUnder({ acts, lastActAt }: Story, policy: CompiledPolicy): number {
  return lastMomentOf(policy, historiesOf(acts), lastActAt) + quietMilliseconds;
}

function policyFor({ size, aim }: Shape, dice: Dice): NamedPolicy {
  if (aim !== undefined && dice.chance(0.9)) return brief!;
  if (size === 'crowd') return dice.pick(briefPolicies);
  return size === 'small' && dice.chance(0.75) ? dice.pick(briefPolicies) : dice.pick(policies);
}

/** A crowd is of one shard of the index `due`, which then has more than a few rows at a time. */
const ofOneShard = [1, 5, 9, 10, 14, 18, 23, 27, 32, 36, 41, 45];
const caseIdAt = ({ size }: Shape, place: number): string =>
  `case-${size === 'crowd' ? ofOneShard[(place - 1) % ofOneShard.length] : place}`;

function actsOf(dice: Dice, { size, setting }: Shape, caseId: string, startsAt: number): Act[] {
  const isAtOnce = size === 'crowd' || setting?.cases !== undefined;
  const createdAt =
    startsAt +
    (isAtOnce ? 0 : dice.below(10) * minute) +
    (size === 'crowd' ? dice.below(2_000) : isAtOnce || dice.chance(0.5) ? dice.below(minute) : 0);
  const fields = { title: `Title of ${caseId}`, ...(dice.chance(0.25) ? { [fieldIds.priority]: 'urgent' } : {}) };
  const acts: Act[] = [{ at: createdAt, kind: 'create', caseId, templateId, fields }];
  for (const name of fatesFor(size, setting?.fate, dice)) {
    // Exactly on the minute it may hit a level to the millisecond.
    const shift = dice.chance(0.3) ? dice.below(3) : dice.below(minute);
    for (const { after, fields: changed } of fates[name]?.(dice) ?? []) {
      const at = createdAt + Math.round(after * minute) + shift;
      acts.push(changed === undefined ? { at, kind: 'delete', caseId } : { at, kind: 'edit', caseId, fields: changed });
    }
  }
  return acts;
}

function fatesFor(size: Shape['size'], fate: string | undefined, dice: Dice): readonly string[] {
  if (fate !== undefined && dice.chance(0.9)) return [fate];
  const first = dice.chance(size === 'crowd' ? 0.8 : 0.2) ? 'never answered' : dice.pick(fateNames);
  return dice.chance(0.25) ? [first, dice.pick(fateNames)] : [first];
}

/** The histories that the acts make by themselves. */
function historiesOf(acts: readonly Act[]): readonly CaseHistory[] {
  const histories = new Map<string, CaseHistory & { changes: CaseHistory['changes'][number][]; deletedAt?: number }>();
  acts.forEach((act, place) => {
    const eventId = `act-${place}`;
    if (act.kind === 'create') {
      const changes = [{ at: act.at, fields: { status: 'open', ...act.fields }, by: 'people' as const, eventId }];
      histories.set(act.caseId, { caseId: act.caseId, templateId: act.templateId, createdAt: act.at, changes });
    }
    const history = histories.get(act.caseId);
    if (history === undefined || history.deletedAt !== undefined) return;
    if (act.kind === 'delete') history.deletedAt = act.at;
    if (act.kind !== 'edit') return;
    const fields = { ...history.changes.at(-1)?.fields, ...act.fields };
    history.changes.push({ at: act.at, fields, by: 'people', eventId });
  });
  return [...histories.values()];
}
