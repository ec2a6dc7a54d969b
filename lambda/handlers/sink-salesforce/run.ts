import * as z from 'zod/mini';
import { announcement } from '../../contract/announcement.ts';
import { MessageInvalidError } from '../../domain/errors.ts';
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
 * confirmed is not written again. A crash between the two writes repeats an upsert, which changes nothing.
 */
async function deliver(ports: SinkSalesforcePorts, caseId: string): Promise<void> {
  const item = await ports.ledger.load(caseId);
  const state = item?.sinks[salesforceSinkName];
  if (item === undefined || state === undefined || state.delivered >= state.wanted) return;
  const { sinks } = await ports.policies.byHash(item.policyHash);
  if (sinks.salesforce === undefined) return;
  const { object, key } = sinks.salesforce;
  await ports.crm.upsert({ object, key, caseId, fields: mapFields(item, sinks.salesforce) });
  await ports.ledger.delivered(caseId, salesforceSinkName, state.wanted);
}
