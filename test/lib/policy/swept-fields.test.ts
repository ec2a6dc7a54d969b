import { expect, test } from 'vitest';
import { mostSweptFields } from '../../../lambda/contract/sweep-rows.ts';
import { sweptFieldIds } from '../../../lambda/domain/sweep/compare.ts';
import { compilePolicy } from '../../../lib/policy/compile-policy.ts';
import { clockDesk, loadClocks, clockProblems, row, rows } from './clock-desk.ts';

const names = Array.from({ length: 30 }, (_unused, number) => `field_${number + 1}`);
const fieldLines = names.map((name) => `  ${name}: { type: text, label: ${name} }`).join('\n');

/** A desk whose conditions name so many fields, all beside the status, and whose sink names others. */
function deskWith(inConditions: number, inSink: number): string {
  const condition = names.slice(0, inConditions).map((name) => `${name}: { set: true }`);
  const half = Math.ceil(inConditions / 2);
  const keys = {
    for: `{ template: request, ${condition.slice(0, half).join(', ')} }`,
    cancel: `{ ${condition.slice(half).join(', ')}, region: x }`,
  };
  const map = names.slice(inConditions, inConditions + inSink).map((name, place) => `F${place}__c: ${name}`);
  const sink = `sinks: { salesforce: { on: [created], object: Case, key: ConnectCaseId__c, map: { ${map.join(', ')} } } }`;
  return clockDesk({ policies: rows(row('answer', keys)), more: inSink === 0 ? '' : sink }).replace(
    'fields:\n',
    `fields:\n${fieldLines}\n`,
  );
}

test('as many fields as one search returns are compared, and the file is right', async () => {
  // With the region and the status.
  const source = await loadClocks(deskWith(mostSweptFields - 2, 0));
  expect(source.notes.filter(({ message }) => message.includes('a sweep compares'))).toEqual([]);
});

test('a condition beyond them is refused at its place: a change of it could be lost for good', async () => {
  const problems = await clockProblems(deskWith(mostSweptFields - 1, 0));
  expect(problems).toEqual([
    expect.stringContaining('policies.answer.cancel.region: a sweep compares the status and at most 20'),
  ]);
});

test('a field of a sink beyond them is noted, and left out of the sweep', async () => {
  const source = await loadClocks(deskWith(10, 12));
  const notes = source.notes.map(({ message }) => message).filter((message) => message.includes('a sweep compares'));
  expect(notes).toEqual([
    expect.stringContaining('"field_20" is not among them'),
    expect.stringContaining('"field_21" is not among them'),
    expect.stringContaining('"field_22" is not among them'),
  ]);
  const fieldIds = Object.fromEntries([...names, 'priority', 'region', 'hidden'].map((name) => [name, name]));
  const templateIds = { request: 't-1', claim: 't-2' };
  const compiled = compilePolicy(source, { casesDomainId: 'd-1', fieldIds, templateIds });
  const swept = sweptFieldIds(compiled);
  expect(swept).toHaveLength(mostSweptFields);
  expect([swept.includes('field_19'), swept.includes('field_20')]).toEqual([true, false]);
});
