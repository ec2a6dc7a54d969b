import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { compiledPolicy, type CompiledPolicy } from '../../contract/compiled-policy.ts';
import { rowKeys } from '../../contract/ledger-rows.ts';
import { LedgerRowInvalidError, PolicyMissingError } from '../../domain/errors.ts';
import type { Policies } from '../../domain/ports.ts';
import { toRow } from './attribute-values.ts';
import { upgradeCompiledPolicy } from './compiled-policy-v1.ts';
import { readLedger, type LedgerTable } from './ledger-table.ts';

/** Policy rows never change, so one that was read is kept as long as the function's process lives. */
export function createPolicies(table: LedgerTable): Policies {
  const known = new Map<string, CompiledPolicy>();
  return {
    byHash: async (hash) => {
      const kept = known.get(hash);
      if (kept !== undefined) return kept;
      const { Item } = await readLedger('GetItem', () =>
        table.client.send(
          new GetItemCommand({ TableName: table.name, Key: toRow(rowKeys.policy(hash)), ConsistentRead: true }),
        ),
      );
      const text = Item?.['policy']?.S;
      if (text === undefined) {
        throw new PolicyMissingError(`no policy row ${rowKeys.policy(hash).pk} in the ledger; deploy the policy again`);
      }
      const policy = parsePolicy(hash, text);
      known.set(hash, policy);
      return policy;
    },
  };
}

function parsePolicy(hash: string, text: string): CompiledPolicy {
  const parsed = z.safeParse(compiledPolicy, upgradeCompiledPolicy(JSON.parse(text)));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => issue.path.join('.') || '(whole)').join(', ');
  throw new LedgerRowInvalidError(`policy row ${hash} cannot be read by this version at: ${places}`);
}
