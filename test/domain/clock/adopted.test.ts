import { describe, expect, test } from 'vitest';
import type { CaseEvent } from '../../../lambda/contract/case-event.ts';
import type { CaseItem } from '../../../lambda/contract/case-item.ts';
import type { SlaSeenMessage } from '../../../lambda/contract/inbox-message.ts';
import { step } from '../../../lambda/domain/step.ts';
import { breachLevel, caseChange, createdAt, templateId } from '../../support/desk-policy.ts';
import { at, clocksOf, escalate, messageOf, play, policyOf, row, warn, type Happening } from './course.ts';

const slack = [{ kind: 'slack' as const, channel: 'C1' }];
const never = { templateId: 'no case has it', where: [] };
const watch = row({
  name: 'watch',
  for: never,
  levels: [warn('warn-1', 30), breachLevel(3600, slack), escalate('escalate-1', 70)],
});
const mirrored = row({
  name: 'mirrored',
  kind: 'first-response',
  native: { by: 'mirror', slaName: 'console own', fieldId: 'status', value: 'done', isOwnField: false },
});
const running = policyOf([watch, mirrored], { adopt: [{ slaName: 'console *', policy: 'watch' }] });
const seen = (over: Partial<SlaSeenMessage> = {}): SlaSeenMessage => ({
  kind: 'sla-seen',
  caseId: 'case-1',
  seenAt: at(12),
  relatedItemId: 'sla-1',
  slaName: 'console reply',
  status: 'Active',
  attachedAt: at(10),
  targetTime: at(130),
  fieldId: 'status',
  values: ['done'],
  ...over,
});
const opened = play(running, [[0, { status: 'open' }]]);
const adopted = step(opened, seen(), running, at(12)).item!;
const ofSla = (item: CaseItem): string[] => clocksOf(item).filter((text) => text.startsWith('watch'));
const then = (item: CaseItem, happening: Happening): CaseItem =>
  step(item, messageOf(happening), running, at(happening[0])).item!;

function related(eventType: string, minutes: number, relatedItem: Record<string, unknown>): CaseEvent {
  const event = caseChange(eventType, at(minutes));
  const { case: _case, ...detail } = event.detail;
  return { ...event, detail: { ...detail, relatedItem: { relatedItemId: 'sla-1', caseId: 'case-1', ...relatedItem } } };
}

test('an SLA of the console is a clock on the wall clock, once however often it is seen', () => {
  expect(ofSla(adopted)).toEqual(['watch #1 10- running']);
  expect(adopted.clocks.at(-1)).toMatchObject({ kind: 'adopted', deadline: at(130), targetSeconds: 7200 });
  expect(step(adopted, seen(), running, at(13)).changed).toBe(false);
});

test.each([
  ['our own mirror', 'console own'],
  ['a name that no pattern fits', 'other'],
])('that of %s is left alone', (_why, slaName) => {
  expect(step(opened, seen({ slaName }), running, at(12)).changed).toBe(false);
});

test.each<[string, number, readonly string[]]>([
  ['a warning keeps its share of the target', 70, ['watch:warn-1']],
  ['the breach stands at the target', 130, ['watch:warn-1']],
  ['and comes a moment later', 130 + 1 / 60_000, ['watch:warn-1', 'watch:breach']],
  ['what comes after keeps its distance', 140, ['watch:warn-1', 'watch:breach', 'watch:escalate-1']],
])('%s', (_why, minutes, levels) => {
  expect(Object.keys(then(adopted, [minutes, 'look']).clocks.at(-1)!.levels)).toEqual(levels);
});

test('its effects have keys of their own, and find their clock', () => {
  const key = 'adopted:watch:1:breach:0-slack';
  const item = then(adopted, [140, 'look']);
  expect(item.effects[key]).toMatchObject({ policy: 'watch', cycle: 1, status: 'pending' });
  const met = then(item, [150, { status: 'done' }]);
  expect(met.effects[key]?.status).toBe('cancelled');
});

describe('it ends', () => {
  test('when its field has one of its values', () => {
    expect(ofSla(then(adopted, [50, { status: 'done' }]))).toEqual(['watch #1 10-50 met']);
    expect(ofSla(then(adopted, [150, { status: 'done' }]))).toEqual(['watch #1 10-150 met-late']);
  });

  test('where it was attached, when its field had the value already', () => {
    const before = play(running, [
      [0, { status: 'open' }],
      [5, { status: 'done' }],
    ]);
    expect(ofSla(step(before, seen(), running, at(12)).item!)).toEqual(['watch #1 10-10 met']);
  });

  test.each(['Met', 'NotMet'])('when Cases says so: %s', (status) => {
    const told = step(adopted, seen({ status, completedAt: at(60) }), running, at(65)).item!;
    expect(ofSla(told)).toEqual(['watch #1 10-60 met']);
  });

  test('when the case is deleted', () => {
    expect(ofSla(then(adopted, [50, 'deleted']))).toEqual(['watch #1 10-50 cancelled by deleted']);
  });
});

describe('an unknown case', () => {
  test('is opened by an SLA that says which template it has and when it was created', () => {
    const item = step(undefined, seen({ templateId, createdAt }), running, at(12)).item!;
    expect(clocksOf(item)).toContain('watch #1 10- running');
  });

  test.each([
    ['without these', seen()],
    ['with an SLA that nobody asks for', seen({ slaName: 'other', templateId, createdAt })],
  ])('is left alone %s', (_why, message) => {
    expect(step(undefined, message, running, at(12)).item).toBeUndefined();
  });
});

describe('an event about an SLA', () => {
  const configuration = {
    name: 'console reply',
    status: 'Active',
    targetTime: at(130),
    fieldId: 'status',
    targetFieldValues: [{ stringValue: 'done' }],
  };

  test.each([
    ['in sla.slaConfiguration', { sla: { slaConfiguration: configuration } }],
    ['in slaConfiguration', { slaConfiguration: configuration }],
    ['in content', { content: { sla: { slaConfiguration: configuration } } }],
  ])('is read wherever it may stand: %s', (_why, content) => {
    const event = related('RELATED_ITEM.CREATED', 10, { relatedItemType: 'sla', createdDateTime: at(10), ...content });
    const item = step(opened, event, running, at(12)).item!;
    expect(item.adopted).toEqual(adopted.adopted);
  });

  test.each([
    ['nothing', {}],
    ['a number', { sla: 7 }],
    ['a list', { slaConfiguration: ['x'] }],
    ['no target', { slaConfiguration: { name: 'console reply' } }],
    ['a target that is none', { slaConfiguration: { ...configuration, targetTime: 'soon' } }],
  ])('that holds %s is let pass', (_why, content) => {
    const event = related('CASE.RELATED_ITEM.UPDATED', 10, { relatedItemType: 'Sla', ...content });
    expect(step(opened, event, running, at(12)).changed).toBe(false);
  });

  test('that tells its completion ends the clock', () => {
    const content = { slaConfiguration: { ...configuration, status: 'Met', completionTime: at(40) } };
    const event = related('RELATED_ITEM.UPDATED', 41, { relatedItemType: 'Sla', ...content });
    expect(ofSla(step(adopted, event, running, at(41)).item!)).toEqual(['watch #1 10-40 met']);
  });
});

test('a comment counts once, however its type is spelt', () => {
  const rows = [row({ kind: 'update', renew: { changedFieldIds: [], comment: true, outbound: false } })];
  const policy = policyOf(rows);
  const comment = (relatedItemType: string): CaseEvent =>
    related('RELATED_ITEM.CREATED', 20, { relatedItemType, relatedItemId: 'comment-1' });
  const once = step(play(policy, [[0, { status: 'open' }]]), comment('comment'), policy, at(20)).item!;
  expect(clocksOf(once)).toEqual(['row #1 0-20 met', 'row #2 20- running']);
  expect(step(once, comment('Comment'), policy, at(21)).changed).toBe(false);
});
