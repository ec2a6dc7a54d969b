import { defineCommand } from './command.ts';
import { chooseAction, wanted, type Actions } from './running/actions.ts';
import { lookAt, runningOptions, runningUsage, type Look } from './running/look.ts';
import { table } from './running/table.ts';

const said = {
  ja: { heading: ['ユーザー', '名前', '勤務', 'メール'], on: '勤務中', off: '勤務外', done: '変更しました。' },
  en: { heading: ['user', 'name', 'duty', 'mail'], on: 'on duty', off: 'off duty', done: 'Changed.' },
} as const;

const setDuty =
  (onDuty: boolean) =>
  async (look: Look): Promise<void> => {
    const user = wanted(look.words[0], `agent ${onDuty ? 'on' : 'off'} USER`);
    const answer = await look.control.setDuty({ user, onDuty });
    look.tell(answer, () => `${said[look.language].done}\n`);
  };

const actions: Actions<Look> = {
  async list(look) {
    const answer = await look.control.users({});
    const words = said[look.language];
    look.tell(answer, () =>
      table(
        words.heading,
        answer.users.map((one) => [one.userName, one.name, one.onDuty ? words.on : words.off, one.email]),
      ),
    );
  },
  on: setDuty(true),
  off: setDuty(false),
};

export const command = defineCommand({
  name: 'agent',
  summary: 'agents of a running sandbox: list, put on or off duty',
  usage: `[list | on USER | off USER] ${runningUsage}`,
  help: `Who works at the desk. While somebody who serves the queue is on duty within the desk's hours, a chat is queued for them
instead of being answered by the flow alone.`,
  examples: [{ line: 'casewarden agent on sato', does: 'sato is available' }],
  options: runningOptions,
  positionals: 2,
  async run(given, io) {
    const action = chooseAction('agent', actions, given.positionals[0]);
    await action(await lookAt(given, io));
    return 0;
  },
});
