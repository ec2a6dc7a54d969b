import type { ControlParts } from './parts.ts';
import { ControlError } from './control-error.ts';
import { flowNamed, userNamed } from './lookups.ts';
import { passing } from './passing.ts';
import { usersOf } from './people.ts';
import { questionsOf } from './questions.ts';
import type { Control } from './schema.ts';

type Acts = 'startContact' | 'sendMessage' | 'endContact' | 'questions' | 'users' | 'setDuty' | 'acceptTask';

/** What customers and agents do. @throws ControlError */
export function createPeopleControl(parts: ControlParts): Pick<Control, Acts> {
  const { client, desk, kernel } = parts;
  return {
    async startContact({ flow, customer, answers }) {
      const flowId = flowNamed(parts, flow);
      if (customer.trim() === '')
        throw new ControlError(
          'invalid',
          'a chat needs the name of its customer, 1 to 256 characters (ParticipantDetails.DisplayName of StartChatContact): give one in `customer`',
        );
      const token = kernel.identifiers.uuid();
      return { contactId: await passing(() => client.startChat({ flowId, customer, answers, token })) };
    },
    async sendMessage({ contactId, text }) {
      requireContact(parts, contactId);
      await passing(async () => desk.customerSays(contactId, text));
      return {};
    },
    async endContact({ contactId, user }) {
      requireContact(parts, contactId);
      const userId = user === undefined ? undefined : userNamed(parts, user).id;
      await passing(async () =>
        userId === undefined ? desk.customerLeaves(contactId) : desk.completeTask(contactId, userId),
      );
      return {};
    },
    questions: async ({ flowId }) => ({ questions: questionsOf(parts, flowId) }),
    users: async () => ({ users: usersOf(parts) }),
    async setDuty({ user, onDuty }) {
      const userId = userNamed(parts, user).id;
      await passing(() => client.putDuty({ userId, onDuty }));
      return {};
    },
    async acceptTask({ taskContactId, user }) {
      const userId = userNamed(parts, user).id;
      await passing(async () => desk.acceptTask(taskContactId, userId));
      return {};
    },
  };
}

/** @throws ControlError */
function requireContact({ desk }: ControlParts, contactId: string): void {
  if (desk.placeOf(contactId) === undefined)
    throw new ControlError('not-found', `there is no contact ${contactId}; GET /contacts lists what there is`);
}
