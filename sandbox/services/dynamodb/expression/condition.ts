import type { AttributeValue } from '../attribute-value.ts';
import type { DocumentPath } from './document-path.ts';
import { unreachable } from '../../shared/unreachable.ts';

/** The tree of a condition, a filter or a key condition. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly candidates: readonly Operand[] }
  | { readonly kind: 'attribute_exists' | 'attribute_not_exists'; readonly path: DocumentPath }
  | { readonly kind: 'attribute_type' | 'begins_with' | 'contains'; readonly left: Operand; readonly right: Operand };

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Operand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly path: DocumentPath };

/** Paths that a condition reads. */
export function pathsOf(condition: Condition): readonly DocumentPath[] {
  const ofOperand = (operand: Operand) => (operand.kind === 'value' ? [] : [operand.path]);
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...pathsOf(condition.left), ...pathsOf(condition.right)];
    case 'not':
      return pathsOf(condition.condition);
    case 'between':
      return [condition.operand, condition.low, condition.high].flatMap(ofOperand);
    case 'in':
      return [condition.operand, ...condition.candidates].flatMap(ofOperand);
    case 'attribute_exists':
    case 'attribute_not_exists':
      return [condition.path];
    case 'compare':
    case 'attribute_type':
    case 'begins_with':
    case 'contains':
      return [condition.left, condition.right].flatMap(ofOperand);
    default:
      return unreachable(condition);
  }
}
