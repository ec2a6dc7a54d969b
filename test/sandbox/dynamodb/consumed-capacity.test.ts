import { expect, test } from 'vitest';
import { decodeItem } from '../../../sandbox/services/dynamodb/attribute-value.ts';
import { unitsOfWrite } from '../../../sandbox/services/dynamodb/consumed-capacity.ts';
import { Table } from '../../../sandbox/services/dynamodb/table.ts';

const text = (name: string) => ({ name, type: 'S' as const });
const tableWith = (projected: 'ALL' | readonly string[]) =>
  new Table(
    {
      name: 't',
      key: { partition: text('pk'), sort: undefined },
      indexes: [{ name: 'due', key: { partition: text('shard'), sort: text('dueAt') }, projected }],
      timeToLiveAttribute: undefined,
      deletionProtected: false,
      pointInTimeRecovery: false,
      billingMode: 'PAY_PER_REQUEST',
    },
    { arn: 'arn:t', id: 't', createdAt: 0 },
  );
const item = (attributes: Readonly<Record<string, string>>) =>
  decodeItem(
    Object.fromEntries(Object.entries({ pk: 'k', ...attributes }).map(([name, value]) => [name, { S: value }])),
  );

test.each<[string, Record<string, string> | undefined, Record<string, string> | undefined, number]>([
  ['an item outside the index', undefined, { a: 'x' }, 1],
  ['an item that comes into the index', undefined, { shard: '1', dueAt: '2' }, 2],
  ['an item that stays at its place', { shard: '1', dueAt: '2', a: 'x' }, { shard: '1', dueAt: '2', a: 'y' }, 1],
  ['an item that moves in the index', { shard: '1', dueAt: '2' }, { shard: '1', dueAt: '3' }, 3],
  ['an item that leaves the index', { shard: '1', dueAt: '2' }, { shard: '1' }, 2],
  ['a deletion', { shard: '1', dueAt: '2' }, undefined, 2],
  ['3 KB of which the index holds the keys', undefined, { shard: '1', dueAt: '2', a: 'x'.repeat(3000) }, 4],
])('units of writing %s', (_name, before, after, units) => {
  expect(unitsOfWrite(tableWith([]), before && item(before), after && item(after))).toBe(units);
});

test('an index that holds everything is written whenever anything changes', () => {
  const [before, after] = ['x', 'y'].map((a) => item({ shard: '1', dueAt: '2', a }));
  expect(unitsOfWrite(tableWith('ALL'), before, after)).toBe(2);
});
