/** One JavaScript file of a bundle. */
export interface BundleFile {
  /** Path inside the function's folder. */
  readonly path: string;
  readonly bytes: number;
}

/** The code of one function, ready to be an asset, with what benches and ceilings need to know about it. */
export interface HandlerBundle {
  /** The spec's name. */
  readonly name: string;
  /** Folder with `index.mjs` and every chunk that it may load. */
  readonly directory: string;
  /** Files that are loaded before the first line of the handler runs: `index.mjs` and what it imports statically. */
  readonly staticFiles: readonly BundleFile[];
  /** Files that only an `import()` loads. */
  readonly lazyFiles: readonly BundleFile[];
  /** Bytes of JavaScript in `staticFiles`. */
  readonly staticBytes: number;
  /** Source file (relative to the repository, `/` between names) -> bytes that it contributes to `staticFiles`. */
  readonly staticInputs: Readonly<Record<string, number>>;
}

/** The bundles of all functions, by the spec's name. */
export type HandlerBundles = ReadonlyMap<string, HandlerBundle>;

/** The bundle of a function, or an error that lists the ones there are. */
export function bundleOf(bundles: HandlerBundles, name: string): HandlerBundle {
  const bundle = bundles.get(name);
  if (bundle === undefined) {
    throw new Error(`no bundle for function ${name}; bundled are: ${[...bundles.keys()].join(', ') || 'none'}`);
  }
  return bundle;
}
