import * as z from 'zod/mini';
import { announcement } from '../../contract/announcement.ts';
import type { CaseItem } from '../../contract/case-item.ts';
import { LedgerContentionError, MessageInvalidError } from '../../domain/errors.ts';
import type { CrmSink, Log, Policies, SinkLedger } from '../../domain/ports.ts';
import { mapFields, salesforceSinkName } from '../../domain/sinks.ts';
import { parseJson } from '../shared/parse-json.ts';
import { handleRecords, type SqsBatch, type SqsBatchAnswer } from '../shared/sqs-records.ts';

export interface SinkSalesforcePorts {
  readonly ledger: SinkLedger;
  readonly policies: Policies;
  readonly crm: CrmSink;
  readonly log: Log;
}

const maximumTries = 3;

/** EventBridge's envelope around an announcement. */
const announcementEvent = z.looseObject({ detail: announcement });

/** Brings the record of every case of the batch up to the newest snapshot in the ledger. */
export async function runSinkSalesforce(ports: SinkSalesforcePorts, batch: SqsBatch): Promise<SqsBatchAnswer> {
  const records = {
    handle: async ({ body }: { readonly body: string }): Promise<void> => {
      const { detail } = parseJson(announcementEvent, body, 'sink message');
      if (detail.detailType !== 'Sink Ready' || detail.sink !== salesforceSinkName) {
        throw new MessageInvalidError(`announcement ${detail.id} is not for sink ${salesforceSinkName}; see the rule`);
      }
      await deliver(ports, detail.caseId);
    },
  };
  return await handleRecords({ log: ports.log, records }, batch);
}

/**
 * Messages may come late, twice and in any order: what is written is always the newest snapshot, and one that the sink has
 * confirmed is not written again. Another run may have written a newer one while ours was on its way, so we look once more
 * before we confirm. A crash before the confirmation repeats an upsert, which changes nothing.
 */
async function deliver(ports: SinkSalesforcePorts, caseId: string): Promise<void> {
  let item = await ports.ledger.load(caseId);
  if (item === undefined || isDelivered(item)) return;
  const { sinks } = await ports.policies.byHash(item.policyHash);
  if (sinks.salesforce === undefined) return;
  // Nothing is known of a deleted case any more; its record is left as it is.
  if (item.deleted === true) {
    return await ports.ledger.delivered(caseId, salesforceSinkName, item.sinks[salesforceSinkName]?.wanted ?? 0);
  }
  const { object, key } = sinks.salesforce;
  for (let tries = 0; tries < maximumTries; tries += 1) {
    const wanted: number = item.sinks[salesforceSinkName]?.wanted ?? 0;
    await ports.crm.upsert({ object, key, caseId, fields: mapFields(item, sinks.salesforce) });
    item = await ports.ledger.load(caseId);
    if (item === undefined) return;
    if (item.sinks[salesforceSinkName]?.wanted !== wanted) continue;
    return await ports.ledger.delivered(caseId, salesforceSinkName, wanted);
  }
  throw new LedgerContentionError(`case ${caseId} changed ${maximumTries} times while it was being written to the CRM`);
}

function isDelivered(item: CaseItem): boolean {
  const state = item.sinks[salesforceSinkName];
  return state === undefined || state.delivered >= state.wanted;
}
