import type { Page } from 'playwright-core';

/** The virtual instant on screen, epoch milliseconds. */
export async function clockOnScreen(page: Page): Promise<number> {
  return Date.parse((await page.locator('.cw-clock-time').getAttribute('datetime')) ?? '');
}

/** Two looks in a row that are the same, this far apart, count as standing still. */
const lookMilliseconds = 200;
const patienceMilliseconds = 15_000;

/** Waits until the page has its heading and stands still, with no spinner. @returns its text */
export async function settled(page: Page): Promise<string> {
  const content = page.locator('#content');
  await content.locator('h1').first().waitFor({ timeout: patienceMilliseconds });
  const until = performance.now() + patienceMilliseconds;
  for (let before = ''; ;) {
    await page.waitForTimeout(lookMilliseconds);
    const now = await content.innerText();
    const waits = await content.locator('[class*="awsui_spinner"], [class*="awsui_loading"]:visible').count();
    if (now === before && waits === 0) return now;
    before = now;
    if (performance.now() > until) throw new Error(`${page.url()} did not come to rest; it shows: ${now}`);
  }
}

/** Marks this load of the page; see `isSameLoad`. */
export const markLoad = (page: Page): Promise<void> => page.evaluate('void (globalThis.casewardenMark = true)');

/** False when the page was loaded anew since `markLoad`. */
export const isSameLoad = (page: Page): Promise<boolean> => page.evaluate('globalThis.casewardenMark === true');
