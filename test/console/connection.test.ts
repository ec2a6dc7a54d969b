import { expect, test } from 'vitest';
import { clockOnScreen, isSameLoad, markLoad } from './support/on-screen.ts';
import { openConsole, startEmpty } from './support/open-console.ts';

const notice = 'The sandbox has gone';

test('a sandbox that goes away is missed, and one that comes back in its place makes the page load anew', async () => {
  const first = await startEmpty();
  const { page, outsideRequests, close } = await openConsole({ sandbox: first });
  await markLoad(page);
  expect(await page.getByText(notice).count()).toBe(0);
  await first.close();
  await page.getByText(notice).waitFor({ timeout: 20_000 });
  expect(await isSameLoad(page)).toBe(true);
  const second = await startEmpty({ port: first.port, start: '2026-12-24T00:00:00.000Z' });
  expect(second.port).toBe(first.port);
  await expect.poll(() => clockOnScreen(page), { timeout: 20_000 }).toBe(Date.parse('2026-12-24T00:00:00.000Z'));
  expect(await isSameLoad(page)).toBe(false);
  expect(await page.getByText(notice).count()).toBe(0);
  expect(outsideRequests).toEqual([]);
  await close();
  await second.close();
});
