import type { Browser, Page } from 'playwright-core';
import { consolePath } from '../../sandbox/control/console-files.ts';
import { controlBase } from '../../sandbox/control/schema.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start-sandbox.ts';
import { launchBrowser } from '../console/support/browser.ts';
import { pageToServe } from '../console/support/page-to-serve.ts';
import { spreadOf } from './figures.ts';
import { recordCases, recordTitle } from './synthetic-desk.ts';

const caseCount = 10_000;

const line = (what: string, values: readonly number[]): string => {
  const { minimum, median, maximum } = spreadOf(values);
  return `${what.padEnd(52)}${median.toFixed(0).padStart(6)} ms (${minimum.toFixed(0)} to ${maximum.toFixed(0)})`;
};

/**
 * Defines `onScreen(text, selector)` in the page: resolves with the instant, epoch milliseconds, at which an element with
 * that text has been drawn. The browser and this process read the same clock.
 */
const onScreen = `globalThis.onScreen = (text, selector) => new Promise((resolve, reject) => {
  const patience = setTimeout(() => reject(new Error(text + ' was not drawn within 30 s')), 30000);
  const drawn = () => requestAnimationFrame(() => setTimeout(() => {
    clearTimeout(patience);
    resolve(performance.timeOrigin + performance.now());
  }));
  const isThere = () => [...document.querySelectorAll(selector)].some((one) => one.innerText.includes(text));
  const look = () => (isThere() ? drawn() : requestAnimationFrame(look));
  look();
});`;

const whenOnScreen = (page: Page, text: string, selector = 'tbody tr'): Promise<number> =>
  page.evaluate<number>(`onScreen(${JSON.stringify(text)}, ${JSON.stringify(selector)})`);
const now = (): number => performance.timeOrigin + performance.now();

/** How long a person waits with ten thousand cases: for each page, for a change in the list, for what they look for. */
export async function benchConsole(directory: string, rounds: number): Promise<readonly string[]> {
  const sandbox = await startSandbox(pageToServe());
  let browser: Browser | undefined;
  try {
    recordCases(sandbox.kernel.journal, caseCount, sandbox.kernel.clock.now());
    browser = await launchBrowser(directory);
    return [
      ...(await benchAnswers(sandbox, rounds)),
      ...(await benchFirstViews(sandbox, browser, rounds)),
      ...(await benchList(sandbox, browser, rounds)),
    ];
  } finally {
    await browser?.close();
    await sandbox.close();
  }
}

async function benchAnswers(sandbox: Sandbox, rounds: number): Promise<readonly string[]> {
  const whole: number[] = [];
  const changes: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    let start = performance.now();
    const all = await fetch(`${sandbox.endpoint}${controlBase}/cases`).then((answer) => answer.text());
    whole.push(performance.now() - start);
    bytes = Buffer.byteLength(all);
    const { sequence } = JSON.parse(all) as { readonly sequence: number };
    recordTitle(sandbox.kernel.journal, round, `変更 ${round}`);
    start = performance.now();
    await fetch(`${sandbox.endpoint}${controlBase}/cases?after=${sequence}`).then((answer) => answer.json());
    changes.push(performance.now() - start);
  }
  return [
    line(`GET /cases, ${(bytes / 1024 / 1024).toFixed(1)} MB`, whole),
    line('GET /cases?after=, one change', changes),
  ];
}

/** Pages by the last thing that they draw of what they show at first. */
const firstViews = [
  {
    name: 'overview',
    at: '/',
    content: [
      ['', '.cw-happened-sentence'],
      [`${caseCount}`, 'main'],
    ],
  },
  { name: 'contact', at: '/contact', content: [[`お客様 ${caseCount - 1}`, 'tbody tr']] },
] as const;

/** Another context each time: nothing of the page is in the browser's cache. */
async function openCold(
  sandbox: Sandbox,
  browser: Browser,
  at: string,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 800 } });
  await context.addInitScript(onScreen);
  const page = await context.newPage();
  await page.goto(`${sandbox.endpoint}${consolePath}#${at}`, { waitUntil: 'commit' });
  return { page, close: () => context.close() };
}

const sinceOpened = async (page: Page, instant: number): Promise<number> =>
  instant - (await page.evaluate<number>('performance.timeOrigin'));

async function benchFirstViews(sandbox: Sandbox, browser: Browser, rounds: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { name, at, content } of firstViews) {
    const waited: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { page, close } = await openCold(sandbox, browser, at);
      const drawn = await Promise.all(content.map(([text, selector]) => whenOnScreen(page, text, selector)));
      waited.push(await sinceOpened(page, Math.max(...drawn)));
      await close();
    }
    lines.push(line(`page ${name}, from a cold browser`, waited));
  }
  return lines;
}

async function benchList(sandbox: Sandbox, browser: Browser, rounds: number): Promise<readonly string[]> {
  const first: number[] = [];
  const update: number[] = [];
  const filter: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { page, close } = await openCold(sandbox, browser, '/cases');
    first.push(await sinceOpened(page, await whenOnScreen(page, '面談予約')));
    // The stream is opened behind the first answer.
    await page.locator('.cw-clock-time').waitFor();

    const title = `期限の相談 ${round}`;
    const updated = whenOnScreen(page, title);
    // A later moment, so that it comes to the top of the list.
    await sandbox.kernel.clock.runUntil(sandbox.kernel.clock.now() + 1_000);
    const changedAt = now();
    recordTitle(sandbox.kernel.journal, caseCount - 1 - round, title);
    update.push((await updated) - changedAt);

    const wanted = `面談予約 ${5_000 + round}`;
    const field = page.getByRole('searchbox').first();
    await field.focus();
    const found = whenOnScreen(page, wanted);
    const typedAt = now();
    await page.keyboard.insertText(wanted);
    filter.push((await found) - typedAt);
    await close();
  }
  return [
    line('first rows, from a cold browser', first),
    line('a change of one case, until it is drawn', update),
    line('typing into the filter, until the row is drawn', filter),
  ];
}
