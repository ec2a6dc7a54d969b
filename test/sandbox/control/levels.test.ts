import { expect, test } from 'vitest';
import { createJournal } from '../../../sandbox/kernel/create-journal.ts';
import { createNames } from '../../../sandbox/control/names.ts';
import type { PublicEvent } from '../../../sandbox/control/public-event.ts';
import { sentenceOf } from '../../../sandbox/control/sentences.ts';
import { timelineOf } from '../../../sandbox/control/timeline.ts';
import { createViews } from '../../../sandbox/control/views.ts';
import { testInstance } from '../../support/sandbox-kernel.ts';
import { announcement, byCasewarden, iso, made, slack, slaBy, updated, why } from './reasons-script.ts';
import { caseId, journalOf, owner, start, type Script } from './scripted-journal.ts';

/* What a clock announces beside its breach, and a native SLA that is taken off its case. */

const names = createNames(testInstance(), () => ({ fields: new Map(), flows: new Map() }));
const level = (detailType: string, name: string, seconds = 900): Script =>
  announcement(seconds, detailType, {
    policy: 'answer',
    severity: 'high',
    cycle: 1,
    level: name,
    deadline: iso(1802),
  });
const detached: Script = [
  [
    900,
    {
      kind: 'related-item.deleted',
      caseId,
      detail: {
        type: 'Sla',
        relatedItemId: 'item-Sla',
        content: { sla: { slaConfiguration: { name: 'answer', status: 'Active', targetTime: iso(1804) } } },
        performedBy: { iamPrincipalArn: 'arn:aws:iam::111122223333:role/items' },
      },
    },
  ],
];

const only = (script: Script, kind: string): PublicEvent => {
  const found = timelineOf(journalOf(script).entries()).filter((event) => event.kind === kind);
  expect(found).toHaveLength(1);
  return found[0]!;
};

test.each<[string, Script, Record<string, unknown>, string, string]>([
  [
    'sla.warned',
    level('SLA Warned', 'warn-1'),
    { policy: 'answer', cycle: 1, level: 'warn-1', deadline: iso(1802) },
    'SLA「answer」の期限 (2026-11-26 22:30:02 GMT+9) が近づいています。',
    'The deadline of “answer” (2026-11-26 22:30:02 GMT+9) is drawing near.',
  ],
  [
    'case.escalated',
    level('Case Escalated', 'escalate-1.2'),
    { policy: 'answer', level: 'escalate-1.2' },
    'SLA「answer」の期限 (2026-11-26 22:30:02 GMT+9) から対応がないため、次の段階へ進みました。',
    'Nobody has answered since the deadline of “answer” (2026-11-26 22:30:02 GMT+9); the next step is taken.',
  ],
  [
    'sla.detached',
    detached,
    { name: 'answer', status: 'Active', targetTime: iso(1804), relatedItemId: 'item-Sla' },
    'SLA「answer」が外されました。',
    'The SLA “answer” was taken off the case.',
  ],
])('%s tells its facts, in both languages', (kind, script, facts, japanese, english) => {
  const event = only([...made, ...script], kind);
  expect(event.facts).toMatchObject(facts);
  expect(sentenceOf(event, 'ja', names)).toBe(japanese);
  expect(sentenceOf(event, 'en', names)).toBe(english);
});

test('a warning and an escalation say which level of which policy was reached', () => {
  expect(why('sla.warned', made, level('SLA Warned', 'warn-1'))).toEqual({
    ja: 'ポリシー「answer」の段階「warn-1」に達したためです。',
    en: 'The clock of the policy “answer” reached its level “warn-1”.',
  });
});

test('what follows an escalation is what the policy orders there', () => {
  const escalated = level('Case Escalated', 'escalate-1.2');
  const owned = why('owner.changed', made, escalated, updated(905, { assigned_user: owner }, byCasewarden));
  expect(owned?.en).toBe('The policy “answer” orders this at its level “escalate-1.2”.');
  const told = why('slack.posted', made, escalated, slack('answer:1:escalate-1.2:1-slack'));
  expect(told?.en).toBe('Step 2 of what the policy “answer” orders at its level “escalate-1.2”.');
  const adopted = why('slack.posted', made, slack('adopted:answer:1:breach:0-slack'));
  expect(adopted?.en).toBe('Step 1 of what the policy “answer” orders when its deadline is missed.');
});

test('an SLA that was taken off is on the case no more; another item that goes is no event', () => {
  const journal = createJournal(() => start);
  const views = createViews(journal);
  for (const [, entry] of [...made, ...slaBy({})]) journal.append(entry);
  expect(views.cases.get(caseId)).toMatchObject({ slas: [{}], relatedItems: [{}] });
  for (const [, entry] of detached) journal.append(entry);
  expect(views.cases.get(caseId)).toMatchObject({ slas: [], relatedItems: [] });
  journal.append({ kind: 'related-item.deleted', caseId, detail: { type: 'Comment', relatedItemId: 'other' } });
  views.settle();
  expect(views.timeline().filter(({ kind }) => kind.includes('detached'))).toHaveLength(1);
});

test('a case that a program made by the API is told at once', () => {
  const journal = createJournal(() => start);
  const views = createViews(journal);
  journal.append({ kind: 'case.created', caseId, detail: { fields: {}, origin: 'api' } });
  expect(views.timeline()).toMatchObject([{ kind: 'case.created', caseId, facts: { origin: 'api' } }]);
});
