import { describe, expect, test } from 'vitest';
import { checkSource, offencesIn } from './awaits.ts';
import { sourceFiles } from './imports.ts';

const runs = sourceFiles(['lambda/handlers']).filter((path) => path.endsWith('/run.ts'));

test.each(runs)('%s awaits only ports', (path) => {
  expect(offencesIn(path)).toEqual([]);
});

test('there are runs to check', () => {
  expect(runs).toEqual(
    expect.arrayContaining(['lambda/handlers/advance/run.ts', 'lambda/handlers/dispatch-mail/run.ts']),
  );
});

describe('the check', () => {
  const inFile = (body: string, head = ''): string => `${head}\nexport async function run(ports: P) {\n${body}\n}`;

  test.each([
    ['a method of a port', inFile('await ports.clock.pause(1);')],
    ['a function of the same file', `${inFile('await more(ports);')}\nasync function more(ports: P) {}`],
  ])('accepts %s', (_why, source) => {
    expect(checkSource('lambda/handlers/x/run.ts', source).offences).toEqual([]);
  });

  test('follows a function into another file of the handlers', () => {
    const source = inFile('await shared(ports);', "import { shared } from '../shared/shared.ts';");
    expect(checkSource('lambda/handlers/x/run.ts', source)).toEqual({
      offences: [],
      alsoCheck: ['lambda/handlers/shared/shared.ts'],
    });
  });

  test.each([
    ['a global', inFile("await fetch('https://x');"), 'fetch'],
    ['a package', inFile('await send();', "import { send } from '@aws-sdk/client-sqs';"), '@aws-sdk/client-sqs'],
    ['an adapter', inFile('await send();', "import { send } from '../../adapters/inbox.ts';"), 'adapters/inbox.ts'],
    ['a client', inFile('await client.send(command);'), 'client'],
    ['a timer', inFile('await setTimeout(1);', "import { setTimeout } from 'node:timers/promises';"), 'node:timers'],
    ['several at once', inFile('await Promise.all([ports.a(), ports.b()]);'), 'Promise'],
    ['a promise of its own', inFile('const later = new Promise(() => {}); await later;'), 'no call of a port'],
    ['a chain', inFile('ports.clock.pause(1).then(() => {});'), '.then()'],
    ['a stream', inFile('for await (const x of ports.rows()) {}'), 'for await'],
    ['code loaded late', inFile("await (await import('./late.ts')).run();"), 'import()'],
  ])('refuses %s', (_why, source, reason) => {
    const { offences } = checkSource('lambda/handlers/x/run.ts', source);
    expect(offences.map((offence) => offence.reason).join('\n')).toContain(reason);
    expect(offences.every(({ line }) => line > 1)).toBe(true);
  });
});
