import { invalidPattern } from './invalid-pattern.ts';

/** `*` stands for any text; `\*` and `\\` for themselves. Two stars side by side and other escapes are invalid. */
export function wildcardTest(pattern: string): (text: string) => boolean {
  let expression = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index]!;
    if (character === '*') {
      if (pattern[index + 1] === '*') throw invalidPattern(`Consecutive wildcard characters at pos ${index}`);
      expression += '[^]*';
    } else if (character === '\\') {
      index += 1;
      const escaped = pattern[index];
      if (escaped !== '*' && escaped !== '\\') throw invalidPattern(`Invalid escape character at pos ${index - 1}`);
      expression += `\\${escaped}`;
    } else {
      expression += character.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
    }
  }
  const whole = new RegExp(`^${expression}$`);
  return (text) => whole.test(text);
}
