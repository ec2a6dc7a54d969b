import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { exampleLock, examplePolicy, exampleWith, inPolicyFolder } from '../lib/policy/policy-folder.ts';
import { sharedAssembly } from '../scenarios/example-assembly.ts';
import { createFakeIo } from '../support/fake-io.ts';

/** The example by business hours in Berlin, closed on the 6th of January and open on a Saturday. */
const berlin = exampleWith(
  'policies:\n',
  `calendars:
  desk:
    zone: Europe/Berlin
    week: { mon-fri: ["09:00-12:00", "13:00-17:00"], sun: ["00:00-04:00"] }
    holidays: ["2026-01-06"]
    overrides: { "2026-01-10": ["10:00-12:00"] }
policies:
`,
).replace(
  'within: 30m\n',
  'within: 8h\n    calendar: desk\n    warn: [ { at: 50%, do: [ { slack: { channel: C0SLA } } ] } ]\n',
);

interface Plan {
  readonly changes: readonly { change: string; kind: string; name: string; facts: readonly { name: string }[] }[];
  readonly policies: readonly {
    zone: string;
    samples: readonly { name: string; startedAt: string; levels: readonly { name: string; at: string | null }[] }[];
    days: readonly {
      date: string;
      open: unknown;
      exception: string | null;
      clockChange: unknown;
      marks: readonly unknown[];
    }[];
  }[];
}

async function plan(policy: string, ...options: string[]) {
  return inPolicyFolder({ policy }, async (folder) => {
    writeFileSync(join(folder, 'before.yaml'), examplePolicy);
    writeFileSync(join(folder, 'before.lock.json'), exampleLock);
    const io = createFakeIo({ workingDirectory: folder });
    const before = readdirSync(folder);
    const status = await main(['plan', 'desk.yaml', ...options], io);
    expect(readdirSync(folder)).toEqual(before);
    return { status, ...io.written };
  });
}

async function planned(policy: string, ...options: string[]): Promise<Plan> {
  const { status, out, err } = await plan(policy, ...options, '--json');
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  return JSON.parse(out) as Plan;
}

describe('what the file creates', () => {
  test('stands there by name, with what it needs', async () => {
    const { changes } = await planned(examplePolicy, '--stage', 'prod');
    expect(new Set(changes.map(({ change }) => change))).toEqual(new Set(['added']));
    const names = changes.map(({ kind, name }) => `${kind} ${name}`);
    expect(names).toEqual(
      expect.arrayContaining([
        'domain casewarden-prod',
        'field preferred_slot_1',
        'status waiting_customer',
        'template consultation',
        'flow casewarden-prod-consultation-chat',
        'flow casewarden-prod-owner-task',
        'module casewarden-prod-consultation-chat-open-case',
        'clock first-response',
        'native-sla first-response',
        'rule casewarden.prod.first-response.on-case-create',
        'team second-line',
        'sink salesforce',
        'person sato',
        'queue 予約窓口',
        'channel C0SLA',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  test('and against another version what is new, differs and goes', async () => {
    const after = exampleWith('within: 30m', 'within: 1h')
      .replace('waiting_customer: お客様回答待ち', 'on_hold: 保留')
      .replace('channel: C0SLA, mention: channel', 'channel: C0SLA');
    const { status, out } = await plan(after, '--against', 'before.yaml', '--lang', 'en');
    expect(status).toBe(0);
    const changed = out.slice(0, out.indexOf('\n\n')).split('\n').slice(1);
    expect(changed).toEqual([
      '  + status on_hold  (label: 保留)',
      '  - status waiting_customer',
      '  ~ policy first-response',
      '      within: 30m -> 1h',
      '      - breach[4].slack.mention: channel',
    ]);
  });

  test('so does what Amazon Connect is to carry out itself', async () => {
    const native = exampleWith(
      '- task: { to: owner }',
      '- task: { queue: 予約窓口, name: 期限超過, by: native }\n      - notify: { users: [sato], text: 期限超過, by: native }',
    );
    const { changes } = await planned(native);
    expect(changes.filter(({ kind }) => kind === 'rule').map(({ name }) => name)).toEqual([
      'casewarden.dev.first-response.on-case-create',
      'casewarden.dev.first-response.on-sla-breach',
    ]);
    const { queues } = JSON.parse(exampleLock) as { queues: Record<string, { id: string }> };
    expect(changes.map(({ name }) => name)).toContain(`casewarden-dev-queue-task-${queues['予約窓口']!.id}`);
  });

  test('so do the rules by which a clock that starts later gets its SLA, and the field that they need', async () => {
    const later = exampleWith('    until:', '    start: { category: loan }\n    until:');
    const { changes } = await planned(later);
    const named = changes.filter(({ kind }) => kind === 'rule' || kind === 'own-field');
    expect(named.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'own-field casewarden_first-response',
      'rule casewarden.dev.first-response.on-case-create',
      'rule casewarden.dev.first-response.on-case-update',
    ]);
    const { out } = await plan(later, '--lang', 'en');
    expect(out).toMatch(/on-case-create {2}\(.*sets\.casewarden_first-response: waiting.*\)/);
    expect(out).toMatch(/on-case-update {2}\(.*sets\.casewarden_first-response: assigned.*when\.category: loan.*\)/);
  });

  test('nothing changes against itself', async () => {
    const { changes } = await planned(examplePolicy, '--against', 'before.yaml');
    expect(changes).toEqual([]);
  });

  test('another order of the same policies is a change, because the first that matches counts', async () => {
    const row = examplePolicy.slice(examplePolicy.indexOf('  first-response:'), examplePolicy.indexOf('sinks:'));
    const second = row
      .replace('first-response:', 'other:\n    clock: resolution')
      .replace('status: in_progress', 'status: closed');
    const two = examplePolicy.replace(row, `${second}${row}`);
    const ordered = await inPolicyFolder({ policy: examplePolicy.replace(row, `${row}${second}`) }, async (folder) => {
      writeFileSync(join(folder, 'two.yaml'), two);
      writeFileSync(join(folder, 'two.lock.json'), exampleLock);
      const io = createFakeIo({ workingDirectory: folder });
      await main(['plan', 'desk.yaml', '--against', 'two.yaml', '--json'], io);
      return JSON.parse(io.written.out) as Plan;
    });
    expect(ordered.changes).toContainEqual({
      change: 'changed',
      kind: 'clock',
      name: '*',
      facts: [{ name: 'order', from: 'other, first-response', to: 'first-response, other' }],
    });
  });
});

describe('deadlines of sample cases', () => {
  test('are counted over open hours, holidays and exceptions', async () => {
    const { policies } = await planned(berlin, '--at', '2026-01-05T09:00:00+01:00', '--weeks', '1');
    const [one] = policies;
    expect(one!.zone).toBe('Europe/Berlin');
    expect(one!.samples).toEqual([
      {
        name: 'A',
        startedAt: '2026-01-05T08:00:00.000Z',
        levels: [
          { name: 'warn-1', kind: 'warn', at: '2026-01-05T13:00:00.000Z' },
          { name: 'breach', kind: 'breach', at: '2026-01-07T09:00:00.000Z' },
        ],
      },
      {
        name: 'B',
        startedAt: '2026-01-09T17:00:00.000Z',
        levels: [
          { name: 'warn-1', kind: 'warn', at: '2026-01-11T01:00:00.000Z' },
          { name: 'breach', kind: 'breach', at: '2026-01-12T10:00:00.000Z' },
        ],
      },
    ]);
    expect(one!.days.map(({ date, open, exception }) => [date, open, exception])).toEqual([
      [
        '2026-01-05',
        [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
        null,
      ],
      ['2026-01-06', [], 'holiday'],
      [
        '2026-01-07',
        [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
        null,
      ],
      [
        '2026-01-08',
        [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
        null,
      ],
      [
        '2026-01-09',
        [
          ['09:00', '12:00'],
          ['13:00', '17:00'],
        ],
        null,
      ],
      ['2026-01-10', [['10:00', '12:00']], 'override'],
      ['2026-01-11', [['00:00', '04:00']], null],
    ]);
  });

  test.each([
    ['en', '2026-01-06 Tue  closed (holiday)', 'B 02:00 warning warn-1', 'later: 2026-01-12 B 11:00 deadline'],
    ['ja', '2026-01-06 火', 'B 02:00 警告 warn-1', 'この後: 2026-01-12 B 11:00 期限'],
  ])('can be read as a calendar (%s)', async (language, ...lines) => {
    const { out } = await plan(berlin, '--at', '2026-01-05T09:00:00+01:00', '--weeks', '1', '--lang', language);
    for (const line of lines) expect(out).toContain(line);
  });

  test.each([
    ['en', 'closed (New Year', 'closed (Coming of Age Day'],
    ['ja', '休み (元日', '休み (成人の日'],
  ])('name the holidays of a country (%s)', async (language, ...lines) => {
    const japan = berlin.replace('holidays: ["2026-01-06"]', 'holidays: jp');
    const { out } = await plan(japan, '--at', '2025-12-29T09:00:00+01:00', '--weeks', '3', '--lang', language);
    for (const line of lines) expect(out).toContain(line);
  });

  test('note a change of the clock, and the length of that day', async () => {
    const at = ['--at', '2026-03-27T12:00:00+01:00', '--weeks', '1'];
    const { policies } = await planned(berlin, ...at);
    const day = policies[0]!.days.find(({ date }) => date === '2026-03-29')!;
    expect(day).toMatchObject({ open: [['00:00', '04:00']], clockChange: [60, 120] });
    const { out } = await plan(berlin, ...at, '--lang', 'en');
    expect(out).toContain('the clock changes GMT+1 -> GMT+2 (a day of 23 h)');
  });

  test('without --at begin next Monday at nine, in the zone of the policy', async () => {
    const { policies } = await planned(berlin, '--weeks', '1');
    const start = new Date(policies[0]!.samples[0]!.startedAt);
    const local = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Berlin',
      weekday: 'long',
      timeStyle: undefined,
      hour: '2-digit',
      minute: '2-digit',
    });
    expect(local.format(start)).toMatch(/Monday.*09:00/);
    expect(start.getTime()).toBeGreaterThan(Date.now());
    expect(start.getTime()).toBeLessThan(Date.now() + 8 * 86_400_000);
  });
});

describe('what is wrong is said like validate says it', () => {
  test('in the file, with its place', async () => {
    const wrong = exampleWith('within: 30m', 'within: -30m');
    const { status, out, err } = await plan(wrong);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toMatch(/^desk\.yaml:35:13: policies\.first-response\.within: found "-30m"/);
    const json = await plan(wrong, '--json');
    expect(json.status).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, problems: [{ file: 'desk.yaml', line: 35 }] });
  });

  test.each([
    [['--weeks', '0']],
    [['--weeks', '54']],
    [['--weeks', '99999999999999999999']],
    [['--weeks', '-1']],
    [['--weeks', 'four']],
    [['--at', '2026-01-05']],
    [['--at', '2026-01-05T09:00']],
    [['--at', '2026-02-30T09:00Z']],
    [['--at', '9999-01-01T00:00Z']],
    [['--at', '1970-01-01T00:00Z']],
    [['--stage', 'Prod!']],
    [['--lang', 'fr']],
  ])('on the command line: %j', async (options) => {
    const { status, out, err } = await plan(
      examplePolicy,
      ...options.map((word, index) => (index === 0 ? `${word}=${options[1]}` : '')).filter(Boolean),
    );
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(/^casewarden: --\w+ takes .*\nSee: casewarden plan --help\n$/);
  });

  test.each(['none.yaml', 'folder', 'broken.yaml', 'latin.yaml'])(
    'a file to compare with that is no policy: %s',
    async (name) => {
      await inPolicyFolder({ policy: examplePolicy }, async (folder) => {
        mkdirSync(join(folder, 'folder'));
        writeFileSync(join(folder, 'broken.yaml'), 'version: [1');
        writeFileSync(join(folder, 'latin.yaml'), Buffer.from([0xff, 0xfe, 0x00]));
        const io = createFakeIo({ workingDirectory: folder });
        expect(await main(['plan', 'desk.yaml', '--against', name], io)).toBe(1);
        expect(io.written.out).toBe('');
        expect(io.written.err).toContain(name);
        expect(io.written.err).not.toMatch(/unexpected fault|\bat .*\.ts/);
      });
    },
  );
});

test('names of rules and flows are those that the synthesized stacks have', async () => {
  const assembly = await sharedAssembly('clocks-desk.yaml');
  try {
    const io = createFakeIo();
    expect(await main(['plan', 'examples/clocks-desk.yaml', '--json'], io)).toBe(0);
    const { changes } = JSON.parse(io.written.out) as Plan;
    const named = (kind: string): string[] => changes.filter((change) => change.kind === kind).map(({ name }) => name);
    const deployed = new Map<string, string[]>();
    assembly.copy((copy) => {
      for (const { type, properties } of copy.resources())
        deployed.set(type, [...(deployed.get(type) ?? []), String(properties['Name'])]);
    });
    expect(named('rule').toSorted()).toEqual(deployed.get('AWS::Connect::Rule')!.toSorted());
    expect(named('flow').toSorted()).toEqual(deployed.get('AWS::Connect::ContactFlow')!.toSorted());
  } finally {
    assembly.remove();
  }
});
