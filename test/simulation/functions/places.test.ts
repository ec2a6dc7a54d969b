import { expect, test } from 'vitest';
import { awaitedPorts } from '../../architecture/awaited-ports.ts';
import { callsOfFunction } from './places.ts';

test.each(Object.entries(callsOfFunction))('the places of %s are those of its source', (name, calls) => {
  const inSource = awaitedPorts(`lambda/handlers/${name}/run.ts`).map(({ call }) => call);
  expect([...calls].sort()).toEqual([...new Set(inSource)].sort());
});
