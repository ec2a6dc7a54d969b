/** A case field's value as people see it; null when it is empty. */
export type PlainValue = string | number | boolean | null;

/** Reads a `FieldValueUnion` of Cases, or a value that is plain already. */
export function plainValue(value: unknown): PlainValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  const union = value as Readonly<Record<string, unknown>>;
  if ('value' in union) return plainValue(union['value']);
  for (const member of ['stringValue', 'userArnValue', 'doubleValue', 'booleanValue'])
    if (union[member] !== undefined) return plainValue(union[member]);
  return null;
}

/** Reads fields given as a map or as Cases' list of `{ id, value }`. */
export function plainFields(fields: unknown): Record<string, PlainValue> {
  if (Array.isArray(fields))
    return Object.fromEntries(
      fields
        .filter((field): field is { id: string; value: unknown } => typeof field?.id === 'string')
        .map(({ id, value }) => [id, plainValue(value)]),
    );
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, plainValue(value)]));
}
