import type { ControlParts } from './parts.ts';
import type { Question } from './schema.ts';

/** What a pre-chat form has to ask before a flow starts. @throws ControlError when there is no such flow */
export function questionsOf(_parts: ControlParts, _flowId: string): Question[] {
  return [];
}
