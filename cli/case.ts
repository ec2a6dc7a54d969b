import { defineCommand } from './command.ts';
import { chooseAction, pairsOf, wanted, type Actions } from './running/actions.ts';
import { findCaseId } from './running/find-case.ts';
import { lookAt, runningOptions, runningUsage, type Look } from './running/look.ts';
import { oneLine, table } from './running/table.ts';

const said = {
  ja: {
    none: 'ケースはまだありません。casewarden contact start で問い合わせを始めてください。',
    heading: ['ID', '番号', '件名', '状態', '担当者', '次の期限', '更新'],
    fields: '項目',
    slas: 'SLA',
    timeline: 'タイムライン',
    why: '理由',
    set: 'ケースを更新しました。',
    overdue: '期限超過',
  },
  en: {
    none: 'There is no case yet. Start a contact: casewarden contact start',
    heading: ['id', 'number', 'title', 'status', 'owner', 'next deadline', 'updated'],
    fields: 'Fields',
    slas: 'SLA',
    timeline: 'Timeline',
    why: 'why',
    set: 'The case was updated.',
    overdue: 'overdue since',
  },
} as const;

const actions: Actions<Look> = {
  async list(look) {
    const answer = await look.control.cases({});
    const words = said[look.language];
    const rows = answer.cases.map((one) => [
      one.caseId,
      one.reference ?? '',
      one.title,
      one.status.label,
      one.owner?.name ?? '',
      one.overdueSince === null ? look.local(one.nextSlaBreach) : `${words.overdue} ${look.local(one.overdueSince)}`,
      look.local(one.updatedAt),
    ]);
    look.tell(answer, () => (rows.length === 0 ? `${words.none}\n` : table(words.heading, rows)));
  },
  async show(look) {
    const answer = await look.control.caseDetail({ caseId: await caseIdOf(look, 'case show CASE') });
    const words = said[look.language];
    const heading = (text: string): string => `\n${look.io.paint('bold', text)}\n`;
    look.tell(answer, () =>
      [
        `${look.io.paint('bold', oneLine(answer.title))}  ${answer.status.label}  ${answer.owner?.name ?? ''}\n`,
        heading(words.fields),
        table(
          ['', ''],
          answer.fields.map(({ label, display }) => [label, display]),
        ).trimStart(),
        heading(words.slas),
        table(
          ['', '', ''],
          answer.slas.map(({ name, status, targetTime }) => [name, status, look.local(targetTime)]),
        ).trimStart(),
        heading(words.timeline),
        ...answer.timeline.map(({ at, sentence, reason }) => {
          const because =
            reason === null ? '' : `      ${look.io.paint('dim', `${words.why}: ${oneLine(reason[look.language])}`)}\n`;
          return `  ${look.local(at)}  ${oneLine(sentence[look.language])}\n${because}`;
        }),
      ].join(''),
    );
  },
  async set(look) {
    const usage = 'case set CASE --as USER --set FIELD=VALUE';
    const caseId = await caseIdOf(look, usage);
    const user = wanted(look.options['as'] as string | undefined, usage);
    const fields = pairsOf((look.options['set'] as string[] | undefined) ?? [], '--set');
    wanted(Object.keys(fields)[0], usage);
    const answer = await look.control.updateCase({ caseId, user, fields });
    look.tell(answer, () => `${said[look.language].set}\n`);
  },
};

async function caseIdOf(look: Look, usage: string): Promise<string> {
  return findCaseId(look, wanted(look.words[0], usage));
}

export const command = defineCommand({
  name: 'case',
  summary: 'cases of a running sandbox: list, show, set',
  usage: `[list | show CASE | set CASE --as USER --set FIELD=VALUE …] ${runningUsage}`,
  help: `CASE is an id, its first letters, or a reference number. show prints fields, SLAs, and what happened to the case with the reason of each step.
set changes fields as a user of the instance would in the agent workspace, so that clocks end as they do there.`,
  examples: [
    { line: 'casewarden case', does: 'all cases' },
    { line: 'casewarden case show 91464213', does: 'one case and its timeline' },
    { line: 'casewarden case set 91464213 --as sato --set status=in_progress', does: 'somebody answers' },
  ],
  options: {
    ...runningOptions,
    as: { type: 'string', value: 'USER', help: 'user of the instance who does it' },
    set: { type: 'string', multiple: true, value: 'FIELD=VALUE', help: 'field id and its new value; may be repeated' },
  },
  positionals: 2,
  async run(given, io) {
    const action = chooseAction('case', actions, given.positionals[0]);
    await action(await lookAt(given, io));
    return 0;
  },
});
