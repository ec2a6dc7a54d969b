import type { Metafile } from 'esbuild';

/** Output files that an entry point needs: those loaded with it, and those that only an `import()` loads. */
export interface ReachableOutputs {
  readonly loadedStatically: readonly string[];
  readonly loadedLazily: readonly string[];
}

function reach(outputs: Metafile['outputs'], start: readonly string[], kinds: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const waiting = [...start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const imported of outputs[path]?.imports ?? []) {
      if (imported.external !== true && kinds.includes(imported.kind)) waiting.push(imported.path);
    }
  }
  return seen;
}

/** Follows the imports of one output file through esbuild's metafile; both lists are sorted, the entry is in the first. */
export function reachableOutputs(metafile: Metafile, entry: string): ReachableOutputs {
  const loadedStatically = reach(metafile.outputs, [entry], ['import-statement']);
  const everything = reach(metafile.outputs, [entry], ['import-statement', 'dynamic-import']);
  return {
    loadedStatically: [...loadedStatically].sort(),
    loadedLazily: [...everything].filter((path) => !loadedStatically.has(path)).sort(),
  };
}
