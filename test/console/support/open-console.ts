import type { BrowserContext, Browser, Page } from 'playwright-core';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { assembliesDirectory, synthIfStale } from '../../../cli/assembly.ts';
import { consolePath } from '../../../sandbox/control/console-files.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/start-sandbox.ts';
import { launchBrowser } from './browser.ts';
import { oncePerRun } from '../../support/once-per-run.ts';
import { pageToServe } from './page-to-serve.ts';
import { watchContext, type Watched } from './watch-context.ts';

export interface ConsoleOptions {
  /** One that is there already, to be shared; it stays when the console closes. @default a new one with the shipped example */
  readonly sandbox?: Sandbox;
  /** Plays the consultation to its end before the page opens. @default false */
  readonly story?: boolean;
  /** What the browser prefers, most first. @default en-US */
  readonly locale?: string;
  /** @default light */
  readonly colours?: 'light' | 'dark';
  /** @default 1280 by 800 */
  readonly size?: { readonly width: number; readonly height: number };
  /** The address after `#`. @default / */
  readonly at?: string;
}

export interface OpenConsole extends Watched {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly sandbox: Sandbox;
  /** Goes to a page of the console by its address after `#`, without loading anew. */
  readonly goTo: (at: string) => Promise<void>;
  /** Closes the page, and the sandbox unless it was given. Whatever is open at the end of the test file is closed by itself. */
  readonly close: () => Promise<void>;
}

const opened = new Set<{ close(): Promise<void> }>();
let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await Promise.all([...opened].map((one) => one.close()));
  await (await browser)?.close();
});

/** The browser of this test file. */
export const sharedBrowser = (): Promise<Browser> => (browser ??= launchBrowser(inject('temporaryRoot')));

/** The shipped example, synthesized when no assembly of the same sources is there: once in a run of the tests. */
async function exampleAssembly(): Promise<string> {
  const synth = () => synthIfStale(join('examples', 'first-desk.yaml'), assembliesDirectory);
  await oncePerRun(inject('temporaryRoot'), 'synthesize-example', async () => void (await synth()));
  return (await synth()).directory;
}

/**
 * A sandbox with nothing deployed in it, at once there and quick to move its clock. Closed at the end of the test file at the
 * latest.
 */
export async function startEmpty(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ ...pageToServe(), ...options });
  opened.add(sandbox);
  return sandbox;
}

/** A sandbox with the shipped example deployed in it, else like `startEmpty`. */
export async function startExample(
  options: SandboxOptions & { /** Plays the consultation to its end. */ readonly story?: boolean } = {},
): Promise<Sandbox> {
  const { story = false, ...rest } = options;
  const sandbox = await startEmpty({ assemblyDirectory: await exampleAssembly(), ...rest });
  if (story) {
    const { passed } = await sandbox.control.runScenario({ name: 'consultation' });
    if (!passed) throw new Error('the consultation did not pass; see test/scenarios');
  }
  return sandbox;
}

/** Opens the console in a browser of its own language, colours and storage, and waits until it knows the time. */
export async function openConsole(options: ConsoleOptions = {}): Promise<OpenConsole> {
  const sandbox = options.sandbox ?? (await startExample({ story: options.story ?? false }));
  const context = await (
    await sharedBrowser()
  ).newContext({
    locale: options.locale ?? 'en-US',
    colorScheme: options.colours ?? 'light',
    viewport: options.size ?? { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  });
  const watched = watchContext(context, sandbox.endpoint);
  const page = await context.newPage();
  await page.goto(`${sandbox.endpoint}${consolePath}#${options.at ?? '/'}`);
  await page.locator('.cw-clock-time').waitFor();
  const close = async (): Promise<void> => {
    opened.delete(console);
    await context.close();
    if (options.sandbox === undefined) {
      opened.delete(sandbox);
      await sandbox.close();
    }
  };
  const console: OpenConsole = {
    ...watched,
    page,
    context,
    sandbox,
    goTo: (at) => page.evaluate(`void (location.hash = ${JSON.stringify(at)})`),
    close,
  };
  opened.add(console);
  return console;
}
