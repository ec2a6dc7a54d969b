import { ownEntry } from '../../format/own-entry.ts';

type Said = Readonly<{ ja: string; en: string }>;

/** How people call something that is deployed. */
export interface PlainName {
  readonly name: Said;
  /** What it is for, in a sentence; null for what this page does not know. */
  readonly purpose: Said | null;
}

const known = (en: string, ja: string, purposeEn: string, purposeJa: string): PlainName => ({
  name: { en, ja },
  purpose: { en: purposeEn, ja: purposeJa },
});

const queues: Readonly<Record<string, PlainName>> = {
  Inbox: known(
    'Inbox',
    '受付',
    'Every hint that something has happened to a case arrives here.',
    'ケースに何かが起きたという知らせが、すべてここに届きます。',
  ),
  CaseUpdate: known(
    'Changes of cases',
    'ケースの更新',
    'Wakes the function that sets owners and other fields of cases.',
    '担当者などの項目を書き換える関数を起こします。',
  ),
  CaseItems: known(
    'Native SLAs',
    '標準の SLA',
    'Wakes the function that keeps the SLAs agents see in step with the clocks.',
    'エージェントに見える SLA を時計に合わせる関数を起こします。',
  ),
  SweepCases: known(
    'Look for lost events',
    '届かなかったイベントの確認',
    'Runs of the schedule that could not be started.',
    '起動できなかったスケジュールの実行が残ります。',
  ),
  SweepSlas: known(
    'Look for SLAs of the console',
    '管理画面の SLA の確認',
    'Runs of the schedule that could not be started.',
    '起動できなかったスケジュールの実行が残ります。',
  ),
  Statement: known(
    'Daily statement',
    '日報',
    'Runs of the schedule that could not be started.',
    '起動できなかったスケジュールの実行が残ります。',
  ),
  RefreshHours: known(
    'Hours of operation',
    'オペレーション時間の読み取り',
    'Runs of the schedule that could not be started.',
    '起動できなかったスケジュールの実行が残ります。',
  ),
  LinkContacts: known(
    'Contacts of cases',
    'ケースの問い合わせ',
    'Contacts that begin, meet an agent, or are linked to a case.',
    '始まった問い合わせ、エージェントにつながった問い合わせ、ケースに結び付いた問い合わせが並びます。',
  ),
  Mail: known('Mail', 'メール', 'Wakes the function that sends mails.', 'メールを送る関数を起こします。'),
  Task: known(
    'Tasks',
    'タスク',
    'Wakes the function that starts tasks for owners.',
    '担当者へのタスクを始める関数を起こします。',
  ),
  Slack: known('Slack', 'Slack', 'Wakes the function that posts to Slack.', 'Slack に投稿する関数を起こします。'),
  Salesforce: known(
    'Salesforce',
    'Salesforce',
    'Cases whose news Salesforce should hear of.',
    'Salesforce に伝えるべきケースがここに並びます。',
  ),
  Tick: known(
    'Look of every minute',
    '毎分の見回り',
    'Runs of the schedule that could not be started.',
    '起動できなかったスケジュールの実行が残ります。',
  ),
};

const functions: Readonly<Record<string, PlainName>> = {
  Advance: known(
    'Decide what is owed',
    '対応の判定',
    'Takes in what happened to a case and decides what has to be done, and when.',
    'ケースに起きたことを読み取り、いつ何をすべきかを決めます。',
  ),
  Tick: known(
    'Look of every minute',
    '毎分の見回り',
    'Every minute: finds what falls due and wakes the functions that have work.',
    '1 分ごとに期限を迎えるものを探し、仕事のある関数を起こします。',
  ),
  CaseUpdate: known(
    'Update cases',
    'ケースの更新',
    'Sets owners and other fields of cases.',
    '担当者などのケースの項目を書き換えます。',
  ),
  CaseItems: known(
    'Keep native SLAs in step',
    '標準の SLA の調整',
    'Attaches and removes the SLAs that agents see, as the clocks go.',
    '時計に合わせて、エージェントに見える SLA を付け外しします。',
  ),
  SweepCases: known(
    'Look for lost events',
    '届かなかったイベントの確認',
    'Every five minutes: finds changes and cases of which no event has told. Every night: looks at all open cases.',
    '5 分ごとに、イベントで届かなかった更新やケースを探します。毎晩、対応中のケースをすべて確認します。',
  ),
  SweepSlas: known(
    'Look for SLAs of the console',
    '管理画面の SLA の確認',
    'Every five minutes: finds SLAs that rules of the console have attached and that the policy adopts.',
    '5 分ごとに、管理画面のルールが付けた SLA のうち引き継ぐものを探します。',
  ),
  Statement: known(
    'Daily statement',
    '日報',
    'Every day: says what was found and repaired, and which cases are neglected.',
    '毎日、見つけたこと・直したこと・置き去りのケースを報告します。',
  ),
  RefreshHours: known(
    'Read hours of operation',
    'オペレーション時間の読み取り',
    'Every hour: reads hours of operation again, and has open cases looked at when they changed.',
    '1 時間ごとにオペレーション時間を読み直し、変わったときは対応中のケースを見直します。',
  ),
  LinkContacts: known(
    'Who spoke last',
    '最後に話した人の判定',
    'Joins contacts and the cases they are linked to, and tells the clocks.',
    '問い合わせと結び付いたケースを突き合わせ、時計に知らせます。',
  ),
  Explain: known(
    'Explain a case',
    'ケースの説明',
    'Says why the clocks of a case stand as they do; reads only.',
    'ケースの時計がなぜそうなっているかを答えます。読み取りだけです。',
  ),
  Redrive: known(
    'Bring back what was given up',
    '保留の再実行',
    'When somebody asks: lists dead letters and parked effects, and brings them back.',
    '求められたときに、デッドレターと保留を一覧にし、もう一度行います。',
  ),
  Erase: known(
    'Erase what a case holds',
    '個人データの消去',
    'When somebody asks: removes the personal data of a case, and keeps what was promised and done.',
    '求められたときに、ケースの個人データを消し、約束と実施の記録だけを残します。',
  ),
  Mail: known('Send mail', 'メールの送信', 'Sends mails through Amazon SES.', 'Amazon SES でメールを送ります。'),
  Task: known(
    'Start tasks',
    'タスクの開始',
    'Starts tasks for owners and links them to their case.',
    '担当者にタスクを始め、ケースに関連付けます。',
  ),
  Slack: known('Post to Slack', 'Slack への投稿', 'Posts messages to Slack.', 'Slack にメッセージを投稿します。'),
  Salesforce: known(
    'Write to Salesforce',
    'Salesforce への連携',
    'Writes the newest state of a case to Salesforce, one record per case.',
    'ケースの最新の内容を Salesforce に書き込みます (1 ケースにつき 1 レコード)。',
  ),
  InstanceEnsureInstance: known(
    'Prepare the instance',
    'インスタンスの準備',
    'At deployment: sees that the instance has what Cases needs.',
    'デプロイ時に、Cases に必要なものをインスタンスに用意します。',
  ),
  EnsureCaseSchema: known(
    'Prepare the fields of cases',
    'ケースの項目の準備',
    'At deployment: adds options of fields and switches case events on.',
    'デプロイ時に、項目の選択肢を加え、ケースのイベントを有効にします。',
  ),
  PolicyStore: known(
    'Store the policy',
    'ポリシーの保存',
    'At deployment: stores the policy as it then stands.',
    'デプロイ時に、その時点のポリシーを保存します。',
  ),
};

/** CDK ends a logical id with eight digits of a hash: `InboxQueue1C8C0F3E` is `InboxQueue` in the template's words. */
export const shortId = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

const spaced = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2');
/** Japanese keeps Latin letters and kana apart. */
const beforeKana = (text: string): string => (/[A-Za-z0-9]$/.test(text) ? `${text} ` : text);
const unknown = (name: string): PlainName => ({ name: { en: spaced(name), ja: spaced(name) }, purpose: null });

const deadLettersEnding = /(?:Queue)?DeadLetters$/;

/** Whether a queue keeps what could not be delivered, as its name in the template tells. */
export const keepsDeadLetters = (logicalId: string): boolean => deadLettersEnding.test(shortId(logicalId));

/** A queue by its logical id. */
export function nameOfQueue(logicalId: string): PlainName {
  const id = shortId(logicalId);
  const stem = id.replace(deadLettersEnding, '').replace(/Queue$/, '');
  const plain = ownEntry(queues, stem) ?? unknown(stem);
  if (!deadLettersEnding.test(id)) return plain;
  return {
    name: { en: `${plain.name.en}: dead letters`, ja: `${beforeKana(plain.name.ja)}のデッドレター` },
    purpose:
      stem === 'Tick'
        ? plain.purpose
        : {
            en: 'What could not be processed waits here until somebody looks.',
            ja: '処理できなかったものが、人が確かめるまでここに残ります。',
          },
  };
}

/** A function by its logical id. */
export function nameOfFunction(logicalId: string): PlainName {
  const stem = shortId(logicalId)
    .replace(/^Lanes/, '')
    .replace(/Function$/, '');
  return ownEntry(functions, stem) ?? unknown(stem);
}

/** An EventBridge rule by its logical id. */
export function nameOfEventRule(logicalId: string): Said {
  const stem = shortId(logicalId);
  if (stem === 'InboxCaseEvents') return { en: 'Case events to the inbox', ja: 'ケースの出来事を受付へ' };
  if (stem.startsWith('LinkContacts'))
    return stem.endsWith('ContactEvents')
      ? { en: 'Contacts to who spoke last', ja: '問い合わせの出来事を判定へ' }
      : { en: 'Links of contacts to who spoke last', ja: 'ケースへの結び付きを判定へ' };
  const sink = /^(.+)SinkReady$/.exec(stem)?.[1];
  if (sink !== undefined) return { en: `News of cases to ${sink}`, ja: `ケースの更新を ${sink} へ` };
  return { en: spaced(stem), ja: spaced(stem) };
}

const events: Readonly<Record<string, Said>> = {
  'CASE.CREATED': { en: 'Case created', ja: 'ケースの作成' },
  'CASE.UPDATED': { en: 'Case changed', ja: 'ケースの更新' },
  'CASE.DELETED': { en: 'Case deleted', ja: 'ケースの削除' },
  'RELATED_ITEM.CREATED': { en: 'Attached to a case', ja: '関連項目の追加' },
  'RELATED_ITEM.UPDATED': { en: 'Attached item changed', ja: '関連項目の更新' },
  'RELATED_ITEM.DELETED': { en: 'Attached item removed', ja: '関連項目の削除' },
  'Sink Ready': { en: 'News for an outside system', ja: '外部システムへの更新' },
  'SLA Warned': { en: 'Deadline near', ja: '期限の接近' },
  'SLA Breached': { en: 'Deadline missed', ja: '期限の超過' },
  'SLA Ended': { en: 'SLA ended', ja: 'SLA の終了' },
  'Case Escalated': { en: 'Case escalated', ja: 'ケースのエスカレーション' },
  'Case Neglected': { en: 'Case neglected', ja: 'ケースの放置' },
};

/** An event by its type, in words and as its service calls it. */
export function nameOfEventType(type: string): Said {
  const plain = ownEntry(events, type);
  if (plain === undefined) return { en: type, ja: type };
  const same = plain.en.toLowerCase() === type.toLowerCase();
  return { en: same ? type : `${plain.en} (${type})`, ja: `${plain.ja} (${type})` };
}
