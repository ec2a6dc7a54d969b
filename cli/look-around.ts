import { controlBase } from '../sandbox/control/schema.ts';
import type { Language } from '../sandbox/control/sentences.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';

const words = {
  ja: {
    open: 'ブラウザーで開く',
    address: 'サンドボックスのアドレス',
    commands: '同じことをコマンドで',
    look: '中を見る (別の端末で。認証情報は何でもかまいません)',
    timeline: 'タイムラインを JSON で',
    clock: '仮想時刻は実時間の速さで進みます。次の期限まで進める',
    stop: '終わるには Ctrl-C',
  },
  en: {
    open: 'Open it in a browser',
    address: 'The sandbox is at',
    commands: 'The same from the command line',
    look: 'Look around from another terminal (any credentials do)',
    timeline: 'The timeline as JSON',
    clock: 'The virtual clock runs at the speed of the real one; on to the next deadline',
    stop: 'Ctrl-C stops it',
  },
} as const;

/** Where the sandbox is, the exact commands to look around in it, and how to stop it. */
export async function lookAround(sandbox: Sandbox, language: Language): Promise<string> {
  const { endpoint, kernel } = sandbox;
  const said = words[language];
  const { stacks } = await sandbox.control.stacks({});
  const resources = stacks.flatMap((stack) => stack.resources);
  const table = resources.find(({ type }) => /^AWS::DynamoDB::(Global)?Table$/.test(type))?.physicalId;
  const domain = sandbox.casesDomain();
  const aws = (rest: string): string => `  aws --endpoint-url ${endpoint} --region ${kernel.place.region} ${rest}`;
  return [
    '',
    `${said.open}: ${endpoint}/`,
    '',
    `${said.commands}: npx casewarden case · contact · time · task · outside · hood (--help)`,
    `${said.clock}:`,
    '  npx casewarden time jump',
    `${said.address} ${endpoint}`,
    `${said.look}:`,
    '  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test',
    aws('connectcases list-domains'),
    ...(domain === undefined
      ? []
      : [aws(`connectcases search-cases --domain-id ${domain} --fields id=title id=status id=assigned_user`)]),
    ...(table === undefined ? [] : [aws(`dynamodb scan --table-name ${table}`)]),
    aws('sqs list-queues'),
    `${said.timeline}:`,
    `  curl ${endpoint}${controlBase}/timeline`,
    `${said.stop}.`,
    '',
  ].join('\n');
}
