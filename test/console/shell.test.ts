import { beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { clockOnScreen } from './support/on-screen.ts';
import { openConsole, sharedBrowser, startEmpty } from './support/open-console.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startEmpty();
});

test('the bare address of the sandbox leads to the console', async () => {
  const context = await (await sharedBrowser()).newContext();
  const page = await context.newPage();
  await page.goto(sandbox.endpoint);
  await page.locator('.cw-clock-time').waitFor();
  expect(new URL(page.url()).pathname).toBe('/_casewarden/console/');
  expect(await page.title()).toContain('Casewarden');
  await context.close();
});

describe('the language', () => {
  test.each([
    ['ja-JP', 'ja', 'ケース'],
    ['en-US', 'en', 'Cases'],
    ['fr-FR', 'en', 'Cases'],
  ])('of a browser that prefers %s is %s', async (locale, language, cases) => {
    const { page, close } = await openConsole({ sandbox, locale });
    await page.getByRole('link', { name: cases, exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await close();
  });

  test('can be chosen, and the choice outlives the page', async () => {
    const { page, errors, close } = await openConsole({ sandbox, locale: 'en-US' });
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: '日本語' }).click();
    await page.getByRole('link', { name: 'ケース', exact: true }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ja');
    await page.reload();
    await page.getByRole('link', { name: 'ケース', exact: true }).waitFor();
    expect(errors).toEqual([]);
    await close();
  });
});

describe('the colours', () => {
  const isDark = 'document.body.classList.contains("awsui-dark-mode")';

  test('are those that the browser prefers', async () => {
    const light = await openConsole({ sandbox, colours: 'light' });
    expect(await light.page.evaluate(isDark)).toBe(false);
    await light.close();
    const dark = await openConsole({ sandbox, colours: 'dark' });
    expect(await dark.page.evaluate(isDark)).toBe(true);
    await dark.close();
  });

  test('can be chosen, and the choice outlives the page', async () => {
    const { page, errors, close } = await openConsole({ sandbox, colours: 'light' });
    await page.getByRole('button', { name: 'Dark colours' }).click();
    await expect.poll(() => page.evaluate(isDark)).toBe(true);
    await page.reload();
    await page.getByRole('button', { name: 'Light colours' }).waitFor();
    expect(await page.evaluate(isDark)).toBe(true);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('by keyboard', () => {
  const focused = `(() => {
    const one = document.activeElement;
    return one?.getAttribute('aria-label') || one?.textContent?.trim() || one?.tagName || '';
  })()`;

  test('the first stop leads over the bars to the content', async () => {
    const { page, close } = await openConsole({ sandbox });
    await page.keyboard.press('Tab');
    expect(await page.evaluate(focused)).toBe('To the content');
    expect(await page.locator('.cw-skip').boundingBox()).toMatchObject({ y: 8 });
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.id')).toBe('content');
    expect(new URL(page.url()).hash).toBe('#/');
    await close();
  });

  test('every control of the time bar is reached, in the order in which it stands', async () => {
    const { page, close } = await openConsole({ sandbox });
    const bar = 'document.activeElement?.closest(".cw-time-bar") !== null';
    const stops: string[] = [];
    for (let presses = 0; presses < 30; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(bar)) stops.push(await page.evaluate<string>(focused));
      else if (stops.length > 0) break;
    }
    expect(stops).toEqual([
      expect.stringContaining('Pause'),
      expect.stringContaining('Jump to the next deadline'),
      expect.stringContaining('+1 h'),
      'What is due next',
    ]);
    await close();
  });

  test('the clock is started, stopped and moved on without a mouse', async () => {
    const { page, close } = await openConsole({ sandbox });
    const before = await clockOnScreen(page);
    await page.getByRole('button', { name: '+1 h' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => clockOnScreen(page), { timeout: 20_000 }).toBe(before + 3_600_000);
    await page.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => sandbox.kernel.clock.now()).toBeGreaterThan(before + 3_600_000);
    await page.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('paused').waitFor();
    await close();
  });
});
