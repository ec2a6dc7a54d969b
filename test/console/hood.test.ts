import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { AwsError, type CallHook } from '../../sandbox/kernel/service.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { settled } from './support/on-screen.ts';
import { openConsole, startExample, type OpenConsole } from './support/open-console.ts';
import { expectNoSeriousFaults } from './support/serious-faults.ts';

const tenMinutes = 10 * 60_000;

/** Fails all that functions do with a service, as long as `on` is true. */
function trouble(service: string, error: () => AwsError): { on: boolean; readonly hook: CallHook } {
  const made = {
    on: false,
    hook: {
      before({ service: called, caller }: { service: string; caller: { roleArn: string | undefined } }) {
        if (made.on && called === service && caller.roleArn !== undefined) throw error();
      },
    },
  };
  return made;
}

const rowOf = (page: Page, table: string, name: string) =>
  page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: name });

describe('after the story, with nothing wrong', () => {
  let console: OpenConsole;
  beforeAll(async () => {
    console = await openConsole({ story: true });
  });

  test('queues are told by plain names, and a queue leads to the function that takes from it, and back', async () => {
    const { page, goTo } = console;
    await goTo('/hood/queues');
    await expect.poll(() => rowOf(page, 'Queues of the deployment', 'InboxQueue').count()).toBe(1);
    await page.getByRole('link', { name: 'Inbox', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Inbox' }).waitFor();
    await page.getByText('This queue is empty: everything has been processed.').waitFor();
    await page.getByRole('link', { name: 'Decide what is owed' }).click();
    await page.getByRole('heading', { level: 1, name: 'Decide what is owed' }).waitFor();
    await page.getByText('LEDGER_TABLE').waitFor();
    await page.getByRole('link', { name: 'Inbox', exact: true }).waitFor();
  });

  test('a dead-letter queue without messages has nothing to move back', async () => {
    const { page, goTo } = console;
    await goTo('/hood/queues');
    await page.getByRole('link', { name: 'Mail: dead letters', exact: true }).click();
    await page.getByText('nothing had to be given up').waitFor();
    expect(await page.getByRole('button', { name: /^Redrive/ }).isEnabled()).toBe(false);
  });

  test('a run shows what it wrote to its log, and the line as it was on demand', async () => {
    const { page, goTo } = console;
    await goTo('/hood/functions');
    await page.getByRole('link', { name: 'Store the policy' }).click();
    await page.getByText('custom resource ensured').waitFor();
    await page.getByText('Custom::CompiledPolicy').waitFor();
    await page.getByRole('button', { name: 'JSON of log line' }).click();
    const dialog = page.getByRole('dialog', { name: 'JSON of log line' });
    expect(await dialog.innerText()).toContain('"function": "store-policy"');
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
  });

  test('rules say what they listen to, and what happened can be narrowed down', async () => {
    const { page, goTo } = console;
    await goTo('/hood/rules');
    await page.getByText('When a case is created, if its template fits, it gets the SLA “first-response”').waitFor();
    await page.getByText('where sink is salesforce, it is handed to the queue “Salesforce”').waitFor();
    const happened = page.getByRole('table', { name: 'What happened' });
    await page.getByText('“Deadline missed (SLA Breached)” from casewarden. No rule listens to it.').waitFor();
    const times = await happened
      .locator('time')
      .evaluateAll((all) => all.map((one) => Date.parse(one.getAttribute('datetime') ?? '')));
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual(times.toSorted((one, other) => other - one));

    await page.getByRole('button', { name: /Show one rule/ }).click();
    await page.getByRole('option', { name: 'News of cases to Salesforce' }).click();
    await expect.poll(() => happened.getByText('Rule ran').count()).toBe(0);
    expect(await happened.getByText('Sink Ready').count()).toBeGreaterThan(1);
  });

  test('a rule has a page of its own with its definition and only what it did', async () => {
    const { page, goTo } = console;
    await goTo('/hood/rules');
    await page.getByRole('link', { name: 'SLA “first-response” for cases' }).click();
    await page.getByText('“SLA “first-response” for cases”: ASSIGN_SLA done').waitFor();
    expect(await page.getByText('Came in', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Definition' }).click();
    await page.getByText('"TargetSlaMinutes": 30').waitFor();
  });

  test('each quota has a chart, a line that sums it up, and the same figures as a table', async () => {
    const { page, goTo } = console;
    await goTo('/hood/quotas');
    await page.getByText('Peak 1 of 2 calls a second; nothing was refused.').first().waitFor();
    const { quotas } = await console.sandbox.control.quotas({});
    const charts = page.getByRole('application', { name: /: chart$/ });
    await expect.poll(() => charts.count()).toBe(quotas.length);
    await page.getByRole('button', { name: 'Figures as a table: Read a case' }).click();
    const figures = page.getByRole('table', { name: 'Figures as a table: Read a case' });
    await expect
      .poll(async () => (await figures.getByRole('row').allInnerTexts()).at(-1))
      .toMatch(/22:30:00\s+1\s+2\s+0/);
    const source = page.getByRole('link', { name: /Source of the figures/ }).first();
    expect(await source.getAttribute('href')).toBe(quotas[0]!.source);
    expect(await source.getAttribute('rel')).toMatch(/noopener/);

    await console.sandbox.control.jump({ by: tenMinutes });
    await page.getByRole('button', { name: '15 min' }).click();
    // Only the sweep has called since.
    await expect
      .poll(async () => (await page.locator('main').innerText()).match(/\S.*\n+.*nothing was refused/g))
      .toEqual([expect.stringContaining('Search cases')]);
    await page.getByRole('button', { name: '6 h' }).click();
    await page.getByText('One bar is 5 minutes').waitFor();
    await page.getByText('nothing was refused').first().waitFor();
  });

  test('without faults the page says so, and what would stand there', async () => {
    const { page, goTo } = console;
    await goTo('/hood/faults');
    await page.getByText('All is well').waitFor();
    await page.getByText('a message that could not be processed').waitFor();
  });

  test('what is not deployed is said to be missing', async () => {
    const { page, goTo } = console;
    for (const kind of ['queues', 'functions', 'rules']) {
      await goTo(`/hood/${kind}/nothing`);
      await page.getByRole('heading', { level: 1, name: 'nothing' }).waitFor();
      await page.getByRole('link', { name: `All ${kind}` }).waitFor();
    }
  });

  test('nothing went wrong on the way', () => {
    expect({ errors: console.errors, outside: console.outsideRequests }).toEqual({ errors: [], outside: [] });
  });
});

describe('when something goes wrong', () => {
  const ledger = trouble(
    'dynamodb',
    () => new AwsError('InternalServerError', 'The ledger is not well', { statusCode: 500 }),
  );
  const cases = trouble('cases', () => new AwsError('ThrottlingException', 'Rate exceeded', { statusCode: 429 }));
  let sandbox: Sandbox;
  let console: OpenConsole;
  beforeAll(async () => {
    sandbox = await startExample({ hooks: [ledger.hook, cases.hook] });
    console = await openConsole({ sandbox });
  });

  const letters = async () => {
    const { queues } = await sandbox.control.queues({});
    return queues.find(({ logicalId }) => logicalId.startsWith('InboxQueueDeadLetters'))!.visible;
  };

  test('faults appear by themselves, each with the service’s words and a way to the place', async () => {
    const { page, goTo } = console;
    await goTo('/hood/faults');
    await page.getByText('All is well').waitFor();
    ledger.on = true;
    await sandbox.control.runScenario({ name: 'consultation' });
    await sandbox.control.jump({ by: tenMinutes });
    expect(await letters()).toBeGreaterThan(0);
    await page.getByText('InternalServerError: The ledger is not well').first().waitFor();
    // The same fault many times is one line, and one in the count beside the link.
    const { faults } = await sandbox.control.faults({});
    await expect.poll(() => page.locator('.cw-faults > li').count()).toBeLessThan(faults.length);
    const shown = await page.locator('.cw-faults > li').count();
    const link = page.getByRole('navigation').getByRole('listitem').filter({ hasText: 'Faults' }).last();
    await expect.poll(() => link.innerText()).toMatch(new RegExp(`^Faults\\s+${shown}$`));
    await page.getByRole('searchbox', { name: 'Search faults' }).fill('InboxQueue was given up');
    await page.getByRole('link', { name: 'The queue and its messages' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Inbox: dead letters' }).waitFor();
    await page.getByText('"eventType": "CASE.CREATED"').waitFor();
  });

  test('a function that fails shows its runs with the error', async () => {
    const { page, goTo } = console;
    await goTo('/hood/functions');
    const row = rowOf(page, 'Functions of the deployment', 'TickFunction');
    await expect.poll(() => row.innerText()).toMatch(/\n\s*[1-9]\d*\s+[1-9]\d*\s+\d\d\//);
    await row.getByRole('link').click();
    const { functions } = await sandbox.control.functions({});
    const [run] = functions.find(({ logicalId }) => logicalId.startsWith('TickFunction'))!.recent;
    expect(run).toMatchObject({ ok: false });
    await page.getByText(run!.error!).first().waitFor();
    await page.getByText(run!.requestId).waitFor();
    await page.getByText('Failed', { exact: true }).first().waitFor();
  });

  test('dead letters are counted, and go back only after a trial has said how many', async () => {
    const { page, goTo } = console;
    ledger.on = false;
    const kept = await letters();
    await goTo('/hood/queues');
    await page.getByText('could not be processed.').first().waitFor();
    await page.getByRole('link', { name: 'Look', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Inbox: dead letters' }).waitFor();
    await page.getByRole('button', { name: /^Redrive/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Move messages back?' });
    await dialog.getByText(`${kept} messages would go back to “Inbox”`).waitFor();
    await expectNoSeriousFaults(page);
    expect(await letters()).toBe(kept);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await letters()).toBe(kept);

    await page.getByRole('button', { name: /^Redrive/ }).click();
    await dialog.getByRole('button', { name: `Move ${kept} messages` }).click();
    await page.getByText(`${kept} messages have gone back to “Inbox”.`).waitFor();
    await page.getByText('nothing had to be given up').waitFor();
    expect(await letters()).toBe(0);
  });

  test('refused calls are marked in the chart and summed up', async () => {
    const { page, goTo } = console;
    cases.on = true;
    await sandbox.control.runScenario({ name: 'consultation' });
    await goTo('/hood/quotas');
    await page
      .getByText(/calls a second; \d+ refused\./)
      .first()
      .waitFor();
    await page.getByText('of them refused').first().waitFor();
    await settled(page);
    await expectNoSeriousFaults(page);
    await goTo('/hood/faults');
    await page.getByRole('link', { name: 'Quota use' }).last().waitFor();
    await expectNoSeriousFaults(page);
  });

  test('the page itself stays well', () => {
    expect({ errors: console.errors, outside: console.outsideRequests }).toEqual({ errors: [], outside: [] });
  });
});
