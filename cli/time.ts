import type { TimeState } from '../sandbox/control/schema.ts';
import { defineCommand, UsageError } from './command.ts';
import { instantOf } from './numbers.ts';
import { chooseAction, type Actions } from './running/actions.ts';
import { lookAt, runningOptions, runningUsage, type Look } from './running/look.ts';
import { oneLine, table } from './running/table.ts';

const said = {
  ja: { paused: '停止中', jumping: '移動中', due: 'これから起きること', nothing: '予定はありません。' },
  en: { paused: 'paused', jumping: 'jumping', due: 'Due next', nothing: 'Nothing is due.' },
} as const;

function inWords({ language, local, io }: Look, time: TimeState): string {
  const words = said[language];
  const pace = time.jumping ? words.jumping : time.speed === 0 ? words.paused : `x${time.speed}`;
  const due = time.due.map(({ at, label, caseId }) => [local(at), oneLine(label[language]), caseId ?? '']);
  const list = due.length === 0 ? `${words.nothing}\n` : `${words.due}:\n${table(['', '', ''], due).trimStart()}`;
  return `${io.paint('bold', local(time.now))}  ${pace}\n\n${list}`;
}

/** Where a jump goes: `deadline`, `next`, `+30m`, or an instant. @throws UsageError */
function destinationOf(word: string | undefined) {
  if (word === undefined || word === 'deadline') return { deadline: true } as const;
  if (word === 'next') return { next: true } as const;
  if (word.startsWith('+')) return { by: millisecondsOf(word) };
  if (/^\d{4}-/.test(word)) return { to: instantOf(word, 'a jump') };
  throw new UsageError(
    `a jump goes to deadline, next, +30m (s, m, h, d), or an instant like 2026-11-27T09:00:00+09:00; got ${JSON.stringify(word)}`,
  );
}

const unitMilliseconds: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function millisecondsOf(word: string): number {
  const [, count, unit] = /^\+(\d{1,9})([smhd])$/.exec(word) ?? [];
  if (count === undefined || unit === undefined)
    throw new UsageError(`a length of time is a number with s, m, h or d, like +30m; got ${JSON.stringify(word)}`);
  if (Number(count) === 0) throw new UsageError('a jump of no length goes nowhere; give at least +1s');
  return Number(count) * unitMilliseconds[unit]!;
}

const progressMilliseconds = 1_000;

/** Says on a terminal how far a long jump has come. */
async function withProgress(look: Look, jump: () => Promise<TimeState>): Promise<TimeState> {
  if (!look.io.terminal || look.json) return jump();
  let line = '';
  const interval = setInterval(() => {
    look.control.time({}).then(
      ({ now }) => look.io.err((line = `\r\u001B[2K${look.local(now)} `)),
      // The jump itself fails for the same reason and says so.
      () => clearInterval(interval),
    );
  }, progressMilliseconds);
  try {
    return await jump();
  } finally {
    clearInterval(interval);
    if (line !== '') look.io.err('\r\u001B[2K');
  }
}

const actions: Actions<Look> = {
  async show(look) {
    const time = await look.control.time({});
    look.tell(time, () => inWords(look, time));
  },
  async jump(look) {
    const destination = destinationOf(look.words[0]);
    const time = await withProgress(look, () => look.control.jump(destination));
    look.tell(time, () => inWords(look, time));
  },
  async play(look) {
    const time = await look.control.play({ speed: factorOf(look.words[0]) });
    look.tell(time, () => inWords(look, time));
  },
  async pause(look) {
    const time = await look.control.pause({});
    look.tell(time, () => inWords(look, time));
  },
};

export const command = defineCommand({
  name: 'time',
  summary: "a running sandbox's clock: show, jump, play, pause",
  usage: `[show | jump [deadline | next | +30m | INSTANT] | play [FACTOR] | pause] ${runningUsage}`,
  help: `Speaks to the sandbox that npm start (or casewarden sandbox) keeps up. A jump runs everything that is due on the way and is
answered when it is done: to the next deadline of a case and on until the right people were told (the default), to the first
moment of what is due next, forward by a length of time, or to an instant with its zone. A jump ends early when the clock is
paused from elsewhere, and so does a story that plays.`,
  examples: [
    { line: 'casewarden time', does: 'where the clock stands, and what is due next' },
    { line: 'casewarden time jump', does: 'to the next deadline, and what follows from it' },
    { line: 'casewarden time jump +8h', does: 'to the next morning' },
    { line: 'casewarden time play 60', does: 'a minute for each second' },
  ],
  options: runningOptions,
  positionals: 2,
  async run(given, io) {
    const action = chooseAction('time', actions, given.positionals[0]);
    if (given.positionals[0] === 'jump') destinationOf(given.positionals[1]);
    if (given.positionals[0] === 'play') factorOf(given.positionals[1]);
    await action(await lookAt(given, io));
    return 0;
  },
});

const highestFactor = 100_000;

/** How much faster than the wall clock. @throws UsageError */
function factorOf(word = '1'): number {
  const factor = Number(word);
  if (word.trim() !== '' && factor > 0 && factor <= highestFactor) return factor;
  throw new UsageError(
    `the clock is played with a factor above 0 and at most ${highestFactor}, got ${JSON.stringify(word)}; to stop the clock: casewarden time pause`,
  );
}
