import { expect, test } from 'vitest';
import { functionSpecs } from '../../lib/function-specs.ts';
import { environmentOf } from '../bench/environment-of.ts';

test.each(functionSpecs.map((spec) => [spec.name, spec] as const))(
  'the bench can load %s: it knows an environment that the function takes',
  (_name, spec) => {
    expect(spec.env.safeParse(environmentOf(spec)).error).toBeUndefined();
  },
);
