import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { synthIfStale } from '../../../cli/assembly.ts';
import { consolePath } from '../../../sandbox/control/console-files.ts';
import { startSandbox } from '../../../sandbox/start-sandbox.ts';
import { launchBrowser } from './browser.ts';

/*
 * Takes the pictures of the READMEs anew: `npm run pictures`. The story is played, then a second customer writes whose deadline
 * is still ahead.
 */

const folder = fileURLToPath(new URL('../../../docs/images/', import.meta.url));
const languages = [
  { name: 'ja', locale: 'ja-JP' },
  { name: 'en', locale: 'en-US' },
] as const;

const scratch = mkdtempSync(join(tmpdir(), 'casewarden-pictures-'));
const { directory } = await synthIfStale(join('examples', 'first-desk.yaml'));
const sandbox = await startSandbox({ assemblyDirectory: directory });
const browser = await launchBrowser(scratch);
try {
  mkdirSync(folder, { recursive: true });
  await sandbox.control.runScenario({ name: 'consultation' });
  const answers = {
    name: '佐々木 恵',
    email: 'megumi.sasaki@example.com',
    preferred_slot_1: '2026年12月1日(火) 14:00',
    preferred_slot_2: '',
    preferred_slot_3: '',
  };
  const { contactId } = await sandbox.control.startContact({
    flow: 'consultation-chat',
    customer: answers.name,
    answers,
  });
  await sandbox.control.jump({ by: 10_000 });
  const { cases } = await sandbox.control.cases({});
  const answered = cases.find((one) => one.contactId !== contactId)!;
  const places = [
    // The drawing of the flow is the last thing to come, after the conversation.
    { name: 'chat', at: `/contact/${contactId}`, height: 1240, content: ['.cw-chat-message', '.cw-flow .cw-edge'] },
    { name: 'timeline', at: `/cases/${answered.caseId}/timeline`, height: 860, content: ['.cw-step-sentence'] },
  ];
  for (const { name: language, locale } of languages) {
    const context = await browser.newContext({
      locale,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    for (const { name, at, height, content } of places) {
      await page.setViewportSize({ width: 1280, height });
      await page.goto(`${sandbox.endpoint}${consolePath}#${at}`);
      await page.locator('h1').first().waitFor();
      for (const element of content) await page.locator(element).first().waitFor();
      await page.evaluate('document.fonts.ready');
      await page.screenshot({ path: join(folder, `${name}-${language}.png`) });
    }
    await context.close();
  }
} finally {
  await browser.close();
  await sandbox.close();
  rmSync(scratch, { recursive: true, force: true });
}
process.stderr.write(`pictures are in ${folder}\n`);
