import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { calendarDefinition, type CalendarDefinition } from '../../contract/calendar.ts';
import { rowKeys } from '../../contract/ledger-rows.ts';
import { LedgerRowInvalidError } from '../../domain/errors.ts';
import type { Hours } from '../../domain/ports.ts';
import { toRow } from './attribute-values.ts';
import { readLedger, type LedgerTable } from './ledger-table.ts';

/** How long what was read is good. Hours of operation change seldom, and deadlines are derived again at every look. */
const goodMilliseconds = 60_000;

/** The rows `CALENDAR#<id>`, read at most once a minute. Asked for the same ids meanwhile, it answers with the same map. */
export function createHours(table: LedgerTable, now: () => number = Date.now): Hours {
  let known: {
    readonly ids: string;
    readonly readAt: number;
    readonly hours: ReadonlyMap<string, CalendarDefinition>;
  } = {
    ids: '',
    readAt: Number.NEGATIVE_INFINITY,
    hours: new Map(),
  };
  return {
    read: async (hoursOfOperationIds) => {
      const ids = hoursOfOperationIds.join(' ');
      if (known.ids === ids && now() - known.readAt < goodMilliseconds) return known.hours;
      const readAt = now();
      const hours = new Map<string, CalendarDefinition>();
      for (const id of hoursOfOperationIds) {
        const definition = await readDefinition(table, id);
        if (definition !== undefined) hours.set(id, definition);
      }
      known = { ids, readAt, hours };
      return hours;
    },
  };
}

async function readDefinition(table: LedgerTable, id: string): Promise<CalendarDefinition | undefined> {
  const { Item } = await readLedger('GetItem', () =>
    table.client.send(new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.calendar(id)) })),
  );
  const text = Item?.['definition']?.S;
  if (text === undefined) return undefined;
  const parsed = z.safeParse(calendarDefinition, JSON.parse(text));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
  throw new LedgerRowInvalidError(`ledger row ${rowKeys.calendar(id).pk} cannot be read by this version at: ${places}`);
}
