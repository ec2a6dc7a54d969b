import { describe, expect, test } from 'vitest';
import { exampleLock, examplePolicy, exampleWith, load, placeOf, problemsOf } from './policy-folder.ts';

test('the shipped example is valid', async () => {
  const { policy, lock } = await load({ policy: examplePolicy });
  expect(Object.keys(policy.policies)).toEqual(['first-response']);
  expect(Object.keys(lock.users)).toEqual(['sato', 'suzuki']);
});

test.each([
  ['with a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(examplePolicy)])],
  ['with Windows line ends', examplePolicy.replaceAll('\n', '\r\n')],
  [
    'with a few aliases',
    exampleWith('users: [sato, suzuki]', 'users: &people [sato, suzuki]').replace(
      'mail:',
      '  other: { users: *people, pick: first }\nmail:',
    ),
  ],
  ['with one status in a list', exampleWith('{ status: in_progress }', '{ status: [in_progress] }')],
  ['with quotas of its own', exampleWith('share: 70%', 'apis: { UpdateCase: { perSecond: 5, burst: 10 } }')],
  ['with budgets', exampleWith('fields:\n', 'budgets: { perCase: 20, perPerson: 30 }\nfields:\n')],
  ['without the optional parts', exampleWith('timeZone: Asia/Tokyo\n', '').replace('quotas: { share: 70% }\n', '')],
])('the example %s is valid', async (_variant, policy) => {
  expect(await problemsOf({ policy })).toEqual([]);
});

/** A wrong piece of the example: what replaces what, at which text the error must point, and what it must say. */
const mistakes: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  ['an unknown key', 'quotas:', 'quotos:', 'quotos', ['unknown key "quotos"', 'did you mean "quotas"', 'policies']],
  [
    'a budget of nothing',
    'fields:\n',
    'budgets: { perCase: 0 }\nfields:\n',
    '0 }',
    ['budgets.perCase: found 0', 'at least 1'],
  ],
  ['a share above all', 'share: 70%', 'share: 101%', '101%', ['quotas.share: found "101%"', 'a share like 70%']],
  [
    'a quota of an unknown API',
    'share: 70%',
    'apis: { UpdateCases: { perSecond: 5, burst: 10 } }',
    'UpdateCases',
    ['unknown key "UpdateCases" in quotas.apis', 'did you mean "UpdateCase"', 'chat.postMessage'],
  ],
  [
    'a quota without its burst',
    'share: 70%',
    'apis: { UpdateCase: { perSecond: 5 } }',
    'UpdateCase',
    ['quotas.apis.UpdateCase: the key "burst" is missing', 'a number'],
  ],
  [
    'a quota of nothing',
    'share: 70%',
    'apis: { UpdateCase: { perSecond: 0, burst: 10 } }',
    '0,',
    ['quotas.apis.UpdateCase.perSecond: found 0', 'at least 0.01'],
  ],
  [
    'a part of a call',
    'share: 70%',
    'apis: { UpdateCase: { perSecond: 5, burst: 1.5 } }',
    '1.5',
    ['quotas.apis.UpdateCase.burst: found 1.5'],
  ],
  [
    'an unknown nested key',
    'pick: first',
    'pick: first, chose: 1',
    'chose',
    ['unknown key "chose" in teams.second-line', 'users, pick'],
  ],
  [
    'an unknown consequence',
    '- task: { to: owner }',
    '- page: { to: owner }',
    'page: {',
    ['unknown key "page"', 'reassign, email, task, notify, slack, set'],
  ],
  [
    'two consequences in one entry',
    '- task: { to: owner }',
    '- task: { to: owner }\n        reassign: second-line',
    'task: {',
    ['task, reassign', 'allowed: one'],
  ],
  [
    'an empty consequence',
    '- task: { to: owner }',
    '- {}',
    '{}',
    ['an empty mapping', 'reassign, email, task, notify, slack, set'],
  ],
  [
    'a missing key',
    '    severity: high\n',
    '',
    'first-response:',
    ['"severity" is missing', 'low, medium, high, critical'],
  ],
  ['a wrong word', 'severity: high', 'severity: hihg', 'hihg', ['found "hihg"', 'did you mean "high"']],
  ['a wrong type', 'casesDomain: create', 'casesDomain: 12', '12\n', ['found 12', 'quotes']],
  ['a wrong version', 'version: 1', 'version: 2', '2\n', ['found 2', 'allowed: 1']],
  ['a negative duration', 'within: 30m', 'within: -30m', '-30m', ['found "-30m"', '30m, 4h or 2d']],
  ['a duration of nothing', 'within: 30m', 'within: 0m', '0m', ['found "0m"']],
  ['a duration without a unit', 'within: 30m', 'within: 30', '30\n', ['found 30', 'allowed: text']],
  ['a duration beyond what an SLA takes', 'within: 30m', 'within: 731d', '731d', ['found "731d"', '730d']],
  ['a time zone that does not exist', 'timeZone: Asia/Tokyo', 'timeZone: Asia/Tokio', 'Asia/Tokio', ['IANA time zone']],
  ['an offset as a time zone', 'timeZone: Asia/Tokyo', "timeZone: '+09:00'", "'+09:00'", ['IANA time zone']],
  [
    'a Region without Cases',
    'connect:ap-northeast-1:',
    'connect:us-east-2:',
    '"arn:aws:connect:us-east-2',
    ['us-east-2', 'ap-northeast-1'],
  ],
  [
    'an instance that is no ARN',
    '"arn:aws:connect:ap-northeast-1:111122223333:instance/11111111-2222-3333-4444-555555555555"',
    'first-desk',
    'first-desk',
    ['ARN of an Amazon Connect instance'],
  ],
  ['a share of more than all', 'share: 70%', 'share: 170%', '170%', ['a share like 70%']],
  [
    'a field name with capitals',
    'category: {',
    'Extra: { type: text, label: x }\n  category: {',
    'Extra',
    ['found the name "Extra"', 'lower-case'],
  ],
  [
    'a field named like a system field',
    'category: {',
    'title: { type: text, label: x }\n  category: {',
    'title: {',
    ['built-in'],
  ],
  [
    'a field name that is kept',
    'category: {',
    'casewarden_x: { type: text, label: x }\n  category: {',
    'casewarden_x',
    ['kept for Casewarden'],
  ],
  [
    'a select without options',
    'options: { loan: 住宅ローン, insurance: 保険 }',
    'options: {}',
    'options',
    ['at least one'],
  ],
  [
    'an option value with a space',
    'loan: 住宅ローン',
    '"home loan": 住宅ローン',
    '"home loan"',
    ['found the name "home loan"'],
  ],
  [
    'a built-in status',
    'in_progress: 対応中',
    'in_progress: 対応中, closed: 完了',
    'closed: 完了',
    ['built into Cases'],
  ],
  [
    'a template with an unknown field',
    'preferred_slot_3, category]',
    'preferred_slot_3, categori]',
    'categori]',
    ['field "categori"', 'did you mean "category"'],
  ],
  [
    'a required field that the template lacks',
    'required: [preferred_slot_1]',
    'required: [preferred_slot_9]',
    'preferred_slot_9',
    ["the template's fields"],
  ],
  [
    'a field twice in a template',
    'preferred_slot_3, category]',
    'preferred_slot_3, category, category]',
    'category]',
    ['twice'],
  ],
  [
    'an intake of an unknown template',
    'template: consultation\n    channel',
    'template: consultations\n    channel',
    'consultations',
    ['template "consultations"', 'did you mean "consultation"'],
  ],
  ['an answer that is no field', 'ask: [name,', 'ask: [nickname,', 'nickname', ['found "nickname"', 'name, email']],
  ['an intake without e-mail', 'ask: [name, email,', 'ask: [name,', 'ask:', ['email is not asked']],
  [
    'a required field that is not asked',
    'email, preferred_slot_1,',
    'email,',
    'ask:',
    ['"preferred_slot_1" is required', 'not asked'],
  ],
  [
    'a queue that is not in the lock file',
    'queue: 予約窓口',
    'queue: 二次対応',
    '二次対応',
    ['queue "二次対応"', 'npx casewarden resolve desk.yaml'],
  ],
  [
    'a user who is not in the lock file',
    'users: [sato, suzuki]',
    'users: [satoo, suzuki]',
    'satoo',
    ['user "satoo"', 'did you mean "sato"', 'npx casewarden resolve desk.yaml'],
  ],
  ['a user twice in a team', 'users: [sato, suzuki]', 'users: [sato, sato]', 'sato],', ['twice']],
  [
    'a team that is not defined',
    'reassign: second-line',
    'reassign: third-line',
    'third-line',
    ['team "third-line"', 'second-line'],
  ],
  [
    'a policy of an unknown template',
    'for: { template: consultation }',
    'for: { template: consult }',
    'consult }',
    ['template "consult"'],
  ],
  [
    'a status that is not defined',
    'status: in_progress',
    'status: inprogress',
    'inprogress',
    ['status "inprogress"', 'did you mean "in_progress"'],
  ],
  ['a clock that ends when it begins', 'status: in_progress', 'status: open', 'open }', ['every new case has']],
  [
    'a mail before there is an owner',
    '- reassign: second-line',
    '- email: { to: owner, subject: x, body: y }\n      - reassign: second-line',
    'email: { to',
    ['nobody owns the case yet'],
  ],
  [
    'a task before there is an owner',
    '- reassign: second-line',
    '- task: { to: owner }\n      - reassign: second-line',
    'task: { to: owner }\n      - reassign',
    ['nobody owns the case yet'],
  ],
  ['a mail without a sender', 'mail: { from: desk@example.co.jp }\n', '', 'email:\n', ['mail: { from: <address> }']],
  ['a sender that is no address', 'desk@example.co.jp', 'desk', 'desk }', ['an e-mail address']],
  [
    'an unknown placeholder',
    '{case.title}"',
    '{case.titel}"',
    '"[期限超過]',
    ['{case.titel}', 'did you mean "case.title"'],
  ],
  ['a subject of two lines', 'subject: "[期限超過] ', 'subject: "[期限超過]\\n ', '"[期限超過]', ['line break']],
  ['a channel that is a name', 'channel: C0SLA', 'channel: sla-alerts', 'sla-alerts', ['a Slack channel id']],
  ['an external id field that is none', 'key: ConnectCaseId__c', 'key: CaseId', 'CaseId', ['external id field']],
  [
    'an unknown field in the map',
    'Subject: title',
    'Subject: titel',
    'titel',
    ['field "titel"', 'did you mean "title"'],
  ],
  [
    'the external id in the map',
    'Subject: title',
    'ConnectCaseId__c: title',
    'ConnectCaseId__c: title',
    ['external id'],
  ],
];

describe('a mistake is told once, with its place, what was found and what is allowed', () => {
  test.each(mistakes)('%s', async (_mistake, piece, replacement, pointsAt, says) => {
    const policy = exampleWith(piece, replacement);
    const problems = await problemsOf({ policy });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'desk.yaml', ...placeOf(policy, pointsAt) });
    for (const words of says) expect(problems[0]?.message).toContain(words);
  });
});

describe('what the design holds and this version cannot do is refused by name', () => {
  test.each([
    ['mail:', 'customers: {}\nmail:', 'customers', '"customers"'],
    ['pick: first', 'pick: first, queue: 二次対応', 'queue: 二', '"queue"'],
    ['pick: first', 'pick: first, present: true', 'present', '"present"'],
    ['pick: first', 'pick: fewest-open-cases', 'fewest', '"fewest-open-cases"'],
    ['channel: chat', 'channel: voice', 'voice', '"voice"'],
    ['mention: channel', 'mention: owner', 'owner }\nsinks', '"owner"'],
    [
      'within: 30m',
      'within: 30m\n    warn: [ { at: 50%, do: [ { slack: { channel: C0AB, mention: owner } } ] } ]',
      'owner } }',
      '"owner"',
    ],
    ['sinks:\n', 'sinks:\n  slack: { on: [created], channel: C0NEW }\n', 'slack: { on', '"slack"'],
    ['type: text, label: 面談希望日時(第1希望)', 'type: number, label: 面談希望日時(第1希望)', 'number', '"number"'],
  ])('%s -> %s', async (piece, replacement, pointsAt, name) => {
    const policy = exampleWith(piece, replacement);
    const problems = await problemsOf({ policy });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject(placeOf(policy, pointsAt));
    expect(problems[0]?.message).toContain(name);
    expect(problems[0]?.message).toContain('not supported in this version');
  });
});

test('several policies for one template are allowed, the special one first', async () => {
  const second =
    'policies:\n  loans-first:\n    severity: low\n    for: { template: consultation, category: loan }\n    until: { status: [in_progress, closed] }\n    within: 2d\n    breach: [ { slack: { channel: C0SLA } } ]\n';
  expect(await problemsOf({ policy: exampleWith('policies:\n', second) })).toEqual([]);
});

test('all mistakes of a file are told together, in the order of the file', async () => {
  const policy = exampleWith('severity: high', 'severity: hihg')
    .replace('language: ja', 'language: fr')
    .replace('channel: C0SLA', 'channel: sla')
    .replace('reassign: second-line', 'reassign: nobody');
  const problems = await problemsOf({ policy });
  expect(problems.map(({ message }) => message.split(':')[0])).toEqual([
    'language',
    'policies.first-response.severity',
    'policies.first-response.breach[0].reassign',
    'policies.first-response.breach[3].slack.channel',
  ]);
});

test('a name is not called unknown because what it names has a mistake of its own', async () => {
  const policy = exampleWith('category: { type: single-select', 'category: { type: singel-select');
  expect(await problemsOf({ policy })).toHaveLength(1);
});

test('of very many mistakes the first twenty are told, and how many more there are', async () => {
  const policy = `${examplePolicy}${Array.from({ length: 50 }, (_, index) => `x${index}: 1\n`).join('')}`;
  await expect(load({ policy })).rejects.toThrow(/… and 30 more$/);
  expect(await problemsOf({ policy })).toHaveLength(20);
});

describe('the lock file', () => {
  const other = exampleLock.replaceAll('11111111-2222-3333-4444-555555555555', '99999999-2222-3333-4444-555555555555');
  test.each([
    ['is missing', null, 'desk.lock.json', 'there is no such file'],
    ['is empty', '', 'desk.lock.json', 'empty'],
    ['is broken', '{ "lockVersion": 1,', 'desk.lock.json', 'not closed'],
    ['is something else', '[]', 'desk.lock.json', 'this is no lock file'],
    [
      'has a user without an id',
      exampleLock.replace('"id": "9c2e7f10', '"no": "9c2e7f10'),
      'desk.lock.json',
      'users.sato',
    ],
    ['is of another instance', other, 'desk.yaml', 'of another instance'],
  ])('%s: the error says so', async (_state, lock, file, words) => {
    const [problem] = await problemsOf({ policy: examplePolicy, lock });
    expect(problem?.file).toBe(file);
    expect(problem?.message).toContain(words);
  });

  test.each([
    ['is missing', null],
    ['is something else', '[]'],
    ['is of another instance', other],
  ])('when it %s, the error says what to run', async (_state, lock) => {
    const [problem] = await problemsOf({ policy: examplePolicy, lock });
    expect(problem?.message).toContain('npx casewarden resolve desk.yaml');
  });
});
