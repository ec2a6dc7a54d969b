import { connectRoleArnOf, iamArnOf } from '../../kernel/arn.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { Place } from '../../kernel/kernel.ts';
import type { CallContext } from '../../kernel/service.ts';
import type { World } from '../../kernel/world.ts';
import type { RulesEngine } from '../contact-lens/rules-engine.ts';
import { check } from './errors.ts';
import type { CasesStore, PerformedBy, UserGiven } from './store.ts';

/** What the behaviour of Cases works with. */
export interface CasesContext {
  readonly world: World;
  readonly store: CasesStore;
  readonly options: CasesOptions;
  readonly rules: RulesEngine;
  now(): Instant;
}

export interface CasesOptions {
  /** Also sends events that AWS does not document: a related item that changes, as an SLA does at its breach. @default false */
  readonly emitUndocumentedEvents: boolean;
  /**
   * What becomes of an SLA whose field has the target value when it is attached; AWS does not say. `active`: nothing, it
   * waits for the next change to that value and may turn Overdue. `met`: Met at once. @default active
   */
  readonly slaWhoseTargetHolds: 'active' | 'met';
  /**
   * Whether SearchCases sorts and compares by `created_datetime` and `last_updated_datetime`. AWS does not say of which system
   * fields it does; false refuses both with a ValidationException. @default true
   */
  readonly searchTakesDates: boolean;
}

/** On whose behalf an operation runs, and what set it off. */
export interface CaseCall {
  readonly principalArn: string;
  readonly traceHeader: string | undefined;
  readonly origin: 'api' | 'flow' | 'rule';
  readonly ruleName?: string;
  /** How many rules stand behind this call. */
  readonly chain: number;
}

// oxlint-disable-next-line typescript/no-explicit-any -- the shape of each input comes from the SDK's schemas
type CaseOperation = (input: any, call: CaseCall) => unknown;
export type CaseOperations = Readonly<Record<string, CaseOperation>>;

/** The call of a client: the role of the function that made it, or the account for a client outside. */
export const callOfClient = ({ caller, traceHeader }: CallContext, place: Place): CaseCall => ({
  principalArn: caller.roleArn ?? iamArnOf(place, 'root'),
  traceHeader,
  origin: 'api',
  chain: 0,
});

/** The call of Connect itself, which works with its service-linked role. */
export const callOfConnect = (place: Place, origin: 'flow' | 'rule', chain = 0, ruleName?: string): CaseCall => ({
  principalArn: connectRoleArnOf(place),
  traceHeader: undefined,
  origin,
  chain,
  ...(ruleName === undefined ? {} : { ruleName }),
});

/** Reads `performedBy`. Source: https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-cases_UserUnion.html */
export function performedByOf(given: unknown, call: CaseCall): PerformedBy {
  const user = userOf(given);
  return { ...(user === undefined ? {} : { user }), iamPrincipalArn: call.principalArn };
}

function userOf(given: unknown): UserGiven | undefined {
  if (given === undefined || given === null) return undefined;
  const [member, value] = check.member(given, 'performedBy', ['userArn', 'customEntity']);
  return member === 'userArn'
    ? { userArn: check.text(value, 'performedBy.userArn', { max: 500 }) }
    : {
        customEntity: check.text(value, 'performedBy.customEntity', {
          max: 500,
          pattern: /^[a-zA-Z0-9_\-.@:/ ]*[a-zA-Z0-9_\-.@:/]$/,
        }),
      };
}
