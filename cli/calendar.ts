import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { addAbortSignal } from 'node:stream';
import { answerLines } from './calendar-lines/answer-lines.ts';
import { defineCommand, UserError, type CommandIo } from './command.ts';

/** Standard input as text, ended by Ctrl-C. */
async function* standardInput({ signal }: CommandIo): AsyncGenerator<string> {
  // Node takes a folder for an input that has ended.
  if (fstatSync(process.stdin.fd).isDirectory())
    throw new UserError('standard input is a folder; redirect a file of JSON lines into the command');
  const input = addAbortSignal(signal, process.stdin.setEncoding('utf8'));
  try {
    for await (const chunk of input) yield chunk as string;
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new UserError(`standard input cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

export const command = defineCommand({
  name: 'calendar',
  summary: 'business time by calendars: deadlines, time used, and back; JSON lines in and out',
  usage: '< lines.jsonl',
  help: `Reads JSON lines on standard input and writes one JSON line for each question, in their order. First calendars:
  {"id":"K1","type":"calendar","zone":"Asia/Tokyo","week":{"mon":[["09:00","12:00"],["13:00","24:00"]]},
   "holidays":["2026-01-01"],"recurring":["12-31"],"overrides":{"2026-12-30":[["09:00","12:00"]]},
   "versions":[{"effective":"2026-04-01","week":{"mon":[["10:00","16:30:30"]]}}]}
A window is [open, close) by the clock on the wall; a weekday that is not named is closed; "always":true in place of week is
round the clock. A holiday beats an override, an override replaces the windows of its date, a version holds from its date on.
A time that a change of the clock skips moves later by the gap; of one that comes twice the first is taken.

Then questions, with instants in ISO-8601 with their zone, to the millisecond at most, from 1970 to 2100:
  {"id":"D1","op":"deadline","cal":"K1","start":"2026-01-05T00:00:00Z","seconds":5400}
      {"id":"D1","deadline":"2026-01-05T01:30:00Z"}: the earliest instant at which so much open time has passed. Used up at
      a closing, it is due at the closing; zero seconds outside hours are due at the next opening.
  {"id":"E1","op":"elapsed","cal":"K1","start":"2026-01-05T00:00:00Z","end":"2026-01-12T00:00:00Z"}
      {"id":"E1","seconds":50400}: the open time in [start, end).
  {"id":"B1","op":"before","cal":"K1","start":"2026-01-05T02:00:00Z","seconds":3600}
      {"id":"B1","instant":"2026-01-05T01:00:00Z"}: the latest instant so much open time earlier. Used up at an opening, it is
      the opening; zero seconds earlier is the start itself.
deadline and elapsed take "pauses":[["<instant>","<instant>"]], which are left out; they may overlap and stand in any order.
A pause counts as closed: zero seconds from within one are due when it is over.

A line that is wrong is answered with {"id":…,"error":"line 7: …"}, and the next one is read. A good calendar has no line of
output. A wrong one has an error, and so has every question to it, until a good one with its id comes. Of two good calendars
with one id the first stays and the second is an error. Exit status 0 when there was no error, 1 when there was one.`,
  examples: [
    { line: 'casewarden calendar < questions.jsonl', does: 'an answer for each question' },
    {
      line: 'casewarden calendar < questions.jsonl > answers.jsonl || grep error answers.jsonl',
      does: 'and what was wrong',
    },
  ],
  options: {},
  async run(_given, io) {
    if (process.stdin.isTTY) io.err('casewarden: reading JSON lines from the keyboard; Ctrl-D ends, --help explains\n');
    const failures = await answerLines(standardInput(io), async (text) => {
      io.out(text);
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain', { signal: io.signal });
    });
    return failures === 0 ? 0 : 1;
  },
});
