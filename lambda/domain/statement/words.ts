import type { NeglectReason, Statement } from '../../contract/statement.ts';
import type { Held } from './held-by-budgets.ts';

type Language = Statement['language'];

/** Each reason, in a few words. */
export const reasonWords: Readonly<Record<Language, Readonly<Record<NeglectReason, string>>>> = {
  ja: {
    'no-clock': '時計が動いていない',
    'no-owner': '担当者もキューも決まっていない',
    'owner-gone': '担当者がインスタンスにいない',
    'no-open-task': '期限を過ぎたのにタスクがない',
    'paused-too-long': '3 日を超えて一時停止している',
    'customer-wrote-last': 'お客様からの連絡に 1 日以上返信がない',
  },
  en: {
    'no-clock': 'no clock watches over it',
    'no-owner': 'no owner and no queue',
    'owner-gone': 'its owner is not in the instance',
    'no-open-task': 'past its deadline, and no task was given',
    'paused-too-long': 'paused for more than three days',
    'customer-wrote-last': 'the customer wrote last, more than a day ago',
  },
};

export interface Words {
  readonly title: (date: string) => string;
  readonly span: (from: string, to: string, zone: string) => string;
  readonly looked: (sweeps: Statement['sweeps']) => string;
  readonly found: (sweeps: Statement['sweeps']) => string;
  readonly repaired: (sweeps: Statement['sweeps']) => string;
  readonly noRuns: string;
  readonly cut: (runs: number) => string;
  readonly failed: (cases: number) => string;
  readonly byToken: (runs: number) => string;
  readonly slas: (slas: NonNullable<Statement['slaSweeps']>) => string;
  readonly slasCut: (runs: number) => string;
  readonly slasFailed: (slas: number) => string;
  readonly pass: (pass: NonNullable<Statement['fullPass']>, at: (instant: string) => string) => string;
  readonly noPass: string;
  readonly ledger: (ledger: Statement['ledger']) => string;
  readonly unreadable: (items: number) => string;
  readonly undone: string;
  readonly parkedCases: (cases: number, caseIds: readonly string[]) => string;
  readonly parkedEffects: (effects: number, newly: number) => string;
  readonly heldByBudget: (effects: number) => string;
  readonly heldInHour: (held: Held, hourBegan: string) => string;
  readonly waiting: (effects: number) => string;
  readonly parkedBecause: (reason: string, effects: number) => string;
  readonly redrive: string;
  readonly nobody: string;
  readonly neglected: (cases: number) => string;
  readonly reason: (words: string, cases: number) => string;
  readonly waitedLongest: string;
  readonly since: (words: string, since: string) => string;
  readonly more: (cases: number) => string;
  readonly oldest: string;
  readonly changed: (caseId: string, at: string) => string;
  readonly wholeAt: (place: string) => string;
  readonly between: string;
}

/** What a statement says, in both languages. */
export const words: Readonly<Record<Language, Words>> = {
  ja: {
    title: (date) => `Casewarden 日報 ${date}`,
    span: (from, to, zone) => `対象: ${from} から ${to} まで (${zone})`,
    looked: ({ runs, looked, asked }) =>
      `確認: 巡回 ${runs} 回、延べ ${looked} 件を照合し、${asked} 件を個別に読みました。`,
    found: ({ foundChanged, foundUnknown, foundGone }) =>
      `発見: 届かなかった更新 ${foundChanged} 件、知らなかったケース ${foundUnknown} 件、削除されていたケース ${foundGone} 件。`,
    repaired: ({ repaired, unrepaired }) =>
      `修復: ${repaired} 件を台帳に反映しました。反映されないまま 1 日を過ぎたもの ${unrepaired} 件。`,
    noRuns: '注意: この間、巡回は一度も行われていません。',
    cut: (runs) => `注意: ${runs} 回は時間内に終わらず、次の回に続きを行いました。`,
    failed: (cases) => `注意: 読めなかったケースが ${cases} 件あります。関数 sweep-cases のログを確認してください。`,
    byToken: (runs) =>
      `注意: ${runs} 回は Amazon Connect Cases の検索が日時による並べ替えを受け付けなかったため、対応中のケースを先頭から順に見ました。発見が遅くなります。`,
    slas: ({ runs, looked, found }) =>
      `SLA: 巡回 ${runs} 回、延べ ${looked} 件を確認し、台帳にない ${found} 件を伝えました。`,
    slasCut: (runs) => `注意: SLA の巡回 ${runs} 回は時間内に終わらず、次の回に続きを行いました。`,
    slasFailed: (slas) => `注意: 読めなかった SLA が ${slas} 件あります。関数 sweep-slas のログを確認してください。`,
    pass: ({ begunAt, endedAt, cases }, at) =>
      endedAt === undefined
        ? `全件確認: ${at(begunAt)} に始まり、まだ終わっていません (ここまで ${cases} 件)。`
        : `全件確認: ${at(begunAt)} から ${at(endedAt)} まで、対応中のケース ${cases} 件。`,
    noPass: '全件確認: まだ行われていません。',
    ledger: ({ openCases, runningClocks }) =>
      `台帳: 対応中のケース ${openCases} 件、動いている時計 ${runningClocks} 個。`,
    unreadable: (items) => `注意: 台帳の ${items} 件は、この版では読めません。`,
    undone: '行われていないこと',
    parkedCases: (cases, caseIds) =>
      `台帳の項目が大きくなりすぎ、更新を受け付けないケース: ${cases} 件 (${caseIds.join('、')})`,
    parkedEffects: (effects, newly) => `取りやめた処理: ${effects} 件 (うちこの期間に ${newly} 件)`,
    heldByBudget: (effects) => `うち上限 (budgets) により止めたもの: ${effects} 件`,
    heldInHour: ({ budget, policy, effects }, hourBegan) =>
      `${hourBegan} からの 1 時間に${{ case: 'ケースごとの上限', person: '担当者ごとの上限', policy: `ポリシー ${policy ?? ''} の上限` }[budget]}で止めたもの: ${effects} 件`,
    waiting: (effects) => `1 時間を超えて順番や再試行を待っている処理: ${effects} 件`,
    parkedBecause: (reason, effects) => `${reason}: ${effects} 件`,
    redrive: '取りやめた処理は casewarden redrive で内容を確かめ、やり直せます。',
    nobody: '置き去りのケースは見つかりませんでした。',
    neglected: (cases) => `置き去りのケース: ${cases} 件`,
    reason: (text, cases) => `${text}: ${cases} 件`,
    waitedLongest: '長く待っているものから:',
    since: (text, since) => `${text} (${since} 以前から)`,
    more: (cases) => `ほか ${cases} 件`,
    oldest: '最も長く更新のないケース:',
    changed: (caseId, at) => `${caseId}: 最終更新 ${at}`,
    wholeAt: (place) => `全文: ${place}`,
    between: '、',
  },
  en: {
    title: (date) => `Casewarden statement ${date}`,
    span: (from, to, zone) => `From ${from} to ${to} (${zone})`,
    looked: ({ runs, looked, asked }) =>
      `Looked at: ${runs} sweeps compared cases ${looked} times, and read ${asked} one by one.`,
    found: ({ foundChanged, foundUnknown, foundGone }) =>
      `Found: ${foundChanged} changes that no event told, ${foundUnknown} cases that nobody knew, ${foundGone} cases that are gone.`,
    repaired: ({ repaired, unrepaired }) =>
      `Repaired: ${repaired} stand in the ledger now; ${unrepaired} still did not after a day.`,
    noRuns: 'Attention: no sweep ran in this time.',
    cut: (runs) => `Attention: ${runs} sweeps had too little time; the next went on.`,
    failed: (cases) => `Attention: ${cases} cases could not be read; see the log of the function sweep-cases.`,
    byToken: (runs) =>
      `Attention: to ${runs} sweeps the search of Amazon Connect Cases refused an order by date, so they went through the open cases from the top. What was lost is found later.`,
    slas: ({ runs, looked, found }) =>
      `SLAs: ${runs} sweeps looked at SLAs ${looked} times, and told of ${found} that the ledger did not know.`,
    slasCut: (runs) => `Attention: ${runs} sweeps of SLAs had too little time; the next went on.`,
    slasFailed: (slas) => `Attention: ${slas} SLAs could not be read; see the log of the function sweep-slas.`,
    pass: ({ begunAt, endedAt, cases }, at) =>
      endedAt === undefined
        ? `Full pass: began at ${at(begunAt)} and has not ended; ${cases} open cases so far.`
        : `Full pass: ${cases} open cases, from ${at(begunAt)} to ${at(endedAt)}.`,
    noPass: 'Full pass: none yet.',
    ledger: ({ openCases, runningClocks }) => `Ledger: ${openCases} open cases, ${runningClocks} running clocks.`,
    unreadable: (items) => `Attention: ${items} items of the ledger cannot be read by this version.`,
    undone: 'Not done',
    parkedCases: (cases, caseIds) =>
      `Cases whose item in the ledger has grown too large to take up anything: ${cases} (${caseIds.join(', ')})`,
    parkedEffects: (effects, newly) => `Effects that were parked: ${effects}, ${newly} of them in this time`,
    heldByBudget: (effects) => `Held by a budget, of these: ${effects}`,
    heldInHour: ({ budget, policy, effects }, hourBegan) =>
      `Held in the hour from ${hourBegan} by ${{ case: 'budgets of cases', person: 'budgets of persons', policy: `the budget of the policy ${policy ?? ''}` }[budget]}: ${effects}`,
    waiting: (effects) =>
      `Effects that have waited for their turn or another attempt for more than an hour: ${effects}`,
    parkedBecause: (reason, effects) => `${reason}: ${effects}`,
    redrive: 'What was parked can be looked at and brought back with casewarden redrive.',
    nobody: 'No neglected case was found.',
    neglected: (cases) => `Neglected cases: ${cases}`,
    reason: (text, cases) => `${text}: ${cases}`,
    waitedLongest: 'Those that have waited for the longest time:',
    since: (text, since) => `${text} (since ${since} at the latest)`,
    more: (cases) => `and ${cases} more`,
    oldest: 'Open cases that were left alone for the longest time:',
    changed: (caseId, at) => `${caseId}: last changed at ${at}`,
    wholeAt: (place) => `All of it: ${place}`,
    between: '; ',
  },
};
