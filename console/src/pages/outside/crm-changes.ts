/** What a record held when it was last on screen, as long as the page is open. */
const lastSeen = new Map<string, Readonly<Record<string, string>>>();

type Fields = Readonly<Record<string, unknown>>;

/** A value as the CRM's form shows it. */
export function crmText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

const texts = (fields: Fields): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, crmText(value)]));

/** Names of the fields that are not as they were when `remember` last saw the record; none at the first look. */
export function changedFields(key: string, fields: Fields): ReadonlySet<string> {
  const before = lastSeen.get(key);
  if (before === undefined) return new Set();
  return new Set(Object.entries(texts(fields)).flatMap(([name, text]) => (before[name] === text ? [] : [name])));
}

/** Takes the record as seen. */
export function remember(key: string, fields: Fields): void {
  lastSeen.set(key, texts(fields));
}
