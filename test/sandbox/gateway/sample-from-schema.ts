import type { NormalizedSchema } from '@smithy/core/schema';

const nestingLimit = 4;

/** A value that fits a schema, every member filled in down to a depth; the same each time. */
export function sampleOf(shape: NormalizedSchema, depth = 0): unknown {
  if (shape.isStructSchema()) {
    const names = [...shape.structIterator()].map(([name]) => name);
    const required = Number((shape.getSchema() as readonly unknown[])[6] ?? 0);
    const wanted = shape.isUnionSchema() ? names.slice(0, 1) : depth < nestingLimit ? names : names.slice(0, required);
    return Object.fromEntries(wanted.map((name) => [name, sampleOf(shape.getMemberSchema(name), depth + 1)]));
  }
  if (shape.isListSchema()) return depth > nestingLimit ? [] : [sampleOf(shape.getValueSchema(), depth + 1)];
  if (shape.isMapSchema()) return depth > nestingLimit ? {} : { key: sampleOf(shape.getValueSchema(), depth + 1) };
  if (shape.isDocumentSchema()) return { answer: [42, 'forty-two', { nested: true }] };
  if (shape.isTimestampSchema()) return new Date('2026-10-05T12:34:56.000Z');
  if (shape.isBlobSchema()) return new Uint8Array([1, 2, 250]);
  if (shape.isBooleanSchema()) return true;
  if (shape.isStringSchema()) return sampleText(shape);
  return 7;
}

function sampleText(shape: NormalizedSchema): string {
  const traits = shape.getMergedTraits();
  if (traits.mediaType) return '{"a":1}';
  return traits.httpHeader ? 'some text' : 'some text, 日本語/"%';
}

/** The sample with the classes of the SDK taken off, so that two sides can be compared. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (value instanceof Date) return { instant: value.toISOString() };
  // A JSON text comes back as the SDK's LazyJsonString, an object around a string.
  if (typeof (value as { deserializeJSON?: unknown } | null)?.deserializeJSON === 'function') return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('string' in value && 'type' in value && value.type === 'bigDecimal') return Number(value.string);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => key !== '$metadata' && item !== undefined)
      .map(([key, item]) => [key, plain(item)]),
  );
}
