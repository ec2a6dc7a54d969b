import type { FieldValue } from '../../../lambda/contract/case-item.ts';
import type { CompiledPolicy } from '../../../lambda/contract/compiled-policy.ts';
import type { People } from '../outside/people.ts';
import type { Size } from './shape.ts';

/** One thing that people do in a story. Instants are epoch milliseconds. */
export type Act =
  | {
      readonly at: number;
      readonly kind: 'create';
      readonly caseId: string;
      readonly templateId: string;
      readonly fields: Readonly<Record<string, FieldValue>>;
    }
  | {
      readonly at: number;
      readonly kind: 'edit';
      readonly caseId: string;
      readonly fields: Readonly<Record<string, FieldValue>>;
    }
  | { readonly at: number; readonly kind: 'delete'; readonly caseId: string };

/** What people do while a simulation runs, and the policy that they live under; a function of the seed alone. */
export interface Story {
  readonly seed: number;
  readonly size: Size;
  readonly policy: CompiledPolicy;
  /** SHA-256 of the policy's canonical JSON, by which the ledger finds it. */
  readonly policyHash: string;
  readonly startsAt: number;
  /** After this instant people do nothing more; levels may still come. */
  readonly lastActAt: number;
  /** When every level that can come without further news has come, and the outside has had its time. */
  readonly settlesAt: number;
  /** In order of their instants; no two at one. */
  readonly acts: readonly Act[];
}

/** Does what the act says. */
export function perform(act: Act, people: People): void {
  switch (act.kind) {
    case 'create':
      return people.create(act.caseId, act.templateId, act.fields);
    case 'edit':
      return people.edit(act.caseId, act.fields);
    case 'delete':
      return people.delete(act.caseId);
    default:
      return act satisfies never;
  }
}
