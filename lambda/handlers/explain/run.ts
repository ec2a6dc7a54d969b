import * as z from 'zod/mini';
import type { CaseItem } from '../../contract/case-item.ts';
import { explainRequest, type ExplainAnswer } from '../../contract/explanation.ts';
import { MessageInvalidError, PolicyMissingError } from '../../domain/errors.ts';
import { PolicyOfClockMissingError } from '../../domain/explain/errors.ts';
import { explainCase } from '../../domain/explain/explain-case.ts';
import { say } from '../../domain/explain/words.ts';
import type { Clock, Hours, Policies } from '../../domain/ports.ts';
import { runningPolicy, type RunningPolicy } from '../../domain/running-policy.ts';

export interface ExplainPorts {
  readonly clock: Pick<Clock, 'now'>;
  /** The ledger, for reading. */
  readonly ledger: {
    load(caseId: string): Promise<CaseItem | undefined>;
  };
  readonly policies: Policies;
  readonly hours: Pick<Hours, 'read'>;
}

/**
 * Explains one case by its item, the policies that its cycles follow, and the hours of operation as they were read last.
 * @throws MessageInvalidError when the request is not `{ caseId }`
 */
export async function runExplain(ports: ExplainPorts, request: unknown): Promise<ExplainAnswer> {
  const parsed = z.safeParse(explainRequest, request);
  // What was sent may be anything, so nothing of it is repeated.
  if (!parsed.success) throw new MessageInvalidError('explain takes {"caseId": "<id of a case>"}; send that');
  const { caseId } = parsed.data;
  const item = await ports.ledger.load(caseId);
  if (item === undefined)
    return {
      caseId,
      unknown: 'case',
      reason: say(
        'このケースは台帳にありません。どのポリシーの対象でもないテンプレートか、まだ知らせが届いていません。',
        'The ledger does not know this case: no policy or sink is for its template, or no event about it has come yet.',
      ),
    };
  try {
    const earlier: RunningPolicy[] = [];
    const hashes = new Set(item.clocks.map(({ policyHash }) => policyHash));
    for (const hash of hashes) if (hash !== item.policyHash) earlier.push(await running(ports, hash));
    return explainCase(item, await running(ports, item.policyHash), ports.clock.now(), earlier);
  } catch (error) {
    if (!(error instanceof PolicyMissingError || error instanceof PolicyOfClockMissingError)) throw error;
    return {
      caseId,
      unknown: 'policy',
      reason: say(
        'このケースが従ったポリシーが台帳に見つかりません。ポリシーをもう一度デプロイしてください。',
        'A policy that this case has followed is not in the ledger; deploy the policy again.',
      ),
    };
  }
}

async function running(ports: ExplainPorts, hash: string): Promise<RunningPolicy> {
  const policy = await ports.policies.byHash(hash);
  const ids = Object.values(policy.calendars).flatMap(({ hoursOfOperationId }) => hoursOfOperationId ?? []);
  return runningPolicy(hash, policy, await ports.hours.read(ids));
}
