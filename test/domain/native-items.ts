import type { CaseItem, ClockState, Effect } from '../../lambda/contract/case-item.ts';
import type { ClockPolicy } from '../../lambda/contract/compiled-policy.ts';

/*
 * Hand-made ledger items for tests of the native side: as the engine leaves them, with only what the mirror reads.
 */

export const nativeHash = 'b'.repeat(64);
export const nativeStart = '2026-11-24T09:00:00.000Z';

type Native = NonNullable<ClockPolicy['native']>;

/** A row whose SLA has the row's name and is met by status `closed`. */
export function nativeRow(name: string, native: Partial<Native> = {}, changes: Partial<ClockPolicy> = {}): ClockPolicy {
  return {
    name,
    kind: 'first-response',
    severity: 'critical',
    for: { templateId: 't-1', where: [] },
    start: [],
    until: [{ fieldId: 'status', oneOf: ['closed'] }],
    targetSeconds: 3600,
    reopen: 'continue',
    onChange: 'forward',
    levels: [{ name: 'breach', kind: 'breach', usedSeconds: 3600, actions: [] }],
    native: { by: 'mirror', slaName: name, fieldId: 'status', value: 'closed', isOwnField: false, ...native },
    ...changes,
  };
}

export function nativeClock(policy: string, changes: Partial<ClockState> = {}): ClockState {
  return {
    kind: 'first-response',
    cycle: 1,
    policy,
    policyHash: nativeHash,
    startedAt: nativeStart,
    keptMilliseconds: 0,
    targetSeconds: 3600,
    pauses: [],
    isPaused: false,
    deadline: '2026-11-24T10:00:00.000Z',
    verdict: 'running',
    levels: {},
    ...changes,
  };
}

export function nativeItem(clocks: readonly ClockState[], effects: readonly Effect[] = []): CaseItem {
  return {
    schemaVersion: 3,
    version: 1,
    caseId: 'case-1',
    templateId: 't-1',
    createdAt: nativeStart,
    policyHash: nativeHash,
    shadow: {},
    observations: [],
    signals: [],
    clocks: [...clocks],
    adopted: [],
    effects: Object.fromEntries(effects.map((effect) => [effect.key, effect])),
    ended: {},
    sinks: {},
    outbox: [],
    timeline: [],
  };
}

/** A pending effect of the mirror. */
export function nativeEffect(policy: string, targetTime: string | undefined, changes: Partial<Effect> = {}): Effect {
  return {
    key: `${policy}:1:native:1-native-sla`,
    lane: 'case-items',
    proof: 'natural',
    policy,
    policyHash: nativeHash,
    cycle: 1,
    level: 'native',
    severity: 'low',
    action: {
      kind: 'native-sla',
      slaName: policy,
      fieldId: 'status',
      value: 'closed',
      ...(targetTime === undefined ? {} : { targetTime }),
    },
    owedAt: nativeStart,
    status: 'pending',
    attempt: 0,
    noted: false,
    ...changes,
  };
}
