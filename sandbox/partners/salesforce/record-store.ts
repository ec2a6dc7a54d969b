import type { Kernel } from '../../kernel/kernel.ts';

export type FieldValues = Readonly<Record<string, string | number | boolean | null>>;

export interface CrmRecord {
  readonly id: string;
  readonly object: string;
  readonly createdAt: number;
  updatedAt: number;
  fields: FieldValues;
  /** Every write, first the creation. */
  readonly history: { readonly at: number; readonly changes: FieldValues }[];
}

export interface RecordStore {
  find(object: string, externalIdField: string, externalId: string): CrmRecord | undefined;
  byId(object: string, id: string): CrmRecord | undefined;
  upsert(
    object: string,
    externalIdField: string,
    externalId: string,
    fields: FieldValues,
  ): { readonly record: CrmRecord; readonly created: boolean };
  all(): readonly CrmRecord[];
}

/** First characters of a record's id. Salesforce's own for Case; custom objects start with `a`. */
const keyPrefixes: Readonly<Record<string, string>> = { Account: '001', Contact: '003', Case: '500' };

/** Records of an org. An external id is unique without regard to case, as a unique text field of Salesforce is. */
export function createRecordStore(
  kernel: Kernel,
  objects: Readonly<Record<string, { readonly fields: readonly string[] }>>,
): RecordStore {
  const records: CrmRecord[] = [];
  const find: RecordStore['find'] = (object, field, externalId) =>
    records.find(
      (record) =>
        record.object === object && String(record.fields[field] ?? '').toLowerCase() === externalId.toLowerCase(),
    );
  return {
    find,
    byId: (object, id) => records.find((record) => record.object === object && record.id === id),
    all: () => records,
    upsert(object, field, externalId, fields) {
      const at = kernel.clock.now();
      const existing = find(object, field, externalId);
      if (existing) {
        existing.fields = { ...existing.fields, ...fields };
        existing.updatedAt = at;
        existing.history.push({ at, changes: fields });
        return { record: existing, created: false };
      }
      const position = Object.keys(objects).indexOf(object);
      const prefix = keyPrefixes[object] ?? `a${String(position).padStart(2, '0')}`;
      const record: CrmRecord = {
        id: `${prefix}5g00000${kernel.identifiers.hex(8).toUpperCase()}`,
        object,
        createdAt: at,
        updatedAt: at,
        fields: { ...fields, [field]: externalId },
        history: [{ at, changes: fields }],
      };
      records.push(record);
      return { record, created: true };
    },
  };
}
