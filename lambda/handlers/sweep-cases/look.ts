import type { CaseItem, FieldValue } from '../../contract/case-item.ts';
import { toInstant } from '../../domain/instants.ts';
import type { FreshCase } from '../../domain/ports.ts';
import { compareCase, sweepSystemFields, type Comparison } from '../../domain/sweep/compare.ts';
import type { FoundCase } from '../../domain/sweep/sweep-ports.ts';
import { forCase, inTurn, policyOf, tell, type Sweep, type SweepCasesPorts, type Told } from './sweep.ts';

/** Compares the cases of a page with the ledger, which is read once for all of them, and tells the inbox what differs. */
export async function lookAtPage(ports: SweepCasesPorts, sweep: Sweep, page: readonly FoundCase[]): Promise<void> {
  const cases = page.filter(({ caseId }) => !sweep.told.has(caseId));
  if (cases.length === 0) return;
  const { items, unreadable } = await ports.manyCases.loadMany(cases.map(({ caseId }) => caseId));
  const found: Told[] = [];
  const doubtful: FoundCase[] = [];
  for (const one of cases) {
    sweep.counts.looked += 1;
    if (unreadable.has(one.caseId)) {
      sweep.counts.failed += 1;
      continue;
    }
    await forCase(ports, sweep, one.caseId, async () => {
      const item = items.get(one.caseId);
      const comparison = await compare(ports, sweep, item, one);
      if (comparison === 'doubtful') doubtful.push(one);
      else if (comparison !== 'same') found.push(seen(ports, sweep, comparison, one));
    });
  }
  await tell(ports, sweep, found);
  for (const { caseId } of doubtful) await askForCase(ports, sweep, caseId, items.get(caseId));
}

/** Reads one case from Cases itself, and tells the inbox when the ledger does not know what it says, or that it is gone. */
export async function askForCase(
  ports: SweepCasesPorts,
  sweep: Sweep,
  caseId: string,
  item: CaseItem | undefined,
): Promise<void> {
  await forCase(ports, sweep, caseId, async () => {
    sweep.counts.asked += 1;
    const fieldIds = [...sweep.fieldIds, ...Object.values(sweepSystemFields)];
    let askedAt = ports.clock.now();
    const fresh = await inTurn(ports, sweep, sweep.reads, async () => {
      askedAt = ports.clock.now();
      return await ports.cases.read(caseId, fieldIds);
    });
    if (fresh === undefined) {
      if (item?.deleted === true) return;
      const finding = { caseId, kind: 'gone' as const, foundAt: askedAt, at: askedAt };
      return await tell(ports, sweep, [{ message: { kind: 'case-gone', caseId, seenAt: askedAt }, finding }]);
    }
    const read = asFound(fresh);
    const comparison = await compare(ports, sweep, item, read);
    // The case itself does not lag: what it says holds now, whatever its date says.
    const one = comparison === 'doubtful' ? { ...read, lastUpdatedAt: undefined } : read;
    if (comparison !== 'same') await tell(ports, sweep, [seen(ports, sweep, comparison, one, askedAt)]);
  });
}

async function compare(
  ports: SweepCasesPorts,
  sweep: Sweep,
  item: CaseItem | undefined,
  found: FoundCase,
): Promise<Comparison> {
  return compareCase(item, found, await policyOf(ports, sweep, item), sweep.fieldIds, ports.clock.now());
}

function seen(
  ports: SweepCasesPorts,
  sweep: Sweep,
  comparison: Comparison,
  found: FoundCase,
  seenAt = ports.clock.now(),
): Told {
  const { caseId, templateId, createdAt, lastUpdatedAt } = found;
  const isUnknown = comparison === 'unknown';
  const fields: Record<string, FieldValue> = {};
  for (const fieldId of sweep.fieldIds) fields[fieldId] = found.fields[fieldId] ?? null;
  return {
    message: {
      kind: 'case-seen',
      caseId,
      templateId,
      seenAt,
      ...(createdAt === undefined ? {} : { createdAt }),
      ...(lastUpdatedAt === undefined ? {} : { lastUpdatedAt }),
      fields,
      ...(isUnknown && createdAt !== undefined && createdAt < sweep.progress.careSince ? { isFromBefore: true } : {}),
    },
    finding: { caseId, kind: isUnknown ? 'unknown' : 'changed', foundAt: seenAt, at: lastUpdatedAt ?? seenAt },
  };
}

function asFound({ caseId, templateId, fields }: FreshCase): FoundCase {
  const at = (fieldId: string): string | undefined => toInstant(String(fields[fieldId] ?? ''));
  return {
    caseId,
    templateId,
    createdAt: at(sweepSystemFields.createdAt),
    lastUpdatedAt: at(sweepSystemFields.lastUpdatedAt),
    fields,
  };
}
