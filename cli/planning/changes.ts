import { inventoryKinds, type InventoryItem, type InventoryKind } from './inventory.ts';

export interface Change {
  readonly change: 'added' | 'changed' | 'removed';
  readonly kind: InventoryKind;
  readonly name: string;
  /** What is said of it; of a changed one only what differs. */
  readonly facts: readonly { readonly name: string; readonly from?: string; readonly to?: string }[];
}

/** What would be created where nothing is. */
export function additionsOf(after: readonly InventoryItem[]): Change[] {
  return after.map(({ kind, name, facts }) => ({
    change: 'added',
    kind,
    name,
    facts: Object.entries(facts).map(([fact, to]) => ({ name: fact, to })),
  }));
}

/** What differs between two versions: in the order of the newer one, what is gone behind the others of its kind. */
export function changesBetween(before: readonly InventoryItem[], after: readonly InventoryItem[]): Change[] {
  const keyOf = ({ kind, name }: InventoryItem): string => `${kind} ${name}`;
  const earlier = new Map(before.map((item) => [keyOf(item), item]));
  const later = new Set(after.map(keyOf));
  const kept = after.flatMap((item): Change[] => {
    const known = earlier.get(keyOf(item));
    if (known === undefined) return additionsOf([item]);
    const facts = differences(known.facts, item.facts);
    return facts.length === 0 ? [] : [{ change: 'changed', kind: item.kind, name: item.name, facts }];
  });
  const gone = before
    .filter((item) => !later.has(keyOf(item)))
    .map(({ kind, name }): Change => ({ change: 'removed', kind, name, facts: [] }));
  const placeOf = ({ kind }: Change): number => inventoryKinds.indexOf(kind);
  return [...kept, ...gone, ...reordered(before, after)].toSorted((a, b) => placeOf(a) - placeOf(b));
}

function differences(before: InventoryItem['facts'], after: InventoryItem['facts']): Change['facts'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [from, to] = [before[name], after[name]];
    if (from === to) return [];
    return [{ name, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });
}

/** Policies are ordered, the first that matches counts: another order of the same ones is a change. */
function reordered(before: readonly InventoryItem[], after: readonly InventoryItem[]): Change[] {
  return (['clock', 'adoption'] as const).flatMap((kind) => {
    const names = (items: readonly InventoryItem[]): string[] =>
      items.filter((item) => item.kind === kind).map(({ name }) => name);
    const [old, now] = [names(before), names(after)];
    const from = old.filter((name) => now.includes(name)).join(', ');
    const to = now.filter((name) => old.includes(name)).join(', ');
    return from === to ? [] : [{ change: 'changed' as const, kind, name: '*', facts: [{ name: 'order', from, to }] }];
  });
}
