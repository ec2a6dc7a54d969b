import { beforeAll, describe, expect, test } from 'vitest';
import { createScale, ticksOf } from '../../console/src/pages/case/clocks/scale.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import { openConsole, startExample } from './support/open-console.ts';
import { settled } from './support/on-screen.ts';
import { expectNoSeriousFaults } from './support/serious-faults.ts';

describe('the scale of a clock', () => {
  const scale = createScale('2026-11-27T00:00:00.000Z', '2026-11-27T10:00:00.000Z');

  test('puts instants where they belong, and what lies outside at the ends', () => {
    expect(scale.at('2026-11-27T02:30:00.000Z')).toBe(25);
    expect(scale.at('2026-11-26T00:00:00.000Z')).toBe(0);
    expect(scale.at('2026-12-26T00:00:00.000Z')).toBe(100);
  });

  test('labels hours of a day by the clock of the zone', () => {
    const labels = (zone: string) => ticksOf(scale, zone).map((at) => new Date(at).toISOString().slice(11, 16));
    expect(labels('Asia/Tokyo')).toEqual([
      '00:00',
      '01:00',
      '02:00',
      '03:00',
      '04:00',
      '05:00',
      '06:00',
      '07:00',
      '08:00',
      '09:00',
      '10:00',
    ]);
    // A zone whose hours begin at half past.
    expect(labels('Asia/Kolkata')).toContain('00:30');
  });

  test('labels beginnings of days, also over a change of the clock, and never too many', () => {
    const weeks = createScale('2026-10-20T00:00:00.000Z', '2026-11-02T00:00:00.000Z');
    const days = ticksOf(weeks, 'Europe/Berlin').map((at) => new Date(at).toISOString());
    expect(days.slice(1, 4)).toEqual([
      '2026-10-22T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-26T23:00:00.000Z',
    ]);
    const year = createScale('2026-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z');
    expect(ticksOf(year, 'UTC').length).toBeLessThanOrEqual(12);
  });

  test('labels minutes when the bar is shorter than an hour', () => {
    const short = createScale('2026-11-27T00:00:00.000Z', '2026-11-27T00:35:00.000Z');
    expect(ticksOf(short, 'UTC').map((at) => new Date(at).getUTCMinutes())).toEqual([0, 5, 10, 15, 20, 25, 30, 35]);
  });
});

describe('the clocks of a case', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startExample();
    const answers = { name: '伊藤', email: 'ito@example.com', preferred_slot_1: '12/1' };
    await sandbox.control.startContact({ flow: 'consultation-chat', customer: '伊藤', answers });
    await sandbox.control.jump({ by: 10 * 60_000 });
  });

  test('are bars with levels, figures and sentences, and follow what happens', async () => {
    const { cases } = await sandbox.control.cases({});
    const { page, errors } = await openConsole({ sandbox, at: `/cases/${cases[0]!.caseId}/clocks` });
    await page.getByRole('img', { name: /Picture of the clock/ }).waitFor();
    const text = await settled(page);
    expect(text).toMatch(/first-response[\s\S]*Running[\s\S]*Target\s*30m[\s\S]*Used\s*\d+m[\s\S]*Left\s*\d+m/);
    expect(text).toMatch(/Breach[\s\S]*To come/);
    expect(text).toMatch(/Which policy applies[\s\S]*first-response[\s\S]*Applies/);
    await page.getByRole('button', { name: 'Piece by piece' }).click();
    await page.getByRole('table', { name: 'If nothing changes' }).waitFor();
    await expectNoSeriousFaults(page);

    await sandbox.control.jump({ by: 25 * 60_000 });
    await expect.poll(() => settled(page), { timeout: 20_000 }).toMatch(/Breached[\s\S]*Over\s*\d+m[\s\S]*Happened/);
    expect(await settled(page)).toMatch(/New owner:[\s\S]*Mail:[\s\S]*Task:[\s\S]*Slack:/);
    expect(errors).toEqual([]);
  });

  test('speak Japanese', async () => {
    const { cases } = await sandbox.control.cases({});
    const { page } = await openConsole({
      sandbox,
      locale: 'ja-JP',
      colours: 'dark',
      at: `/cases/${cases[0]!.caseId}/clocks`,
    });
    await page.getByRole('img', { name: /時計の図/ }).waitFor();
    expect(await settled(page)).toMatch(/初回対応[\s\S]*目標\s*30分[\s\S]*適用されるポリシー[\s\S]*適用中/);
    await expectNoSeriousFaults(page);
  });
});
