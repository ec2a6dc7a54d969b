import { describe, expect, test } from 'vitest';
import { clockDesk, clockProblems, expectOne, one, row, rows, slack, type Case } from './clock-desk.ts';

describe('right', () => {
  test.each<[string, string]>([
    ['nothing special', one({})],
    ['an update clock without "until"', one({ clock: 'update', until: undefined, renew: '{ comment: true }' })],
    ['a next-response clock without "until"', one({ clock: 'next-response', until: undefined })],
    [
      'conditions of all forms',
      one({
        for: '{ template: request, priority: { not: [low, normal] }, region: { set: true } }',
        cancel: '{ status: waiting }',
      }),
    ],
    [
      'a clock that starts later and ends when the case is open again',
      one({ clock: 'resolution', start: '{ status: waiting }', until: '{ status: open }' }),
    ],
    [
      'one day on which both start and stop are of one status',
      one({ for: '{ template: request, status: open }', until: '{ status: [working, closed] }' }),
    ],
    [
      'levels before and after',
      one({
        warn: `[ { at: 50%, do: ${slack} }, { before: 1h, do: ${slack} } ]`,
        escalate: `[ { after: 2h, do: ${slack}, repeat: { every: 1h, atMost: 20 } } ]`,
      }),
    ],
    ['the special policy first', rows(row('a', { for: '{ template: request, priority: high }' }), row('b'))],
    ['the same cases for another kind', rows(row('a'), row('b', { clock: 'resolution' }))],
    [
      'a mail to the owner whom a warning has named',
      one({
        warn: '[ { at: 50%, do: [ { reassign: crew } ] } ]',
        breach: '[ { email: { to: owner, subject: x, body: y } } ]',
      }),
    ],
    ['a long target that agents are not shown', one({ within: '900d', native: 'false' })],
    [
      'a consequence that hands a clock over, and no way back',
      rows(
        row('a', { for: '{ template: request, priority: low }', breach: '[ { set: { priority: high } } ]' }),
        row('b', { for: '{ template: request, priority: high }', breach: '[ { set: { region: x } } ]' }),
      ),
    ],
    [
      'a way back for another template',
      rows(
        row('a', { for: '{ template: request, priority: low }', breach: '[ { set: { priority: high } } ]' }),
        row('b', { for: '{ template: claim, priority: high }', breach: '[ { set: { priority: low } } ]' }),
      ),
    ],
    [
      'two clocks that set what neither waits for',
      rows(
        row('a', { breach: '[ { set: { status: working } } ]' }),
        row('b', { clock: 'resolution', breach: '[ { set: { status: waiting } } ]' }),
      ),
    ],
  ])('%s', async (_what, policies) => {
    expect(await clockProblems(clockDesk({ policies }))).toEqual([]);
  });
});

describe('wrong keys of a row', () => {
  test.each<Case>([
    [
      'an unknown calendar',
      one({ calendar: 'desq' }),
      'desq',
      ['calendar "desq" is not defined under "calendars"', 'did you mean "desk"'],
    ],
    ['no end', one({ until: undefined }), 'answer:', ['"until" is missing', 'first-response']],
    ['no end of a resolution', one({ until: undefined, clock: 'resolution' }), 'answer:', ['"until" is missing']],
    [
      'an update without what renews it',
      one({ clock: 'update' }),
      'answer:',
      ['"renew" is missing', 'comment, outbound'],
    ],
    [
      'an update that nothing renews',
      one({ clock: 'update', renew: '{ comment: false }' }),
      'renew',
      ['nothing here counts'],
    ],
    [
      'an update by an unknown field',
      one({ clock: 'update', renew: '{ changed: [regoin] }' }),
      'regoin',
      ['unknown field "regoin"', 'did you mean "region"'],
    ],
    ['renewal of another kind', one({ renew: '{ comment: true }' }), 'renew', ['only with "clock: update"']],
    ['reopening of a first response', one({ reopen: 'reset' }), 'reopen', ['done for good', 'clock: resolution']],
    [
      'reopening of an update',
      one({ clock: 'update', renew: '{ comment: true }', reopen: 'continue' }),
      'reopen',
      ['begins by itself'],
    ],
    ['a clock of no kind', one({ clock: 'resolutoin', until: undefined }), 'resolutoin', ['did you mean "resolution"']],
    ['a target beyond the longest SLA', one({ within: '1051201m' }), '1051201m', ['730d', 'native: false']],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });
});

describe('wrong conditions', () => {
  test.each<Case>([
    [
      'an unknown field in "for"',
      one({ for: '{ template: request, prioritty: high }' }),
      'prioritty',
      ['unknown field "prioritty"', 'did you mean "priority"'],
    ],
    [
      'an unknown field in a pause',
      one({ pause: '{ when: { sttaus: waiting }, resume: { status: working } }' }),
      'sttaus',
      ['did you mean "status"'],
    ],
    [
      'a field that Casewarden keeps',
      one({ start: '{ casewarden_answer: met }' }),
      'casewarden_answer',
      ['unknown field'],
    ],
    [
      'an unknown status',
      one({ until: '{ status: [closed, wroking] }' }),
      'wroking',
      ['status "wroking" is not defined', 'did you mean "working"'],
    ],
    [
      'an unknown option',
      one({ cancel: '{ priority: { not: [low, hihg] } }' }),
      'hihg',
      ['no option of the field "priority"', 'did you mean "high"'],
    ],
    ['a number for a text', one({ for: '{ template: request, region: 3 }' }), '3 }', ['holds text', '"3"']],
    ['an empty text', one({ start: "{ region: '' }" }), "region: ''", ['{ set: false }']],
    ['an empty condition', one({ cancel: '{}' }), '{}', ['always holds']],
    ['a test of no form', one({ start: '{ region: { is: x } }' }), 'is: x', ['unknown key "is"', 'not, set']],
    [
      'nothing as a test',
      one({ start: '{ region: null }' }),
      'null',
      ['found nothing', 'text or a number or true or false or a list or a mapping'],
    ],
    [
      'a pause of two forms',
      one({ pause: '{ while: { status: waiting }, resume: { status: working } }' }),
      'resume',
      ['"resume" does not go together with while', 'one or the other'],
    ],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });
});

describe('what has several forms is described by the form that was meant', () => {
  test.each<Case>([
    ['a warning without consequences', one({ warn: '[ { at: 50% } ]' }), '{ at: 50%', ['"do" is missing']],
    ['a pause without an end', one({ pause: '{ when: { status: waiting } }' }), 'pause', ['"resume" is missing']],
    [
      'a task of Connect without its executor',
      one({ breach: '[ { task: { queue: x, name: y } } ]' }),
      'task',
      ['"by" is missing', 'native'],
    ],
    [
      'a mail to users without its executor',
      one({ breach: '[ { email: { to: [sato], subject: x, body: y } } ]' }),
      '[sato], subject',
      ['found a list', 'owner'],
    ],
    [
      'a mail to the owner by Connect',
      one({ breach: '[ { reassign: crew }, { email: { to: owner, subject: x, body: y, by: native } } ]' }),
      'native',
      ['found "native"', 'allowed: casewarden'],
    ],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });
});

describe('levels that cannot be', () => {
  test.each<Case>([
    [
      'a warning before the start',
      one({ warn: `[ { before: 5h, do: ${slack} } ]` }),
      '{ before: 5h',
      ['at or before the start', '4h'],
    ],
    [
      'a warning at the start',
      one({ warn: `[ { before: 4h, do: ${slack} } ]` }),
      '{ before: 4h',
      ['at or before the start'],
    ],
    ['a warning of the whole', one({ warn: `[ { at: 100%, do: ${slack} } ]` }), '100%', ['below 100%']],
    [
      'two warnings at once',
      one({ warn: `[ { at: 50%, do: ${slack} }, { before: 2h, do: ${slack} } ]` }),
      '{ before: 2h',
      ['same moment as "warn 0"'],
    ],
    [
      'a rung on a repeat',
      one({
        escalate: `[ { after: 1h, do: ${slack}, repeat: { every: 1h, atMost: 3 } }, { after: 3h, do: ${slack} } ]`,
      }),
      '{ after: 3h',
      ['same moment as "escalate 0"'],
    ],
  ])('%s', async (_what, policies, pointsAt, says) => {
    await expectOne(clockDesk({ policies }), pointsAt, says);
  });
});
