import { ControlError } from './control-error.ts';
import { flowNamed, userNamed } from './lookups.ts';
import type { ControlParts } from './parts.ts';
import { usersOf } from './people.ts';
import { passing } from './passing.ts';
import { questionsOf } from './questions.ts';
import type { Control } from './schema.ts';

type Acts = 'startContact' | 'sendMessage' | 'endContact' | 'questions' | 'users' | 'setDuty' | 'acceptTask';

/** What customers and agents do. @throws ControlError */
export function createPeopleControl(parts: ControlParts): Pick<Control, Acts> {
  return {
    async startContact({ flow, customer, answers }) {
      const flowId = flowNamed(parts, flow);
      const token = parts.kernel.identifiers.uuid();
      return { contactId: await passing(() => parts.client.startChat({ flowId, customer, answers, token })) };
    },
    async sendMessage() {
      throw new ControlError(
        'not-supported',
        'flows of this version take answers from the pre-chat form only; give them when the contact starts',
      );
    },
    async endContact() {
      throw new ControlError('not-supported', 'not yet');
    },
    questions: async ({ flowId }) => ({ questions: questionsOf(parts, flowId) }),
    users: async () => ({ users: usersOf(parts) }),
    async setDuty() {
      throw new ControlError('not-supported', 'not yet');
    },
    async acceptTask({ taskContactId, user }) {
      const userId = userNamed(parts, user).id;
      await passing(async () => parts.acceptTask(taskContactId, userId));
      return {};
    },
  };
}
