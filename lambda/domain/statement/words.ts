import { neglectReasons, type NeglectReason, type Statement } from '../../contract/statement.ts';
import { openZone } from '../calendar/zone.ts';
import { instantOf } from '../instants.ts';

type Language = Statement['language'];

const reasonWords: Readonly<Record<Language, Readonly<Record<NeglectReason, string>>>> = {
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

interface Words {
  readonly title: (date: string) => string;
  readonly span: (from: string, to: string, zone: string) => string;
  readonly looked: (sweeps: Statement['sweeps']) => string;
  readonly found: (sweeps: Statement['sweeps']) => string;
  readonly repaired: (sweeps: Statement['sweeps']) => string;
  readonly noRuns: string;
  readonly cut: (runs: number) => string;
  readonly failed: (cases: number) => string;
  readonly pass: (pass: NonNullable<Statement['fullPass']>, at: (instant: string) => string) => string;
  readonly noPass: string;
  readonly ledger: (ledger: Statement['ledger']) => string;
  readonly unreadable: (items: number) => string;
  readonly nobody: string;
  readonly neglected: (cases: number) => string;
  readonly reason: (words: string, cases: number) => string;
  readonly since: (words: string, since: string) => string;
  readonly more: (cases: number) => string;
  readonly oldest: string;
  readonly changed: (caseId: string, at: string) => string;
}

const words: Readonly<Record<Language, Words>> = {
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
    pass: ({ begunAt, endedAt, cases }, at) =>
      endedAt === undefined
        ? `全件確認: ${at(begunAt)} に始まり、まだ終わっていません (ここまで ${cases} 件)。`
        : `全件確認: ${at(begunAt)} から ${at(endedAt)} まで、対応中のケース ${cases} 件。`,
    noPass: '全件確認: まだ行われていません。',
    ledger: ({ openCases, runningClocks }) =>
      `台帳: 対応中のケース ${openCases} 件、動いている時計 ${runningClocks} 個。`,
    unreadable: (items) => `注意: 台帳の ${items} 件は、この版では読めません。`,
    nobody: '置き去りのケースは見つかりませんでした。',
    neglected: (cases) => `置き去りのケース: ${cases} 件`,
    reason: (text, cases) => `- ${text}: ${cases} 件`,
    since: (text, since) => `${text} (${since} 以前から)`,
    more: (cases) => `ほか ${cases} 件`,
    oldest: '最も長く更新のないケース:',
    changed: (caseId, at) => `- ${caseId}: 最終更新 ${at}`,
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
    pass: ({ begunAt, endedAt, cases }, at) =>
      endedAt === undefined
        ? `Full pass: began at ${at(begunAt)} and has not ended; ${cases} open cases so far.`
        : `Full pass: ${cases} open cases, from ${at(begunAt)} to ${at(endedAt)}.`,
    noPass: 'Full pass: none yet.',
    ledger: ({ openCases, runningClocks }) => `Ledger: ${openCases} open cases, ${runningClocks} running clocks.`,
    unreadable: (items) => `Attention: ${items} items of the ledger cannot be read by this version.`,
    nobody: 'No neglected case was found.',
    neglected: (cases) => `Neglected cases: ${cases}`,
    reason: (text, cases) => `- ${text}: ${cases}`,
    since: (text, since) => `${text} (since ${since} at the latest)`,
    more: (cases) => `and ${cases} more`,
    oldest: 'Open cases that were left alone for the longest time:',
    changed: (caseId, at) => `- ${caseId}: last changed at ${at}`,
  },
};

/** The statement in words, for people. @param most cases that are listed at most */
export function statementText(told: Statement, language: Language, most = Number.POSITIVE_INFINITY): string {
  const say = words[language];
  const at = (instant: string): string => wallTime(instant, told.timeZone);
  const { sweeps, fullPass, ledger } = told;
  const listed = told.neglected.slice(0, most);
  const cases = told.neglected.length + told.more;
  const left = cases - listed.length;
  const lines = [
    say.title(told.date),
    say.span(at(told.from), at(told.at), told.timeZone),
    '',
    say.looked(sweeps),
    say.found(sweeps),
    say.repaired(sweeps),
    ...(sweeps.runs === 0 ? [say.noRuns] : []),
    ...(sweeps.cutRuns > 0 ? [say.cut(sweeps.cutRuns)] : []),
    ...(sweeps.failed > 0 ? [say.failed(sweeps.failed)] : []),
    fullPass === undefined ? say.noPass : say.pass(fullPass, at),
    say.ledger(ledger),
    ...(ledger.unreadable > 0 ? [say.unreadable(ledger.unreadable)] : []),
    '',
  ];
  if (cases === 0) lines.push(say.nobody);
  else {
    lines.push(say.neglected(cases));
    for (const reason of neglectReasons) {
      if (told.counts[reason] > 0) lines.push(say.reason(reasonWords[language][reason], told.counts[reason]));
    }
    lines.push('');
    for (const { caseId, reasons } of listed) {
      const why = reasons.map(({ reason, since }) => say.since(reasonWords[language][reason], at(since)));
      lines.push(`${caseId}: ${why.join(language === 'ja' ? '、' : '; ')}`);
    }
    if (left > 0) lines.push(say.more(left));
  }
  if (told.oldest.length > 0) {
    lines.push('', say.oldest);
    for (const { caseId, lastUpdatedAt } of told.oldest) lines.push(say.changed(caseId, at(lastUpdatedAt)));
  }
  return `${lines.join('\n')}\n`;
}

/** `2026-11-24 08:00` by the clock on the wall, with how far it is ahead of UTC. */
function wallTime(instant: string, timeZone: string): string {
  const milliseconds = Date.parse(instant);
  const offset = openZone(timeZone).offsetAt(milliseconds);
  const minutes = Math.abs(Math.round(offset / 60_000));
  const two = (number: number): string => String(number).padStart(2, '0');
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${instantOf(milliseconds + offset)
    .slice(0, 16)
    .replace('T', ' ')}${zone}`;
}
