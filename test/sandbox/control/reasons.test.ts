import { describe, expect, test } from 'vitest';
import type { PublicEventKind } from '../../../sandbox/control/public-event.ts';
import { caseId, contactId, owner, type Script } from './scripted-journal.ts';
import {
  iso,
  ofCase,
  chat,
  inModule,
  made,
  linked,
  slaBy,
  announcement,
  breached,
  updated,
  byCasewarden,
  byPerson,
  task,
  mail,
  slack,
  nativeSla,
  crm,
  ended,
  why,
} from './reasons-script.ts';

const beforeDone = {
  ja: '「状態」が「対応中」になる前に期限が過ぎたためです。',
  en: 'The deadline passed before “状態” was “対応中”.',
};
const ofPolicy = {
  ja: 'ポリシー「first-response」が期限を過ぎたときに行うと定めた手順です。',
  en: 'The policy “first-response” orders this when its deadline is missed.',
};
const becauseOfStatus = {
  ja: '「状態」が「対応中」になったためです (佐藤 花子 さんによる変更)。',
  en: '“状態” became “対応中” (changed by 佐藤 花子).',
};

describe('the journal tells why', () => {
  test.each<[string, PublicEventKind, readonly Script[], { ja: string; en: string }]>([
    [
      'a flow makes a case from its module',
      'case.created',
      [chat, inModule, made, linked],
      { ja: 'フローモジュール「open-case」によるものです。', en: 'Comes from the flow module “open-case”.' },
    ],
    [
      'a flow whose first action has not been recorded yet is named by its id',
      'contact.linked',
      [chat, made, linked],
      { ja: 'フロー「consultation-chat」によるものです。', en: 'Comes from the flow “consultation-chat”.' },
    ],
    [
      'after a module the flow itself goes on',
      'chat.message',
      [
        chat,
        inModule,
        [
          [2, { kind: 'flow.action', contactId, detail: { flow: 'open-case', result: 'ok', returnsTo: 'open' } }],
          [3, { kind: 'contact.message', contactId, detail: { role: 'SYSTEM', text: 'お待ちください' } }],
        ],
      ],
      { ja: 'フロー「consultation-chat」によるものです。', en: 'Comes from the flow “consultation-chat”.' },
    ],
    [
      'a rule attaches the SLA',
      'sla.attached',
      [chat, made, slaBy({ origin: 'rule', ruleName: 'first-response.on-case-create' })],
      {
        ja: 'ルール「first-response.on-case-create」がケースの作成時に付ける SLA です。',
        en: 'The rule “first-response.on-case-create” assigns it when a case is created.',
      },
    ],
    [
      'a rule of which nothing else is known',
      'sla.attached',
      [chat, made, slaBy({ origin: 'rule', ruleName: 'other' })],
      { ja: 'ルール「other」が付ける SLA です。', en: 'The rule “other” assigns it.' },
    ],
    [
      'a rule changes the case',
      'status.changed',
      [made, updated(5, { status: 'in_progress' }, { iamPrincipalArn: 'r' }, { origin: 'rule', ruleName: 'escalate' })],
      { ja: 'ルール「escalate」が行うと定めた変更です。', en: 'The rule “escalate” does this.' },
    ],
    ['a breach', 'sla.breached', [made, slaBy({}), breached('first-response')], beforeDone],
    [
      'a breach of a policy whose condition nothing tells',
      'sla.breached',
      [made, breached('other')],
      {
        ja: '条件が満たされないまま期限が過ぎたためです。',
        en: 'The deadline passed while the condition was not met.',
      },
    ],
    ['the native SLA is overdue', 'native-sla.changed', [made, slaBy({}), nativeSla(1804, 'Overdue')], beforeDone],
    [
      'Casewarden sets the owner',
      'owner.changed',
      [made, breached('first-response'), updated(1803, { assigned_user: owner }, byCasewarden)],
      ofPolicy,
    ],
    [
      'Casewarden sets the owner after two policies were breached together',
      'owner.changed',
      [made, breached('first-response'), breached('solve'), updated(1803, { assigned_user: owner }, byCasewarden)],
      {
        ja: 'Casewarden のポリシーが期限を過ぎたときに行うと定めた手順です。',
        en: 'A policy of Casewarden orders this when its deadline is missed.',
      },
    ],
    [
      'Casewarden sets the owner long after another policy was breached',
      'owner.changed',
      [made, breached('other', 900), breached('first-response'), updated(1803, { assigned_user: owner }, byCasewarden)],
      ofPolicy,
    ],
    ['a task is started', 'task.created', [made, breached('first-response'), task], ofPolicy],
    [
      'a task is linked',
      'task.linked',
      [
        made,
        breached('first-response'),
        task,
        [[1805, { ...ofCase('Contact', { contact: { contactArn: 'a/contact/task-1' } }), contactId: 'task-1' }]],
      ],
      ofPolicy,
    ],
    [
      'a mail carries its step',
      'mail.sent',
      [made, mail('first-response@3a.1@3a.breach@3a.1-email')],
      {
        ja: 'ポリシー「first-response」が期限を過ぎたときに行うと定めた手順の 2 番目です。',
        en: 'Step 2 of what the policy “first-response” orders when its deadline is missed.',
      },
    ],
    [
      'a policy has characters that a tag cannot hold',
      'mail.sent',
      [made, mail('@521d.@52d5.@3a.3@3a.breach@3a.0-email')],
      {
        ja: 'ポリシー「初動」が期限を過ぎたときに行うと定めた手順の 1 番目です。',
        en: 'Step 1 of what the policy “初動” orders when its deadline is missed.',
      },
    ],
    [
      'a Slack message carries its step',
      'slack.posted',
      [made, slack('first-response:1:breach:3-slack')],
      {
        ja: 'ポリシー「first-response」が期限を過ぎたときに行うと定めた手順の 4 番目です。',
        en: 'Step 4 of what the policy “first-response” orders when its deadline is missed.',
      },
    ],
    [
      'a person sets the status',
      'status.changed',
      [made, updated(1900, { status: 'in_progress' }, byPerson)],
      { ja: '佐藤 花子 さんの操作によるものです。', en: 'Done by 佐藤 花子.' },
    ],
    [
      'a program sets a field',
      'case.updated',
      [made, updated(5, { title: 'x' }, { iamPrincipalArn: 'arn:aws:iam::1:role/Importer' })],
      {
        ja: 'プログラム「Importer」が API で行いました。',
        en: 'Done through the API by the program “Importer”.',
      },
    ],
    [
      'the native SLA ends with the change that it waited for',
      'native-sla.changed',
      [made, slaBy({}), updated(1900, { status: 'in_progress' }, byPerson), nativeSla(1900, 'NotMet')],
      becauseOfStatus,
    ],
    [
      'the clock ends with a change of the case',
      'sla.ended',
      [
        made,
        updated(1900, { status: 'in_progress' }, byPerson),
        updated(1901, { title: 'x' }, byPerson),
        announcement(1902, 'SLA Ended', { policy: 'first-response', verdict: 'met-late', endedAt: iso(1900) }),
      ],
      becauseOfStatus,
    ],
    [
      'the clock ends with the case',
      'sla.ended',
      [
        made,
        [[1900, { kind: 'case.deleted', caseId }]],
        announcement(1902, 'SLA Ended', { policy: 'first-response', verdict: 'cancelled', endedAt: iso(1900) }),
      ],
      { ja: 'ケースが削除されたためです。', en: 'The case was deleted.' },
    ],
    [
      'the CRM hears of a new case',
      'crm.upserted',
      [made, announcement(3, 'Sink Ready', { sink: 'salesforce', wanted: 1 }), crm],
      {
        ja: 'ケースが作られたことを連携先「salesforce」へ伝えるためです。',
        en: 'The case was created, and “salesforce” is to hear of it.',
      },
    ],
    [
      'the CRM hears of a change',
      'crm.upserted',
      [
        made,
        updated(5, { title: 'x' }, byPerson),
        announcement(6, 'Sink Ready', { sink: 'salesforce', wanted: 2 }),
        crm,
      ],
      {
        ja: 'ケースが更新されたことを連携先「salesforce」へ伝えるためです。',
        en: 'The case was updated, and “salesforce” is to hear of it.',
      },
    ],
    [
      'the customer leaves',
      'contact.ended',
      [chat, ended('CUSTOMER_DISCONNECT')],
      { ja: 'お客様が終えました。', en: 'The customer ended it.' },
    ],
    [
      'an agent ends the chat',
      'contact.ended',
      [chat, [[5, { kind: 'contact.accepted', contactId, detail: { userId: owner } }]], ended('AGENT_DISCONNECT')],
      { ja: '佐藤 花子 さんの操作によるものです。', en: 'Done by 佐藤 花子.' },
    ],
    [
      'a chat lasts too long',
      'contact.ended',
      [chat, ended('EXPIRED')],
      { ja: '続けられる時間の上限に達したためです。', en: 'It had lasted as long as it may.' },
    ],
    [
      'a flow cannot go on',
      'contact.ended',
      [chat, ended('FLOW_STUCK: no action')],
      {
        ja: 'フロー「consultation-chat」が先へ進めなくなったためです。',
        en: 'The flow “consultation-chat” could not go on.',
      },
    ],
  ])('%s', (_name, kind, scripts, words) => {
    expect(why(kind, ...scripts)).toEqual(words);
  });
});

describe('nothing is made up', () => {
  test.each<[string, PublicEventKind, readonly Script[]]>([
    ['a customer comes', 'contact.started', [chat]],
    [
      'a customer says something',
      'chat.message',
      [chat, [[1, { kind: 'contact.message', contactId, detail: { role: 'CUSTOMER', text: 'hi' } }]]],
    ],
    ['a case comes from nowhere', 'case.created', [made]],
    [
      'a case is linked to a contact of a flow later than it was made',
      'case.created',
      [
        chat,
        made,
        linked.map(([, entry]) => [4, entry] as const),
        [[20, { kind: 'profile.created', detail: { profileId: 'p' } }]],
      ],
    ],
    ['an SLA is attached through the API', 'sla.attached', [made, slaBy({ origin: 'api' })]],
    ['a mail carries no mark', 'mail.sent', [made, breached('first-response'), mail(undefined)]],
    ['a mail carries a mark that is none of ours', 'mail.sent', [made, mail('newsletter')]],
    ['a task is started without a breach', 'task.created', [made, task]],
    ['a record is written without a sink that asked for it', 'crm.upserted', [made, crm]],
    [
      'a clock ends at a moment at which nothing changed',
      'sla.ended',
      [
        made,
        updated(1890, { status: 'in_progress' }, byPerson),
        announcement(1902, 'SLA Ended', { policy: 'first-response', verdict: 'met-late', endedAt: iso(1900) }),
      ],
    ],
    [
      'the native SLA ends without the change that it waits for',
      'native-sla.changed',
      [made, slaBy({}), updated(1900, { title: 'x' }, byPerson), nativeSla(1900, 'NotMet')],
    ],
    ['a case is deleted', 'case.deleted', [made, [[5, { kind: 'case.deleted', caseId }]]]],
  ])('%s: no reason', (_name, kind, scripts) => {
    expect(why(kind, ...scripts)).toBeNull();
  });
});
