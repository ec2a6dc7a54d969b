/** Values of one window, by the id of their metric; undefined is missing. */
export type WindowValues = ReadonlyMap<string, number | undefined>;
export type Expression = (values: WindowValues) => number | undefined;

const token = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z][A-Za-z0-9_]*)|(?<sign>[-+*(),]))/y;

/**
 * Reads the part of CloudWatch's metric math that stands here: ids, numbers, `+`, `-`, `*`, brackets and `FILL(id, number)`.
 * A point that one side lacks is missing in the result.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws Error for everything else
 */
export function parseExpression(text: string, ids: ReadonlySet<string>): Expression {
  const tokens = tokensOf(text);
  let place = 0;
  const refuse = (why: string): never => {
    throw new Error(
      `the sandbox does not honour the expression ${JSON.stringify(text)}: ${why}; it knows ids of metrics, numbers, +, -, *, brackets and FILL(id, number)`,
    );
  };
  const next = (): string => tokens[place++] ?? refuse('it ends too early');
  const expect = (wanted: string): void => {
    const found = next();
    if (found !== wanted) refuse(`${wanted} is expected where ${found} stands`);
  };
  const idNamed = (name: string): string => (ids.has(name) ? name : refuse(`no metric has the id ${name}`));

  const factor = (): Expression => {
    const found = next();
    if (found === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (/^\d/.test(found)) return () => Number(found);
    if (found !== 'FILL') {
      const id = idNamed(found);
      return (values) => values.get(id);
    }
    expect('(');
    const id = idNamed(next());
    expect(',');
    const filler = next();
    if (!/^\d/.test(filler)) refuse(`FILL with ${filler}`);
    expect(')');
    return (values) => values.get(id) ?? Number(filler);
  };
  const chain = (part: () => Expression, signs: Readonly<Record<string, (a: number, b: number) => number>>) => () => {
    let left = part();
    for (;;) {
      const operate = signs[tokens[place] ?? ''];
      if (!operate) return left;
      place += 1;
      const [one, other] = [left, part()];
      left = (values) => {
        const [a, b] = [one(values), other(values)];
        return a === undefined || b === undefined ? undefined : operate(a, b);
      };
    }
  };
  const product = chain(factor, { '*': (a, b) => a * b });
  const sum: () => Expression = chain(product, { '+': (a, b) => a + b, '-': (a, b) => a - b });

  const whole = sum();
  if (place < tokens.length) refuse(`${tokens[place]} is one too many`);
  return whole;
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const trimmed = text.trimEnd();
  while (token.lastIndex < trimmed.length) {
    const at = token.lastIndex;
    const found = token.exec(trimmed);
    if (!found)
      throw new Error(`the sandbox does not honour the expression ${JSON.stringify(text)}: at character ${at + 1}`);
    tokens.push(found[0].trim());
  }
  return tokens;
}
