import { defineCommand } from './command.ts';
import { chooseAction, type Actions } from './running/actions.ts';
import { lookAt, runningOptions, runningUsage, type Look } from './running/look.ts';
import { oneLine } from './running/table.ts';

const none = { ja: 'まだ何も届いていません。\n', en: 'Nothing has arrived yet.\n' } as const;
const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${oneLine(line)}`.trimEnd())
    .join('\n');
const orNone = (look: Look, text: string): string => (text === '' ? none[look.language] : text);

const actions: Actions<Look> = {
  async mail(look) {
    const answer = await look.control.mails({});
    const text = answer.mails.map(
      ({ at, to, subject, body }) =>
        `${look.local(at)}  ${to.join(', ')}\n  ${look.io.paint('bold', oneLine(subject))}\n${indented(body)}\n\n`,
    );
    look.tell(answer, () => orNone(look, text.join('')));
  },
  async slack(look) {
    const answer = await look.control.slack({});
    const text = answer.channels.map(({ name, messages }) =>
      messages.map(({ at, text: said }) => `${look.local(at)}  #${oneLine(name)}\n${indented(said)}\n\n`).join(''),
    );
    look.tell(answer, () => orNone(look, text.join('')));
  },
  async crm(look) {
    const answer = await look.control.crm({});
    const text = answer.records.map(({ object, externalId, updatedAt, fields }) => {
      const lines = Object.entries(fields).map(
        ([name, value]) => `    ${oneLine(`${name}: ${JSON.stringify(value)}`)}\n`,
      );
      return `${look.local(updatedAt)}  ${oneLine(`${object} ${externalId}`)}\n${lines.join('')}\n`;
    });
    look.tell(answer, () => orNone(look, text.join('')));
  },
};

export const command = defineCommand({
  name: 'outside',
  summary: 'what reached people and systems outside a running sandbox: mail, slack, crm',
  usage: `[mail | slack | crm] ${runningUsage}`,
  help: 'Mails as they would be read, messages by channel, and the records of the CRM as they now are.',
  examples: [
    { line: 'casewarden outside mail', does: 'every mail that was sent' },
    { line: 'casewarden outside slack --json', does: 'the channels for a program' },
  ],
  options: runningOptions,
  positionals: 1,
  async run(given, io) {
    const action = chooseAction('outside', actions, given.positionals[0]);
    await action(await lookAt(given, io));
    return 0;
  },
});
