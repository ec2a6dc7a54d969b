import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { oncePerRun } from '../../support/once-per-run.ts';
import { browserIn, hasPackagedBrowser, unpackBrowser } from './unpack-browser.ts';

/**
 * Starts a Chromium without a window that needs no package of the system; `CASEWARDEN_BROWSER` names another one to use
 * instead, and where the packaged one does not run an installed Chrome is taken. Processes that share the folder share the unpacked browser.
 * @param folder for everything the browser writes; sets TMPDIR of this process to it, because Playwright goes by that
 */
export async function launchBrowser(folder: string): Promise<Browser> {
  const root = join(folder, 'browser');
  const scratch = join(root, 'scratch');
  mkdirSync(scratch, { recursive: true });
  const installed = process.env['CASEWARDEN_BROWSER'];
  const packaged = installed === undefined && hasPackagedBrowser();
  if (packaged) await oncePerRun(root, 'unpack-browser', () => unpackBrowser(root));
  const { executablePath, environment } = browserIn(root);
  process.env['TMPDIR'] = scratch;
  return chromium.launch({
    // Elsewhere than on Linux x64 the packaged one does not run: there Chrome, where it usually is.
    ...(packaged
      ? { executablePath }
      : installed === undefined
        ? { channel: 'chrome' }
        : { executablePath: installed }),
    env: { ...definedEnvironment(), ...(packaged ? environment : {}) },
    args: [
      // The sandbox of the browser needs rights that containers do not have; the page is our own.
      '--no-sandbox',
      '--disable-gpu',
      '--font-render-hinting=none',
      // Whatever a page asks for, nothing leaves this machine.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

const definedEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
