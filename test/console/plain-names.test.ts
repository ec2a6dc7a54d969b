import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  nameOfEventRule,
  nameOfEventType,
  nameOfFunction,
  nameOfQueue,
  type PlainName,
} from '../../console/src/pages/hood/plain-names.ts';
import { sharedAssembly, type ExampleAssembly, type FoundResource } from '../scenarios/example-assembly.ts';

/* Logical ids of lib stand in the page as texts; whoever renames one there shall hear of it here. */

let assembly: ExampleAssembly;
let resources: readonly FoundResource[];
beforeAll(async () => {
  assembly = await sharedAssembly();
  // A copy that nothing is changed in: only those can be read.
  assembly.copy((copy) => (resources = copy.resources()));
});
afterAll(() => assembly.remove());

const idsOf = (type: string): string[] =>
  resources.filter((resource) => resource.type === type).map(({ logicalId }) => logicalId);

test.each<[string, number, (logicalId: string) => PlainName]>([
  ['AWS::Lambda::Function', 8, nameOfFunction],
  ['AWS::SQS::Queue', 8, nameOfQueue],
])('every deployed %s has a plain name and a purpose, in both languages', (type, atLeast, nameOf) => {
  const ids = idsOf(type);
  expect(ids.length).toBeGreaterThanOrEqual(atLeast);
  const withoutPurpose = ids.filter((id) => nameOf(id).purpose === null);
  expect(withoutPurpose).toEqual([]);
  const names = ids.map((id) => nameOf(id).name);
  expect(new Set(names.map(({ en }) => en)).size).toBe(ids.length);
  expect(new Set(names.map(({ ja }) => ja)).size).toBe(ids.length);
});

test('every deployed event rule has a name in both languages', () => {
  const names = idsOf('AWS::Events::Rule').map(nameOfEventRule);
  expect(names.length).toBeGreaterThan(0);
  expect(names.filter(({ en, ja }) => en === ja)).toEqual([]);
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'what is called %s has no name of ours and is shown as it is',
  (given) => {
    expect(nameOfEventType(given)).toEqual({ en: given, ja: given });
    expect(nameOfFunction(given).purpose).toBeNull();
    expect(nameOfQueue(`${given}Queue`).purpose).toBeNull();
  },
);
