import { createAnswerer, refusal } from './answer-line.ts';
import { LineError } from './line-error.ts';
import { longestLine, splitLines } from './split-lines.ts';

/**
 * Answers JSON lines in their order, a chunk at a time: the next is read when `write` is done with the answers to the
 * last. Resolves to the number of lines that were answered with an error.
 */
export async function answerLines(
  chunks: AsyncIterable<string>,
  write: (text: string) => Promise<void>,
  longest = longestLine,
): Promise<number> {
  const answer = createAnswerer();
  let lineNumber = 0;
  let failures = 0;
  for await (const lines of splitLines(chunks, longest)) {
    let answers = '';
    for (const line of lines) {
      lineNumber += 1;
      const given =
        'text' in line
          ? answer(line.text, lineNumber)
          : {
              line: refusal(null, lineNumber, new LineError(`longer than ${longest} characters`)),
              failed: true,
            };
      if (given === undefined) continue;
      answers += `${given.line}\n`;
      if (given.failed) failures += 1;
    }
    if (answers !== '') await write(answers);
  }
  return failures;
}
