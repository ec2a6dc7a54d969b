/** A cycle among things that wait for one another; `cycle` starts and ends with the same name. */
class CycleError extends Error {
  override readonly name = 'CycleError';
  readonly retryable = false;
  readonly cycle: readonly string[];

  constructor(cycle: readonly string[]) {
    super(`a circle of dependencies: ${cycle.join(' -> ')}`);
    this.cycle = cycle;
  }
}

/**
 * Orders names so that each comes after what it needs; otherwise they keep the order given, so that a run repeats.
 * Needs that are not among the names are ignored. @throws CycleError
 */
export function dependencyOrder(needs: ReadonlyMap<string, Iterable<string>>): string[] {
  const ordered = new Set<string>();
  const path: string[] = [];
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    const at = path.indexOf(name);
    if (at >= 0) throw new CycleError([...path.slice(at), name]);
    path.push(name);
    for (const need of needs.get(name) ?? []) if (needs.has(need)) visit(need);
    path.pop();
    ordered.add(name);
  };
  for (const name of needs.keys()) visit(name);
  return [...ordered];
}
