import type { CaseItem, ClockState, Effect } from '../../contract/case-item.ts';
import { isOfAdopted } from '../clock/identity.ts';
import { nativeLevel } from '../effects.ts';
import { instantWords, say } from '../explain/words.ts';
import { addSeconds } from '../instants.ts';
import type { RunningPolicy } from '../running-policy.ts';

type Said = ReturnType<typeof say>;

/** What came so shortly ago may not have been looked at yet. */
const graceSeconds = 120;

/**
 * Where the ledger and what was played again part, in words; none when they agree. SLAs that the console attached and what
 * the mirror owes are left out: they follow from what stands in Cases, which nobody asks.
 */
export function differencesOf(
  item: CaseItem,
  replayed: CaseItem | undefined,
  { policy: { timeZone } }: RunningPolicy,
  now: string,
): readonly Said[] {
  return [...clockDifferences(item, replayed, timeZone), ...effectDifferences(item, replayed, timeZone, now)];
}

function clockDifferences(item: CaseItem, replayed: CaseItem | undefined, timeZone: string): readonly Said[] {
  const own = (clocks: readonly ClockState[] = []): ReadonlyMap<string, ClockState> =>
    new Map(clocks.filter(({ kind }) => kind !== 'adopted').map((clock) => [`${clock.kind} ${clock.cycle}`, clock]));
  const [known, played] = [own(item.clocks), own(replayed?.clocks)];
  return [...new Set([...known.keys(), ...played.keys()])].flatMap((key) =>
    clockDifference(key, known.get(key), played.get(key), timeZone),
  );
}

function clockDifference(
  key: string,
  known: ClockState | undefined,
  played: ClockState | undefined,
  timeZone: string,
): readonly Said[] {
  if (known === undefined)
    return played === undefined
      ? []
      : [say(`時計 ${key} が動くはずですが、台帳にありません。`, `The clock ${key} should run; the ledger has none.`)];
  if (played === undefined)
    return [
      say(
        `時計 ${key} が台帳にありますが、動くはずではありません。`,
        `The ledger has a clock ${key} that should not be.`,
      ),
    ];
  if (known.policy !== played.policy)
    return [
      say(
        `時計 ${key} は ${played.policy} に従うはずですが、台帳では ${known.policy} です。`,
        `The clock ${key} should follow ${played.policy}; in the ledger it follows ${known.policy}.`,
      ),
    ];
  if (known.verdict !== played.verdict)
    return [
      say(
        `時計 ${key} は ${played.verdict} のはずですが、台帳では ${known.verdict} です。`,
        `The clock ${key} should be ${played.verdict}; in the ledger it is ${known.verdict}.`,
      ),
    ];
  if (known.deadline === played.deadline) return [];
  const shown = ({ deadline }: ClockState): Said =>
    deadline === undefined
      ? say('なし', 'none')
      : say(instantWords(deadline, timeZone), instantWords(deadline, timeZone));
  return [
    say(
      `時計 ${key} の期限は ${shown(played).ja} のはずですが、台帳では ${shown(known).ja} です。`,
      `The deadline of the clock ${key} should be ${shown(played).en}; in the ledger it is ${shown(known).en}.`,
    ),
  ];
}

function effectDifferences(
  item: CaseItem,
  replayed: CaseItem | undefined,
  timeZone: string,
  now: string,
): readonly Said[] {
  const own = (effects: Readonly<Record<string, Effect>> = {}): readonly Effect[] =>
    Object.values(effects).filter((effect) => effect.level !== nativeLevel && !isOfAdopted(effect));
  const isLongAgo = ({ owedAt }: Effect): boolean => addSeconds(owedAt, graceSeconds) <= now;
  return [
    // Of what was owed and is not any more nobody can say when somebody looked: only what is owed now counts.
    ...own(replayed?.effects)
      .filter((effect) => effect.status === 'pending' && isLongAgo(effect))
      .flatMap((effect) => owedDifference(effect, knownEffect(item, effect.key), timeZone)),
    ...own(item.effects)
      .filter((effect) => effect.status !== 'cancelled' && replayed?.effects[effect.key] === undefined)
      .map(({ key, status, outcome, owedAt }) => unowedDifference(key, status, outcome?.at ?? owedAt, timeZone)),
    ...Object.entries(item.ended)
      .filter(
        ([key, { status }]) => status !== 'cancelled' && !isOfAdopted({ key }) && replayed?.effects[key] === undefined,
      )
      .map(([key, { status, at }]) => unowedDifference(key, status, at, timeZone)),
  ];
}

/** What the ledger keeps of an effect, whole or put away. */
type Known = { readonly status: Effect['status']; readonly reason: string };

function knownEffect({ effects, ended }: CaseItem, key: string): Known | undefined {
  const { status, outcome } = effects[key] ?? {};
  if (status !== undefined) return { status, reason: outcome?.reason ?? '' };
  const putAway = ended[key];
  return putAway && { status: putAway.status, reason: putAway.reason ?? '' };
}

/** @param owed by what was played again @param known in the ledger */
function owedDifference(owed: Effect, known: Known | undefined, timeZone: string): readonly Said[] {
  const since = instantWords(owed.owedAt, timeZone);
  if (known === undefined)
    return [
      say(
        `${owed.key} は ${since} から必要ですが、台帳にありません。`,
        `${owed.key} is owed since ${since}; the ledger does not know it.`,
      ),
    ];
  const { reason } = known;
  switch (known.status) {
    case 'cancelled':
      return [
        say(
          `${owed.key} は ${since} から必要ですが、取り消されました: ${reason}`,
          `${owed.key} is owed since ${since}; it was cancelled: ${reason}`,
        ),
      ];
    case 'parked':
      return [
        say(
          `${owed.key} は ${since} から必要ですが、保留されました (casewarden redrive): ${reason}`,
          `${owed.key} is owed since ${since}; it was parked (casewarden redrive): ${reason}`,
        ),
      ];
    case 'pending':
    case 'claimed':
    case 'done':
      return [];
    default:
      return known.status satisfies never;
  }
}

function unowedDifference(key: string, status: Effect['status'], since: string, timeZone: string): Said {
  const at = instantWords(since, timeZone);
  return status === 'done'
    ? say(
        `${key} は ${at} に済みましたが、今わかっていることからは不要でした。`,
        `${key} was done at ${at}; by what is known today it was never owed.`,
      )
    : say(
        `${key} は台帳では ${status} ですが、今わかっていることからは不要です。`,
        `${key} is ${status} in the ledger; by what is known today it is not owed.`,
      );
}

/** What would be owed now, for a case of which no ledger tells. */
export function owedWords(replayed: CaseItem, { policy: { timeZone } }: RunningPolicy): readonly Said[] {
  return Object.values(replayed.effects)
    .filter(({ status, level }) => status === 'pending' && level !== nativeLevel)
    .map(({ key, owedAt }) => {
      const since = instantWords(owedAt, timeZone);
      return say(`${key} は ${since} から必要です。`, `${key} is owed since ${since}.`);
    });
}
