import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { partnerHostHeader } from '../../sandbox/partners/partner-header.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { openConsole, startExample } from './support/open-console.ts';
import { expectNoSeriousFaults } from './support/serious-faults.ts';

const pages = ['/outside/agents', '/outside/mail', '/outside/slack', '/outside/crm'];
const answers = { name: '山田 太郎', email: 'yamada@example.com', preferred_slot_1: '2026年12月1日(火) 10:00' };

const instance = parse(readFileSync(new URL('../../sandbox/instance.yaml', import.meta.url), 'utf8')) as {
  partners: { slack: { botToken: string } };
};

/** Posts what an app of somebody else might. */
async function postToSlack(sandbox: Sandbox, message: Readonly<Record<string, unknown>>): Promise<void> {
  const response = await fetch(`${sandbox.endpoint}/api/chat.postMessage`, {
    method: 'POST',
    headers: {
      [partnerHostHeader]: 'slack.com',
      authorization: `Bearer ${instance.partners.slack.botToken}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(message),
  });
  expect(await response.json()).toMatchObject({ ok: true });
}

/** A customer writes, nobody answers, the deadline passes. */
async function letDeadlinePass(sandbox: Sandbox): Promise<string> {
  await sandbox.control.startContact({ flow: 'consultation-chat', customer: '山田 太郎', answers });
  await sandbox.control.jump({ by: 60_000 });
  await sandbox.control.jump({ deadline: true });
  const { cases } = await sandbox.control.cases({});
  return cases[0]!.caseId;
}

describe('before anything has happened', () => {
  test.each(pages)('%s says how to make something happen', async (at) => {
    const { page, errors, close } = await openConsole({ sandbox: await quiet(), at });
    const start = page.locator('#content').getByRole('link', { name: 'Start a contact' });
    await start.click();
    await page.waitForURL(/#\/contact$/);
    expect(errors).toEqual([]);
    await close();
  });
});

let untouched: Promise<Sandbox> | undefined;
const quiet = (): Promise<Sandbox> => (untouched ??= startExample());

describe('after a deadline has passed', () => {
  let sandbox: Sandbox;
  let caseId = '';
  beforeAll(async () => {
    sandbox = await startExample();
    caseId = await letDeadlinePass(sandbox);
  });

  test('the mail can be read as in a mail program, and leads to its case', async () => {
    const { page, errors, outsideRequests, close } = await openConsole({
      sandbox,
      at: '/outside/mail',
      locale: 'ja-JP',
    });
    const content = page.locator('#content');
    const [mail] = (await sandbox.control.mails({})).mails;
    await content.getByRole('heading', { level: 2, name: mail!.subject }).waitFor();
    const head = await content.locator('.cw-mail-head').innerText();
    expect(head).toContain('desk@example.co.jp');
    expect(head).toContain('sato@example.co.jp');
    expect(head).toMatch(/2026\/11\/26 22:30:\d\d GMT\+9/);
    expect(await content.locator('.cw-mail-body').innerText()).toBe(mail!.body.trimEnd());
    expect(await content.locator('.cw-mail-body a').getAttribute('href')).toBe(`#/cases/${caseId}`);
    await content.locator('.cw-mail-head').getByRole('link').click();
    await page.waitForURL(new RegExp(`#/cases/${caseId}`));
    expect({ errors, outsideRequests }).toEqual({ errors: [], outsideRequests: [] });
    await close();
  });

  test('Slack shows who is called, bold text, the local time and the way to the case', async () => {
    const { page, errors, close } = await openConsole({ sandbox, at: '/outside/slack' });
    const message = page.getByRole('log').getByRole('article');
    await message.waitFor();
    expect(await message.locator('.cw-slack-mention').innerText()).toBe('@channel');
    expect(await message.locator('strong').allInnerTexts()).toContain('期限超過');
    expect(await message.locator('time').first().innerText()).toBe('22:30');
    expect(await page.locator('.cw-slack-day').innerText()).toMatch(/^Thursday,? 26 November 2026$/);
    const links = message.locator('.cw-slack-body').getByRole('link');
    expect(new Set(await links.evaluateAll((all) => all.map((one) => one.getAttribute('href'))))).toEqual(
      new Set([`#/cases/${caseId}`]),
    );
    expect(errors).toEqual([]);
    await close();
  });

  test('what arrives in another channel is counted, whatever it says is text, and it is read when one goes there', async () => {
    const { page, errors, outsideRequests, close } = await openConsole({ sandbox, at: '/outside/slack/C0SLA' });
    const channels = page.getByRole('navigation', { name: 'Channels' });
    await channels.getByRole('link', { name: '# desk' }).waitFor();
    await postToSlack(sandbox, {
      channel: 'C0DESK',
      text: '&lt;img src=x onerror=alert(1)&gt; <javascript:alert(1)|click> <https://example.com/a|there> <@U0SATO> <#C0SLA>',
    });
    await postToSlack(sandbox, {
      channel: 'C0DESK',
      text: 'not shown',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: '*Header*' } },
        { type: 'section', text: { type: 'mrkdwn', text: '*Body*' }, fields: [{ type: 'mrkdwn', text: 'A field' }] },
        { type: 'divider' },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'Small print' }] },
        { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Take it' } }] },
        { type: 'video' },
      ],
    });
    await channels.getByLabel('2 unread').waitFor();
    await channels.getByRole('link', { name: /^# desk/ }).click();
    const [first, second] = [0, 1].map((index) => page.getByRole('log').getByRole('article').nth(index));
    await second!.waitFor();
    expect(await channels.getByLabel(/unread/).count()).toBe(0);
    const text = await first!.innerText();
    expect(text).toContain('<img src=x onerror=alert(1)> <javascript:alert(1)|click> there @佐藤 花子 #sla-alerts');
    expect(await first!.locator('img[src="x"], a[href^="javascript"]').count()).toBe(0);
    const link = first!.getByRole('link', { name: 'there' });
    expect(await link.getAttribute('rel')).toBe('noreferrer noopener');
    const blocks = await second!.innerText();
    for (const expected of ['*Header*', 'Body', 'A field', 'Small print', 'video']) expect(blocks).toContain(expected);
    expect(blocks).not.toContain('not shown');
    expect(await second!.getByRole('button', { name: 'Take it' }).isDisabled()).toBe(true);
    expect({ errors, outsideRequests }).toEqual({ errors: [], outsideRequests: [] });
    await close();
  });

  test('the CRM’s record is a form that follows the case and marks what has changed', async () => {
    const { page, errors, close } = await openConsole({ sandbox, at: '/outside/crm' });
    const status = page.getByRole('textbox', { name: 'Status' });
    await expect.poll(() => status.inputValue()).toBe('open');
    expect(await page.getByRole('textbox', { name: 'Subject' }).isEditable()).toBe(false);
    expect(await page.locator('#content').innerText()).toContain(caseId);
    await sandbox.control.updateCase({ caseId, user: 'sato', fields: { status: 'in_progress' } });
    await sandbox.control.jump({ by: 60_000 });
    await expect.poll(() => status.inputValue()).toBe('in_progress');
    await page.getByText('Changed since you last looked').waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  test('a task rings at its agent, who goes on duty, accepts it and ends it', async () => {
    const { page, errors, close } = await openConsole({ sandbox, at: '/outside/agents' });
    const ringing = page.locator('.cw-work-ringing');
    await ringing.waitFor();
    expect(await page.getByRole('status').allInnerTexts()).toContainEqual(
      expect.stringMatching(/期限超過.*rings at 佐藤 花子/),
    );
    await ringing.getByText('off duty').waitFor();
    await page.getByRole('checkbox', { name: '佐藤 花子 is on duty' }).click();
    await ringing.getByText('off duty').waitFor({ state: 'hidden' });
    await ringing.getByRole('button', { name: /^Accept .* as 佐藤 花子$/ }).click();
    await page.getByRole('button', { name: /^End .* as 佐藤 花子$/ }).click();
    await page.getByRole('button', { name: 'Done (1)' }).click();
    await page.getByText('ケース番号').waitFor();
    const [sato] = (await sandbox.control.users({})).users;
    expect(sato).toMatchObject({ onDuty: true, tasks: [{ state: 'ended' }] });
    expect(await ringing.count()).toBe(0);
    expect(errors).toEqual([]);
    await close();
  });

  test.each(['light', 'dark'] as const)('axe finds no serious fault on any of the pages, in %s', async (colours) => {
    const { page, goTo, close } = await openConsole({ sandbox, colours });
    for (const at of [...pages, '/outside/slack/C0DESK', '/outside/slack/C0NEW']) {
      await goTo(at);
      await page.locator('#content h1').waitFor();
      await page.locator('#content h2').first().waitFor();
      await expectNoSeriousFaults(page);
    }
    await close();
  });
});

test('a task that still rings when its case has been answered says so', async () => {
  const sandbox = await startExample();
  const caseId = await letDeadlinePass(sandbox);
  const { page, errors, close } = await openConsole({ sandbox, at: '/outside/agents' });
  const ringing = page.locator('.cw-work-ringing');
  await ringing.waitFor();
  expect(await ringing.getByText('answered meanwhile').count()).toBe(0);
  await sandbox.control.updateCase({ caseId, user: 'sato', fields: { status: 'in_progress' } });
  await sandbox.control.jump({ by: 10_000 });
  await ringing.getByText('The case has been answered meanwhile.').waitFor();
  expect(errors).toEqual([]);
  await close();
});

describe('with 10,000 messages of each kind', () => {
  let sandbox: Sandbox;
  const count = 10_000;
  const positions: Record<'mail' | 'slack', number[]> = { mail: [], slack: [] };
  beforeAll(async () => {
    sandbox = await startExample();
    const { journal } = sandbox.kernel;
    for (let number = 1; number <= count; number += 1) {
      const detail = {
        to: ['a@example.co.jp'],
        from: 'b@example.co.jp',
        subject: `Mail ${number}`,
        body: 'x'.repeat(500),
      };
      positions.mail.push(journal.append({ kind: 'mail.sent', detail }).sequence);
      const said = { channel: 'C0SLA', text: `Message ${number}`, ts: String(number) };
      positions.slack.push(journal.append({ kind: 'slack.posted', detail: said }).sequence);
      const record = { object: 'Case', externalId: `record-${number}`, fields: { Subject: `Record ${number}` } };
      journal.append({ kind: 'crm.upserted', detail: record });
    }
  });

  /** Opens a page and adds up what it fetches of the outside world. */
  async function open(at: string) {
    const console = await openConsole({ sandbox });
    const fetched = { bytes: 0 };
    console.page.on('response', (response) => {
      if (response.url().includes('/outside/'))
        void response.body().then(({ byteLength }) => (fetched.bytes += byteLength));
    });
    await console.goTo(at);
    return { ...console, fetched };
  }

  test('only a page of the mails is fetched, and one from long ago opens by its address', async () => {
    const { page, goTo, fetched, errors, close } = await open('/outside/mail');
    await page.getByRole('heading', { level: 2, name: 'Mail 10000' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Mails' }).locator('.cw-panes-list li').count()).toBe(50);
    await page.getByRole('heading', { level: 1, name: 'Mail (10000)' }).waitFor();
    await goTo(`/outside/mail/${positions.mail[6]}`);
    await page.getByRole('heading', { level: 2, name: 'Mail 7', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByRole('link', { name: /^Mail 9950/ }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'Mail 7', exact: true }).waitFor();
    await goTo('/outside/mail/1');
    await page.getByText('There is no such mail').waitFor();
    expect(fetched.bytes).toBeLessThan(150_000);
    expect(errors).toEqual([]);
    await close();
  });

  test('only the newest messages of a channel are fetched, and one from long ago is found by its address', async () => {
    const { page, goTo, fetched, errors, close } = await open('/outside/slack');
    const log = page.getByRole('log');
    await log.getByText('Message 10000', { exact: true }).waitFor();
    expect(await log.getByRole('article').count()).toBe(100);
    await page.getByText('10000 messages').waitFor();
    await goTo(`/outside/slack/C0SLA/${positions.slack[9_949]}`);
    const current = log.locator('[aria-current]');
    await current.getByText('Message 9950', { exact: true }).waitFor();
    await log.getByText('Message 10000', { exact: true }).waitFor();
    await goTo(`/outside/slack/C0SLA/${positions.slack[499]}`);
    await current.getByText('Message 500', { exact: true }).waitFor();
    const inSight = async (): Promise<boolean> => {
      const [box, one] = await Promise.all([log.boundingBox(), current.boundingBox()]);
      return one!.y >= box!.y && one!.y + one!.height <= box!.y + box!.height;
    };
    await expect.poll(inSight).toBe(true);
    await log.getByRole('link', { name: 'To the newest messages' }).click();
    await log.getByText('Message 10000', { exact: true }).waitFor();
    expect(fetched.bytes).toBeLessThan(200_000);
    expect(errors).toEqual([]);
    await close();
  });

  test('only a page of the CRM’s records is fetched, and one from long ago opens by its address', async () => {
    const { page, goTo, fetched, errors, close } = await open('/outside/crm');
    await page.getByRole('heading', { level: 2, name: 'Record 10000' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Records' }).locator('.cw-panes-list li').count()).toBe(50);
    await goTo('/outside/crm/record-3');
    await page.getByRole('heading', { level: 2, name: 'Record 3', exact: true }).waitFor();
    await goTo('/outside/crm/none');
    await page.getByText('There is no such record').waitFor();
    expect(fetched.bytes).toBeLessThan(150_000);
    expect(errors).toEqual([]);
    await close();
  });
});
