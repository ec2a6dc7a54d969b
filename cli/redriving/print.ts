import type { FoundEffect } from '../../lambda/contract/redrive.ts';
import { instantWords } from '../../lambda/domain/explain/words.ts';
import type { Language } from '../../sandbox/control/sentences.ts';
import type { CommandIo } from '../command.ts';
import { oneLine } from '../running/table.ts';
import type { Wanted } from './options.ts';
import { redriveWords } from './words.ts';
import { counts, type Redriven } from './work.ts';

interface Page {
  readonly language: Language;
  readonly timeZone: string;
  readonly paint: CommandIo['paint'];
}

/** What was found and what became of it, for people. */
export function redrivenText(redriven: Redriven, wanted: Wanted, page: Page): string {
  const { parked, deadLetters } = redriven;
  const words = redriveWords[page.language];
  const queues = [...new Set(deadLetters.map(({ queue }) => queue))];
  const count = countOf(redriven, wanted);
  return [
    ...(parked.length === 0 ? [] : [heading(words.parked, page), ...parked.map((effect) => effectText(effect, page))]),
    ...queues.flatMap((queue) => [
      heading(words.deadLetters(queue), page),
      ...deadLetters.filter((letter) => letter.queue === queue).map((letter) => letterText(letter, page)),
    ]),
    parked.length + deadLetters.length === 0 ? words.nothing : wanted.act ? words.did(count) : words.would(count),
    '\n',
  ].join('');
}

/** The same for a program. */
export function redrivenJson(redriven: Redriven, wanted: Wanted): string {
  const { effects, letters, leftAlone } = countOf(redriven, wanted);
  const { parked, deadLetters, unreadable, notAllOf, isStopped } = redriven;
  return JSON.stringify({
    dryRun: !wanted.act,
    parked,
    deadLetters,
    unreadable,
    notAllOf,
    isStopped,
    counts: { parked: effects, deadLetters: letters, leftAlone },
  });
}

function countOf({ parked, deadLetters }: Redriven, wanted: Wanted) {
  const effects = parked.filter(counts(wanted)).length;
  return { effects, letters: deadLetters.length, leftAlone: parked.length - effects };
}

const heading = (text: string, { paint }: Page): string => `${paint('bold', text)}\n`;

function effectText(effect: FoundEffect, page: Page): string {
  const words = redriveWords[page.language];
  return block(
    [effect.caseId, effect.effect, words.since(instantWords(effect.since, page.timeZone))],
    [effect.reason, effect.redriven ? `${words.done} ${effect.words[page.language]}` : effect.words[page.language]],
  );
}

function letterText(letter: Redriven['deadLetters'][number], { language, timeZone }: Page): string {
  const words = redriveWords[language];
  return block(
    [letter.caseId ?? words.noCase, letter.what[language], words.since(instantWords(letter.since, timeZone))],
    [letter.reason[language], letter.redriven ? words.done : words.letterDry],
  );
}

function block(head: readonly string[], lines: readonly string[]): string {
  return `  ${head.map(oneLine).join('  ')}\n${lines.map((line) => `    ${oneLine(line)}\n`).join('')}\n`;
}
