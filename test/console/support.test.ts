import { expect, test } from 'vitest';
import { openConsole } from './support/open-console.ts';

interface FontsUsed {
  readonly fonts: readonly { readonly familyName: string; readonly isCustomFont: boolean }[];
}

test('Japanese is drawn with the font that comes with the page, and with none of this machine', async () => {
  const { page, context, errors, outsideRequests } = await openConsole({ locale: 'ja-JP' });
  const session = await context.newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  const day = { nodeId: root.nodeId, selector: '.cw-clock-day' };
  const { nodeId } = await session.send('DOM.querySelector', day);
  const fontsOfDay = async (): Promise<readonly string[]> => {
    const { fonts } = (await session.send('CSS.getPlatformFontsForNode', { nodeId })) as FontsUsed;
    return fonts.map(({ familyName, isCustomFont }) => `${familyName} ${isCustomFont ? 'of the page' : 'installed'}`);
  };
  expect(await page.locator('.cw-clock-day').innerText()).toContain('木');
  // Parts of the font are loaded when a character asks for them.
  await expect.poll(fontsOfDay).toContainEqual(expect.stringMatching(/^Noto Sans JP.* of the page$/));
  expect(await fontsOfDay()).not.toContainEqual(expect.stringMatching(/CJK|Gothic|Mincho/));
  expect({ errors, outsideRequests }).toEqual({ errors: [], outsideRequests: [] });
});
