/** The value of a window, by those of its metrics in the order of their ids; undefined is missing. */
export type Expression = (valueOf: (metric: number) => number | undefined) => number | undefined;

const token = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z][A-Za-z0-9_]*)|(?<sign>[-+*(),]))/y;

/**
 * Reads the part of CloudWatch's metric math that stands here: ids, numbers, `+`, `-`, `*`, brackets and `FILL(id, number)`.
 * A point that one side lacks is missing in the result.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws Error for everything else
 */
export function parseExpression(text: string, ids: readonly string[]): Expression {
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
  const metricNamed = (name: string): number => {
    const metric = ids.indexOf(name);
    return metric === -1 ? refuse(`no metric has the id ${name}`) : metric;
  };

  const factor = (): Expression => {
    const found = next();
    if (found === '(') {
      const inner = sum();
      expect(')');
      return inner;
    }
    if (/^\d/.test(found)) return () => Number(found);
    if (found !== 'FILL') {
      const metric = metricNamed(found);
      return (valueOf) => valueOf(metric);
    }
    expect('(');
    const metric = metricNamed(next());
    expect(',');
    const filler = next();
    if (!/^\d/.test(filler)) refuse(`FILL with ${filler}`);
    expect(')');
    const value = Number(filler);
    return (valueOf) => valueOf(metric) ?? value;
  };
  const chain = (part: () => Expression, signs: Readonly<Record<string, (a: number, b: number) => number>>) => () => {
    let left = part();
    for (;;) {
      const operate = signs[tokens[place] ?? ''];
      if (!operate) return left;
      place += 1;
      const [one, other] = [left, part()];
      left = (valueOf) => {
        const [a, b] = [one(valueOf), other(valueOf)];
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
