import { defineCommand } from './command.ts';
import { chooseAction, wanted, type Actions } from './running/actions.ts';
import { lookAt, runningOptions, runningUsage, type Look } from './running/look.ts';
import { oneLine, table } from './running/table.ts';

const said = {
  ja: {
    well: '障害はありません。',
    queues: ['キュー', '待ち', '処理中', '遅延', 'デッドレター'],
    functions: ['関数', '実行', '失敗', '最後'],
    rules: ['ルール', '種類', '発火', '最後'],
    quotas: ['クォータ', '毎秒', 'バースト', '最大/秒', '拒否'],
    would: (count: number) => `${count} 件を戻します (まだ戻していません)。`,
    moved: (count: number) => `${count} 件を戻しました。`,
    look: '見る場所',
  },
  en: {
    well: 'There are no faults.',
    queues: ['queue', 'waiting', 'in flight', 'delayed', 'dead letters'],
    functions: ['function', 'runs', 'failures', 'last'],
    rules: ['rule', 'type', 'fired', 'last'],
    quotas: ['quota', 'a second', 'burst', 'peak', 'refused'],
    would: (count: number) => `${count} would be moved back (nothing was moved).`,
    moved: (count: number) => `${count} moved back.`,
    look: 'look',
  },
} as const;

const actions: Actions<Look> = {
  async faults(look) {
    const answer = await look.control.faults({});
    const words = said[look.language];
    const lines = answer.faults.map(
      ({ at, title, detail, look: where }) =>
        `${look.local(at)}  ${look.io.paint('red', oneLine(title[look.language]))}\n    ${oneLine(detail)}\n    ${words.look}: ${oneLine(where[look.language])}\n`,
    );
    look.tell(answer, () => (lines.length === 0 ? `${words.well}\n` : lines.join('')));
  },
  async queues(look) {
    const answer = await look.control.queues({});
    const rows = answer.queues.map((queue) => [
      queue.name,
      String(queue.visible),
      String(queue.inFlight),
      String(queue.delayed),
      queue.isDeadLetterQueue ? '*' : '',
    ]);
    look.tell(answer, () => table(said[look.language].queues, rows));
  },
  async redrive(look) {
    const queue = wanted(look.words[0], 'hood redrive QUEUE [--dry-run]');
    const answer = await look.control.redrive({ queue, dryRun: look.options['dry-run'] === true });
    const words = said[look.language];
    look.tell(answer, () => `${(answer.dryRun ? words.would : words.moved)(answer.moved)}\n`);
  },
  async functions(look) {
    const answer = await look.control.functions({});
    const rows = answer.functions.map(({ name, invocations, failures, recent }) => [
      name,
      String(invocations),
      String(failures),
      look.local(recent[0]?.at ?? null),
    ]);
    look.tell(answer, () => table(said[look.language].functions, rows));
  },
  async rules(look) {
    const answer = await look.control.rules({});
    const rows = answer.rules.map(({ name, type, fired, lastFiredAt }) => [
      name,
      type,
      String(fired),
      look.local(lastFiredAt),
    ]);
    look.tell(answer, () => table(said[look.language].rules, rows));
  },
  async quotas(look) {
    const answer = await look.control.quotas({});
    const rows = answer.quotas.map(({ id, perSecond, burst, seconds }) => [
      id,
      String(perSecond),
      String(burst),
      String(seconds.reduce((most, { calls }) => Math.max(most, calls), 0)),
      String(seconds.reduce((sum, { refused }) => sum + refused, 0)),
    ]);
    look.tell(answer, () => table(said[look.language].quotas, rows));
  },
};

export const command = defineCommand({
  name: 'hood',
  summary: 'under the hood of a running sandbox: faults, queues, redrive, functions, rules, quotas',
  usage: `[faults | queues | redrive QUEUE [--dry-run] | functions | rules | quotas] ${runningUsage}`,
  help: `What went wrong and where to look (the default), and how the deployment is doing. redrive moves what is in a dead-letter queue
back to where it came from; --dry-run says how many that would be.`,
  examples: [
    { line: 'casewarden hood', does: 'what went wrong' },
    { line: 'casewarden hood redrive my-queue --dry-run', does: 'how many messages would be moved' },
  ],
  options: { ...runningOptions, 'dry-run': { type: 'boolean', help: 'with redrive: only say how many' } },
  positionals: 2,
  async run(given, io) {
    const action = chooseAction('hood', actions, given.positionals[0]);
    await action(await lookAt(given, io));
    return 0;
  },
});
