/*
 * References like `$.Attributes.name` inside texts of a flow.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/how-to-reference-attributes.html
 * The service's own tokenizer is not documented; this one follows what real flows hold: names of `A-Za-z0-9_-`, a full
 * stop that no name follows is punctuation, odd keys stand in `['…']`, a key in backticks is itself a reference.
 */

type Segment = string | readonly Segment[];

export interface Reference {
  /** As written, `$.Attributes.name`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Keys from the root; a list in place of a key is the path of a reference that gives the key. */
  readonly path: readonly Segment[];
}

/** Finds the value at a path of plain keys; undefined when there is none. */
export type ReadPath = (path: readonly string[]) => unknown;

const nameCharacter = /[A-Za-z0-9_-]/;

/** All references in a text, left to right. */
export function findReferences(text: string): readonly Reference[] {
  const found: Reference[] = [];
  for (let index = text.indexOf('$'); index >= 0; index = text.indexOf('$', index)) {
    const reference = referenceAt(text, index);
    if (reference) found.push(reference);
    index = reference ? reference.end : index + 1;
  }
  return found;
}

/** The reference that a text consists of, if it is one and nothing else. */
export function wholeReference(text: string): Reference | undefined {
  const reference = referenceAt(text, 0);
  return reference && reference.end === text.length ? reference : undefined;
}

/** The value of a reference; undefined when it is not there. */
export function readReference(reference: Reference, read: ReadPath): unknown {
  return readSegments(reference.path, read);
}

/** A text with its references replaced by their values; one without a value becomes empty and is named in `unresolved`. */
export function renderText(text: string, read: ReadPath): { text: string; unresolved: readonly string[] } {
  let rendered = '';
  let position = 0;
  const unresolved: string[] = [];
  for (const reference of findReferences(text)) {
    const value = scalarText(readReference(reference, read));
    if (value === undefined) unresolved.push(reference.text);
    rendered += text.slice(position, reference.start) + (value ?? '');
    position = reference.end;
  }
  return { text: rendered + text.slice(position), unresolved };
}

/** How a value stands in a text; undefined for what has no text (nothing, objects, lists). */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function readSegments(path: readonly Segment[], read: ReadPath): unknown {
  const keys: string[] = [];
  for (const segment of path) {
    const key = typeof segment === 'string' ? segment : scalarText(readSegments(segment, read));
    if (key === undefined) return undefined;
    keys.push(key);
  }
  return read(keys);
}

function referenceAt(text: string, start: number): Reference | undefined {
  if (text[start] !== '$') return undefined;
  const path: Segment[] = [];
  let end = start + 1;
  for (;;) {
    const afterDot = text[end] === '.' ? end + 1 : end;
    const segment =
      text.startsWith("['", afterDot) && (path.length > 0 || afterDot > end)
        ? bracketSegment(text, afterDot)
        : afterDot > end
          ? nameSegment(text, afterDot)
          : undefined;
    if (!segment) break;
    path.push(segment.key);
    end = segment.end;
  }
  return path.length === 0 ? undefined : { text: text.slice(start, end), start, end, path };
}

function nameSegment(text: string, start: number): { key: Segment; end: number } | undefined {
  let end = start;
  while (end < text.length && nameCharacter.test(text[end]!)) end += 1;
  return end === start ? undefined : { key: text.slice(start, end), end };
}

function bracketSegment(text: string, start: number): { key: Segment; end: number } | undefined {
  const inner = start + 2;
  if (text[inner] === '`') {
    const close = text.indexOf("`']", inner + 1);
    const reference = close < 0 ? undefined : wholeReference(text.slice(inner + 1, close));
    return reference && { key: reference.path, end: close + 3 };
  }
  const close = text.indexOf("']", inner);
  return close <= inner ? undefined : { key: text.slice(inner, close), end: close + 2 };
}
