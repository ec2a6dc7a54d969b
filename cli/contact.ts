import { setTimeout as wait } from 'node:timers/promises';
import { defineCommand, UserError } from './command.ts';
import { chooseAction, pairsOf, wanted, type Actions } from './running/actions.ts';
import { lookAt, runningOptions, runningUsage, type Look } from './running/look.ts';
import { oneLine, table } from './running/table.ts';

const said = {
  ja: {
    none: '問い合わせはまだありません。',
    heading: ['ID', 'お客様', 'フロー', 'ケース', '開始', '終了'],
    roles: { CUSTOMER: 'お客様', SYSTEM: '自動応答', AGENT: '担当者' },
    ended: 'チャットは終わりました。',
    goesOn: 'チャットは続いています。',
    paused: '時計が止まっているので、フローは進みません: casewarden time play',
    caseIs: 'ケース',
    sent: '送りました。',
    closed: '終了しました。',
    required: '必須',
    questions: ['名前', '質問', '種類', ''],
  },
  en: {
    none: 'There is no contact yet.',
    heading: ['id', 'customer', 'flow', 'case', 'started', 'ended'],
    roles: { CUSTOMER: 'Customer', SYSTEM: 'Flow', AGENT: 'Agent' },
    ended: 'The chat ended.',
    goesOn: 'The chat goes on.',
    paused: 'The clock stands still, so the flow does not go on: casewarden time play',
    caseIs: 'Case',
    sent: 'Sent.',
    closed: 'Closed.',
    required: 'required',
    questions: ['name', 'question', 'kind', ''],
  },
} as const;

type Detail = Awaited<ReturnType<Look['control']['contactDetail']>>;

function transcriptOf(look: Look, contact: Detail): string {
  const words = said[look.language];
  const speaker = (role: string): string => (words.roles as Readonly<Record<string, string>>)[role] ?? role;
  return [
    ...contact.transcript.map(({ at, role, text }) => `  ${look.local(at)}  ${speaker(role)}: ${oneLine(text)}\n`),
    contact.endedAt === null ? `${words.goesOn}\n` : `${words.ended}\n`,
    contact.caseId === null ? '' : `${words.caseIs}: ${contact.caseId}\n`,
  ].join('');
}

const patienceMilliseconds = 10_000;
const pollMilliseconds = 200;

/** Waits until the flow has done what it does by itself: ended the chat, or put it in a queue. */
async function settled(look: Look, contactId: string): Promise<Detail> {
  const until = performance.now() + patienceMilliseconds;
  for (;;) {
    const contact = await look.control.contactDetail({ contactId });
    if (contact.state !== 'started' || performance.now() > until) return contact;
    await wait(pollMilliseconds, undefined, { signal: look.io.signal });
  }
}

const actions: Actions<Look> = {
  async list(look) {
    const answer = await look.control.contacts({});
    const words = said[look.language];
    const rows = answer.contacts.map((one) => [
      one.contactId,
      one.customer ?? '',
      one.flow ?? '',
      one.caseId ?? '',
      look.local(one.startedAt),
      look.local(one.endedAt),
    ]);
    look.tell(answer, () => (rows.length === 0 ? `${words.none}\n` : table(words.heading, rows)));
  },
  async start(look) {
    const answers = pairsOf((look.options['answer'] as string[] | undefined) ?? [], '--answer');
    const flow = (look.options['flow'] as string | undefined) ?? (await onlyFlow(look));
    await checkAnswers(look, flow, answers);
    const customer = (look.options['customer'] as string | undefined) ?? answers['name'] ?? 'Customer';
    const { contactId } = await look.control.startContact({ flow, customer, answers });
    const { speed } = await look.control.time({});
    const contact = speed === 0 ? await look.control.contactDetail({ contactId }) : await settled(look, contactId);
    if (speed === 0) look.io.err(`${said[look.language].paused}\n`);
    look.tell(contact, () => `${contactId}\n${transcriptOf(look, contact)}`);
  },
  async show(look) {
    const contact = await look.control.contactDetail({ contactId: wanted(look.words[0], 'contact show CONTACT') });
    look.tell(contact, () => transcriptOf(look, contact));
  },
  async questions(look) {
    const name = look.words[0] ?? (await onlyFlow(look));
    const { flows } = await look.control.flows({});
    const flow = flows.find((one) => one.name === name) ?? flows.find((one) => one.name.endsWith(name));
    if (flow === undefined)
      throw new UserError(`there is no flow "${name}"; deployed: ${flows.map((one) => one.name).join(', ')}`);
    const answer = await look.control.questions({ flowId: flow.flowId });
    const rows = answer.questions.map(({ name: key, label, kind, required, options }) => [
      key,
      label[look.language],
      options.length > 0 ? options.map(({ value }) => value).join('|') : kind,
      required ? said[look.language].required : '',
    ]);
    look.tell(answer, () => table(said[look.language].questions, rows));
  },
  async say(look) {
    const usage = 'contact say CONTACT TEXT';
    const answer = await look.control.sendMessage({
      contactId: wanted(look.words[0], usage),
      text: wanted(look.words[1], usage),
    });
    look.tell(answer, () => `${said[look.language].sent}\n`);
  },
  async end(look) {
    const answer = await look.control.endContact({ contactId: wanted(look.words[0], 'contact end CONTACT') });
    look.tell(answer, () => `${said[look.language].closed}\n`);
  },
};

/** Refuses answers that the flow would not read, and to leave out what its case needs. @throws UserError */
async function checkAnswers({ control }: Look, flow: string, answers: Readonly<Record<string, string>>): Promise<void> {
  const { questions } = await control.questions({ flowId: flow });
  const next = `casewarden contact questions ${flow} lists what is asked, and what is required.`;
  const names = questions.map(({ name }) => name);
  const unknown = Object.keys(answers).filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new UserError(
      `the flow ${flow} has no question called ${unknown.join(', ')}; it asks for ${names.join(', ') || 'nothing'}`,
      { next },
    );
  const missing = questions.filter(({ name, required }) => required && (answers[name] ?? '').trim() === '');
  if (missing.length > 0)
    throw new UserError(
      `the flow ${flow} asks for ${missing.map(({ name }) => name).join(', ')}, which has no answer; give each with --answer NAME=VALUE`,
      { next },
    );
}

/** The one chat flow that asks something. @throws UserError when there is not exactly one */
async function onlyFlow({ control }: Look): Promise<string> {
  const { flows } = await control.flows({});
  const chats = flows.filter(({ type }) => type === 'CONTACT_FLOW');
  const asking = await Promise.all(chats.map(async (flow) => ({ flow, ...(await control.questions(flow)) })));
  const names = asking.filter(({ questions }) => questions.length > 0).map(({ flow }) => flow.name);
  if (names.length === 1) return names[0]!;
  throw new UserError(`which flow? Deployed are ${names.join(', ') || 'none that a customer could start'}`, {
    next: 'Name it with --flow.',
  });
}

export const command = defineCommand({
  name: 'contact',
  summary: 'contacts of a running sandbox: list, start, questions, show, say, end',
  usage: `[list | questions [FLOW] | start [--flow NAME] [--customer NAME] --answer NAME=VALUE … | show CONTACT | say CONTACT TEXT | end CONTACT] ${runningUsage}`,
  help: `start opens a chat as a customer against the deployed flow: what a pre-chat form would ask (see questions) is given with
--answer, and the conversation is printed when the flow has ended it or put it in a queue.`,
  examples: [
    {
      line: 'casewarden contact start --answer name=山田太郎 --answer email=taro@example.com --answer preferred_slot_1=12/1',
      does: 'a customer asks for an appointment',
    },
    { line: 'casewarden contact', does: 'all contacts' },
  ],
  options: {
    ...runningOptions,
    flow: { type: 'string', value: 'NAME', help: 'chat flow (default: the only one)' },
    customer: { type: 'string', value: 'NAME', help: 'name in the chat (default: the answer called name)' },
    answer: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      help: 'answer of the pre-chat form; may be repeated',
    },
  },
  positionals: 3,
  async run(given, io) {
    const action = chooseAction('contact', actions, given.positionals[0]);
    await action(await lookAt(given, io));
    return 0;
  },
});
