import { attributeReference, substitutions } from './intrinsics.ts';

/** Names that a value refers to by `Ref`, `Fn::GetAtt` or `Fn::Sub`: resources, parameters and pseudo parameters. */
export function referencesIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) {
    for (const item of value) referencesIn(item, found);
    return found;
  }
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'Ref' && typeof inner === 'string') found.add(inner);
    else if (key === 'Fn::GetAtt') {
      found.add(attributeReference(inner).logicalId);
      referencesIn(inner, found);
    } else if (key === 'Fn::Sub') {
      const [text, given] = Array.isArray(inner) ? inner : [inner, {}];
      const own = new Set(Object.keys((given ?? {}) as object));
      for (const piece of substitutions(String(text)))
        if ('name' in piece && !own.has(piece.name)) found.add(piece.name.split('.')[0]!);
      referencesIn(given, found);
    } else referencesIn(inner, found);
  }
  return found;
}
