import { defineCommand } from './command.ts';
import { chooseAction, wanted, type Actions } from './running/actions.ts';
import { lookAt, runningOptions, runningUsage, type Look } from './running/look.ts';
import { table } from './running/table.ts';

const said = {
  ja: {
    none: 'タスクはありません。',
    heading: ['ID', '担当者', '状態', 'タスク', 'ケース', '開始'],
    states: { started: '準備中', queued: '呼び出し中', accepted: '対応中', ended: '終了' },
    accepted: '受け付けました。',
    ended: '終了しました。',
  },
  en: {
    none: 'There is no task.',
    heading: ['id', 'agent', 'state', 'task', 'case', 'started'],
    states: { started: 'starting', queued: 'ringing', accepted: 'in hand', ended: 'ended' },
    accepted: 'Accepted.',
    ended: 'Ended.',
  },
} as const;

const actions: Actions<Look> = {
  async list(look) {
    const answer = await look.control.users({});
    const words = said[look.language];
    const rows = answer.users.flatMap(({ userName, tasks }) =>
      tasks.map((task) => [
        task.taskContactId,
        userName,
        words.states[task.state],
        task.name,
        task.caseId ?? '',
        look.local(task.startedAt),
      ]),
    );
    look.tell(answer, () => (rows.length === 0 ? `${words.none}\n` : table(words.heading, rows)));
  },
  async accept(look) {
    const usage = 'task accept TASK --as USER';
    const taskContactId = wanted(look.words[0], usage);
    const answer = await look.control.acceptTask({ taskContactId, user: wanted(look.options['as'] as string, usage) });
    look.tell(answer, () => `${said[look.language].accepted}\n`);
  },
  async end(look) {
    const usage = 'task end TASK --as USER';
    const contactId = wanted(look.words[0], usage);
    const answer = await look.control.endContact({ contactId, user: wanted(look.options['as'] as string, usage) });
    look.tell(answer, () => `${said[look.language].ended}\n`);
  },
};

export const command = defineCommand({
  name: 'task',
  summary: 'tasks that ring at agents of a running sandbox: list, accept, end',
  usage: `[list | accept TASK --as USER | end TASK --as USER] ${runningUsage}`,
  help: `What rings at the agents, what they have in hand, and what is done. Chats that wait in a queue are accepted and ended the
same way.`,
  examples: [
    { line: 'casewarden task', does: 'all tasks by agent' },
    { line: 'casewarden task accept 4f1c… --as sato', does: 'the agent takes it' },
  ],
  options: { ...runningOptions, as: { type: 'string', value: 'USER', help: 'agent who does it' } },
  positionals: 2,
  async run(given, io) {
    const action = chooseAction('task', actions, given.positionals[0]);
    await action(await lookAt(given, io));
    return 0;
  },
});
